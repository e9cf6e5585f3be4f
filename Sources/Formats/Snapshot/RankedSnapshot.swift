package import Matching

// A round under `stable`: what it is solved and verified on.
extension Snapshot {
    /// The most eligible pairs that a run under `stable` takes, which holds all of them at once.
    package static let mostRankedPairs = 20_000_000

    /// The fits of all eligible pairs with the teams' rankings; nil where there are more than ``mostRankedPairs``, or the caller gives up.
    package func rankedInstance(of book: FitBook, isCancelled: () -> Bool = { false }) -> Instance? {
        Instance(rankedPairsOf: book, atMost: Self.mostRankedPairs, isCancelled: isCancelled).map(named)
    }

    /// The same with the pairs of one team only.
    package func instance(ofTeam team: Int, in book: FitBook) -> Instance {
        named(Instance(pairsOfTeam: team, in: book))
    }

    /// The seed of the lottery among those who are liked equally: the first 8 bytes, highest first, of SHA-256 over the snapshot's own hash
    /// and the published seed in decimal digits. It depends on all that the run is computed from: nobody can choose it.
    package func lotterySeed(hash: [UInt8]) -> UInt64 {
        SHA256.hash(of: hash + Array(String(problem.seed).utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The first condition that a claim breaks.
    ///
    /// - Parameter instance: of ``rankedInstance(of:isCancelled:)``.
    package func firstBroken(_ claim: ResultClaim, among instance: Instance) -> BrokenCondition? {
        guard claim.policy == problem.policy else { return .otherPolicy(claimed: claim.policy, asked: problem.policy) }
        return ResultChecker(instance, claim).firstBroken()
    }

    /// The same for a caller who may lose patience.
    package func verdict(
        _ claim: ResultClaim, among instance: Instance, isCancelled: @escaping () -> Bool
    ) -> ResultChecker.Verdict {
        guard claim.policy == problem.policy else { return .broken(.otherPolicy(claimed: claim.policy, asked: problem.policy)) }
        return ResultChecker(instance, claim).verdict(isCancelled: isCancelled)
    }
}
