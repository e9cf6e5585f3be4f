import Formats
import Matching

/// How many teams could have one of their first choices at once, whatever the assignment: for each place of their rankings a largest matching
/// of the pairs up to it, proven so by the cut that it leaves.
struct PossibleRanks: Sendable {
    /// Up to so many eligible pairs, and so many places.
    private static let (mostPairs, mostPlaces) = (1_000_000, 10)

    /// For the places from the first; fewer than were asked for where it would take too long.
    let teams: [Int]

    static func find(_ snapshot: Snapshot, eligible: Int, places: Int) async throws -> PossibleRanks {
        guard eligible <= mostPairs, places > 0 else { return PossibleRanks(teams: []) }
        return try await OwnThread.run("ranks") { isCancelled in
            guard let instance = snapshot.rankedInstance(of: try MatchingEngine.book(of: snapshot), isCancelled: isCancelled) else {
                return PossibleRanks(teams: [])
            }
            var found: [Int] = []
            for place in 1...min(places, mostPlaces) {
                guard let most = most(within: place, of: instance, snapshot.problem.teamRankings, isCancelled: isCancelled) else { break }
                found.append(most)
            }
            return PossibleRanks(teams: found)
        }
    }

    /// - Parameter rankings: those that were given, pinned teams' too.
    private static func most(
        within place: Int, of instance: Instance, _ rankings: Rankings, isCancelled: @escaping @Sendable () -> Bool
    ) -> Int? {
        var limited = instance
        // A minimum is no help to whoever wants the first choice: without it the number is a bound all the same.
        limited.minimums = []
        limited.teamRankings = Rankings()
        let pinned = Set(instance.pins.map(\.team))
        for team in instance.teams.indices {
            // Who ranked nothing takes no part, and a pin stands whatever its team has ranked.
            let first = (rankings[team] ?? []).prefix(place).map(\.self)
            limited.teamRankings.append(pinned.contains(Int32(team)) ? nil : first)
        }
        let content = instance.pins.count { pin in rankings[Int(pin.team)]?.prefix(place).contains { $0.contains(pin.target) } ?? false }
        guard let eligible = EligiblePairs(limited, isCancelled: isCancelled) else { return nil }
        let problem = AssignmentProblem(limited, eligible: eligible)
        guard case .found(let limit) = PlacementLimit.of(problem, pinned: pinned, control: SolverControl(isCancelled: isCancelled)) else {
            return nil
        }
        return limit.placed + content
    }
}
