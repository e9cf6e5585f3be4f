/// Fit and placement weight, `scale` times, and a bonus for the pair that a team is asked to keep.
struct KeptWeights: PairWeights {
    var scale: Int64
    var bonus: Int64
    let placementWeight: Int64
    /// The case that each team is asked to keep, −1 for none.
    let kept: UnsafePointer<Int32>

    @inline(__always)
    func weight(ofFit fit: Int32, team: Int32, target: Int32) -> Int64 {
        (Int64(fit) + placementWeight) * scale + (kept[Int(team)] == target ? bonus : 0)
    }

    @inline(__always)
    func most(ofFit fit: Int32) -> Int64 { (Int64(fit) + placementWeight) * scale + max(0, bonus) }
}
