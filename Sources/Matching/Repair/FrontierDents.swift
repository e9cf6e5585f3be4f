/// The points of a frontier between those that prices prove: for each number of teams kept the heaviest matching, by branch and bound.
///
/// A branch settles of some teams whether they stay. In it the best points in ever better directions bound what a matching that keeps so
/// many can weigh (the Lagrangian dual of "at least k stay"; Fisher 1981), and the one of them that keeps enough is a matching to beat.
/// Where the two are apart, a team that only one of them keeps decides.
struct FrontierDents {
    /// A kept team counts more than all weight, and weight more than all kept teams.
    let keepFirst: Int64
    let weighFirst: Int64
    /// Nobody chooses among more.
    private static let mostPoints = 100

    /// How many directions may still be looked in.
    private var solves: Int
    /// Nothing was left out.
    private(set) var isWhole = true

    init(keepFirst: Int64, weighFirst: Int64, solves: Int) {
        self.keepFirst = keepFirst
        self.weighFirst = weighFirst
        self.solves = solves
    }

    /// - Parameter corners: neighbours, from the one that keeps most.
    /// - Returns: all points, nil where cancelled.
    mutating func fill(_ corners: [RepairPoint], _ search: inout FrontierSearch) -> [RepairPoint]? {
        var points = Array(corners.prefix(1))
        for (keener, heavier) in zip(corners, corners.dropFirst()) {
            var (last, kept) = (keener, keener.kept - 1)
            let rate = (scale: Int64(keener.kept - heavier.kept), bonus: search.weight(heavier) - search.weight(keener))
            while kept > heavier.kept {
                if solves <= 0 || points.count >= Self.mostPoints {
                    isWhole = false
                    break
                }
                switch best(keeping: kept, above: search.weight(last), &search) {
                case .found(var point):
                    (point.scale, point.bonus) = rate
                    points.append(point)
                    last = point
                case .nothing: break
                case .givenUp: isWhole = false
                case .cancelled: return nil
                }
                kept -= 1
            }
            points.append(heavier)
        }
        return points
    }

    private enum Outcome {
        case found(RepairPoint)
        /// Whatever keeps so many weighs no more than what keeps more.
        case nothing
        case givenUp, cancelled
    }

    /// The heaviest matching that keeps so many and weighs more than what keeps more.
    private mutating func best(keeping kept: Int, above weight: Int64, _ search: inout FrontierSearch) -> Outcome {
        var found: RepairPoint?
        var least = weight
        var branches = 0
        // Decided farthest last: no more stand open than teams are settled in one of them, and one each besides.
        var open: [FrontierSearch.Settled] = [[:]]
        while let settled = open.popLast() {
            branches += 1
            guard search.hasPlaces(where: settled) else { continue }
            guard let bounds = bounds(keeping: kept, where: settled, above: least, &search) else {
                return solves <= 0 ? .givenUp : .cancelled
            }
            if let point = bounds.keener, search.weight(point) > least {
                found = point
                least = search.weight(point)
            }
            guard bounds.most > least, let keener = bounds.keener, let heavier = bounds.heavier,
                let team = keener.caseOfTeam.indices.first(where: {
                    search.asked[$0] >= 0 && settled[Int32($0)] == nil && keener.caseOfTeam[$0] == search.asked[$0]
                        && heavier.caseOfTeam[$0] != search.asked[$0]
                })
            else { continue }
            for stays in [true, false] { open.append(settled.merging([Int32(team): stays]) { $1 }) }
        }
        found?.branches = branches
        return found.map { .found($0) } ?? .nothing
    }

    private struct Bounds {
        /// No matching of the branch that keeps enough weighs more.
        var most: Int64 = .min
        /// Keeps enough.
        var keener: RepairPoint?
        /// Weighs more, and keeps too few; absent where the other is the best of the branch.
        var heavier: RepairPoint?
    }

    /// - Returns: nil where it was cancelled or has been given up.
    private mutating func bounds(
        keeping kept: Int, where settled: FrontierSearch.Settled, above least: Int64, _ search: inout FrontierSearch
    ) -> Bounds? {
        guard var heavier = point(weighFirst, 1, settled, &search) else { return nil }
        if heavier.kept >= kept { return Bounds(most: search.weight(heavier), keener: heavier) }
        if search.weight(heavier) <= least { return Bounds() }
        guard var keener = point(1, keepFirst, settled, &search) else { return nil }
        if keener.kept < kept { return Bounds() }
        while true {
            let (scale, bonus) = (Int64(keener.kept - heavier.kept), search.weight(heavier) - search.weight(keener))
            guard bonus > 0 else { return Bounds(most: search.weight(keener), keener: keener) }
            guard let point = point(scale, bonus, settled, &search) else { return nil }
            func value(_ point: RepairPoint) -> Int128 {
                Int128(scale) * Int128(search.weight(point)) + Int128(bonus) * Int128(point.kept)
            }
            let most = (value(point) - Int128(bonus) * Int128(kept)) / Int128(scale)
            if value(point) == value(keener) || most <= Int128(least) {
                return Bounds(most: Int64(clamping: most), keener: keener, heavier: heavier)
            }
            if point.kept >= kept { keener = point } else { heavier = point }
        }
    }

    private mutating func point(
        _ scale: Int64, _ bonus: Int64, _ settled: FrontierSearch.Settled, _ search: inout FrontierSearch
    ) -> RepairPoint? {
        if solves <= 0 { return nil }
        solves -= 1
        return search.point(scale: scale, bonus: bonus, where: settled)
    }
}

extension RepairQuestion {
    /// Teams and cases that are put back before each direction.
    var size: Int { before.teamCount + before.caseCount }
}
