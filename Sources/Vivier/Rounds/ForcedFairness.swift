import Formats
import Matching

extension MatchingEngine {
    /// Up to so many eligible pairs it is found by optimising again whether a match would be as fair.
    static let mostPairsMadeFair = 1_000_000

    /// Why a team does not have a case in a fairest run whose proof leaves it open: the fairest matching that has the pair, held against the
    /// run's.
    ///
    /// - Parameters:
    ///   - claim: that of a `fairest` run on the snapshot.
    ///   - team: not pinned, and eligible for the case.
    static func fairness(_ snapshot: Snapshot, _ claim: ResultClaim, team: Int, target: Int) async throws -> FairnessReason {
        try await OwnThread.run("explanation") { isCancelled in
            guard var instance = snapshot.rankedInstance(of: try book(of: snapshot), isCancelled: isCancelled) else {
                if isCancelled() { throw CancellationError() }
                return .asFair
            }
            let pinned = Set(instance.pins.map(\.team))
            instance.pins.append(Instance.Pair(team: Int32(team), target: Int32(target)))
            instance.pins.sort { $0.team < $1.team }
            guard instance.hasPlacesForPins else { return .noPlace }
            guard let eligible = EligiblePairs(instance, isCancelled: isCancelled) else { throw CancellationError() }
            switch FairestMatching.solve(instance, eligible: eligible, control: SolverControl(isCancelled: isCancelled)) {
            case .cancelled: throw CancellationError()
            case .refused(let defect): throw Fault.notExact(defect)
            case .fairest(let solution):
                let forced = ResultClaim(instance, solution)
                func served(_ claim: ResultClaim) -> [Int64] {
                    claim.matches.filter { !pinned.contains($0.team) }.map { instance.level(of: $0) }.sorted {
                        instance.isWorse($0, than: $1)
                    }
                }
                return Self.reason(served(claim), forced: served(forced), instance)
            }
        }
    }

    /// - Parameter levels: of all teams that have a case, the worst first.
    private static func reason(_ levels: [Int64], forced: [Int64], _ instance: Instance) -> FairnessReason {
        if forced.count < levels.count { return .fewerPlaced }
        guard let (own, other) = zip(levels, forced).first(where: { $0 != $1 }) else { return .asFair }
        // At the worse of the two there are more teams with the pair.
        return .lessFair(level: instance.isWorse(other, than: own) ? other : own, instance.fairnessBasis)
    }
}

extension Instance {
    /// What a pair is to its team: its fit, or its place in the team's ranking, from 0.
    fileprivate func level(of pair: Pair) -> Int64 {
        let team = Int(pair.team)
        if fairnessBasis == .rank { return Int64(teamRankings[team]?.firstIndex { $0.contains(pair.target) } ?? 0) }
        guard let fits else { return 0 }
        return (fits.rowStarts[team]..<fits.rowStarts[team + 1]).first { fits.cases[$0] == pair.target }.map { Int64(fits.fits[$0]) } ?? 0
    }

    fileprivate func isWorse(_ level: Int64, than other: Int64) -> Bool { fairnessBasis == .rank ? level > other : level < other }
}
