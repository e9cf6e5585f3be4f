/// Fit and placement weight, `scale` times, and a bonus for the pair that a team is asked to keep.
struct KeptWeights: PairWeights {
    var scale: Int64
    var bonus: Int64
    let placementWeight: Int64
    /// The case that each team is asked to keep, −1 for none; ``barred(_:)`` of a case that it may not keep.
    let kept: UnsafePointer<Int32>

    /// What stands for a case that a team may not keep.
    static func barred(_ target: Int32) -> Int32 { -2 - target }
    /// What such a pair counts: so little that no team takes it, not so little that sums leave 64 bits.
    private static var nothing: Int64 { -(1 << 61) }

    @inline(__always)
    func weight(ofFit fit: Int32, team: Int32, target: Int32) -> Int64 {
        let kept = kept[Int(team)]
        if kept == Self.barred(target) { return Self.nothing }
        return (Int64(fit) + placementWeight) * scale + (kept == target ? bonus : 0)
    }

    @inline(__always)
    func most(ofFit fit: Int32) -> Int64 { (Int64(fit) + placementWeight) * scale + max(0, bonus) }
}
