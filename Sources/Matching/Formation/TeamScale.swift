/// The points of a team, all integers: the same tables for the search, the bound and the reasons.
struct TeamScale: ~Copyable {
    /// The points of each want, of all wants together, of time, of size: the last three sum to ``FormationRules/most``.
    let wantPoints: [Int32]
    let coverageShare: Int32
    let timeShare: Int32
    let sizeShare: Int32

    private let sizes: ClosedRange<Int>
    private let preferred: ClosedRange<Int>
    /// By byte of the marks and its value, the points of the wants in it.
    private let byteTable: Slab<Int32>
    private let byteCount: Int
    private let timeTable: Slab<Int32>

    /// - Parameter teams: into how many teams the free students are divided.
    init(_ problem: FormationProblem, free: Int, teams: Int) {
        let rules = problem.rules
        let asked = problem.wants.reduce(Int64(0)) { $0 + Int64($1) }
        var weights = [asked > 0 ? rules.coverageWeight : 0, rules.timeWeight, rules.sizeWeight]
        if weights.allSatisfy({ $0 == 0 }) { weights = [0, 1, 0] }
        let shares = Self.apportion(FormationRules.most, by: weights)
        (coverageShare, timeShare, sizeShare) = (shares[0], shares[1], shares[2])
        let points = asked > 0 ? Self.apportion(shares[0], by: problem.wants) : Array(repeating: 0, count: problem.wants.count)
        wantPoints = points
        sizes = problem.sizes.range(students: free, teams: teams)
        preferred = free / teams...(free + teams - 1) / teams
        byteCount = (points.count + 7) / 8
        byteTable = Slab(Self.byteTable(points))
        let needed = Int(rules.neededHalfHours)
        timeTable = Slab((0...WeekMask.count).map { Int32(Int(shares[1]) * min($0, needed) / needed) })
    }

    private static func byteTable(_ points: [Int32]) -> [Int32] {
        var table: [Int32] = []
        for byte in 0..<(points.count + 7) / 8 {
            let wants = points[byte * 8..<min(points.count, byte * 8 + 8)]
            for value in 0..<256 {
                table.append(wants.enumerated().reduce(0) { $0 + (value >> $1.offset & 1 == 1 ? $1.element : 0) })
            }
        }
        return table
    }

    /// Parts of a whole in proportion to weights, not all 0; what rounding leaves goes to the largest remainders, the first of equals.
    static func apportion(_ whole: Int32, by weights: [Int32]) -> [Int32] {
        let sum = weights.reduce(Int64(0)) { $0 + Int64($1) }
        var parts = weights.map { Int32(Int64(whole) * Int64($0) / sum) }
        let left = Int(whole - parts.reduce(0, +))
        let remainders = weights.indices.map { (Int64(whole) * Int64(weights[$0]) % sum, -$0) }.sorted { $0 > $1 }
        for (_, index) in remainders.prefix(left) { parts[-index] += 1 }
        return parts
    }

    @inline(__always)
    func coverage(_ brings: Marks) -> Int32 {
        var sum: Int32 = 0
        var byte = 0
        for word in 0..<4 {
            if byte >= byteCount { break }
            var bits = brings.words[word]
            let end = min(byteCount, byte + 8)
            while byte < end {
                sum &+= byteTable[byte &* 256 &+ Int(truncatingIfNeeded: bits & 255)]
                bits >>= 8
                byte &+= 1
            }
        }
        return sum
    }

    @inline(__always)
    func time(_ halfHours: Int32) -> Int32 { timeTable[Int(halfHours)] }

    /// All of the share for a team of the mean size, rounded down or up; less for each member of difference, none at the farthest.
    @inline(__always)
    func size(_ members: Int32) -> Int32 {
        let members = Int(members)
        if preferred.contains(members) { return sizeShare }
        let (distance, farthest) =
            members < preferred.lowerBound
            ? (preferred.lowerBound - members, preferred.lowerBound - sizes.lowerBound)
            : (members - preferred.upperBound, sizes.upperBound - preferred.upperBound)
        return distance >= farthest ? 0 : sizeShare - sizeShare * Int32(distance) / Int32(farthest)
    }

    @inline(__always)
    func points(_ blend: TeamBlend) -> Int32 {
        coverage(blend.brings) &+ time(blend.week.halfHours) &+ size(blend.size)
    }
}
