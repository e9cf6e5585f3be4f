import Matching

/// What the total fit would lose by giving one of its cases to a team that a best-total run leaves without one.
enum UnplacedLoss: Sendable {
    /// Something, whichever case and however the others are placed.
    case proven
    /// The same of the cases that are not full of teams whose case was settled before the run; of those that are nothing is known.
    case provenBesideSettled
    /// All cases are full of such teams.
    case settled
    /// Nothing: another assignment, just as good, places the team.
    case none
    /// The prices do not rule a tie out, and the run is too large, or has no prices, to look further.
    case open
}

/// Finds it from the prices of the certificate, and where they leave it open by optimising again.
struct UnplacedLosses {
    /// Up to so many eligible pairs ties are looked for at once.
    private static let mostPairsSolved = 20_000

    private let claim: ResultClaim
    private let book: FitBook
    private let isCancelled: @Sendable () -> Bool
    private let isSolved: Bool
    private let left: DensePlaces

    init(_ claim: ResultClaim, eligible: Int, _ book: FitBook, isCancelled: @escaping @Sendable () -> Bool) {
        (self.claim, self.book, self.isCancelled) = (claim, book, isCancelled)
        isSolved = eligible <= Self.mostPairsSolved
        left = DensePlaces(book.problem)
    }

    /// - Parameter pairs: those that the team is eligible for.
    func loss(of team: Int, among pairs: [FitExplanation]) throws -> UnplacedLoss {
        guard claim.policy == .bestTotal, let prices = claim.prices else { return .open }
        // Where pins leave no place, a price says nothing.
        let free = pairs.filter { left.hasPlace(Int($0.target)) }
        guard !free.isEmpty else { return .settled }
        let proven = free.count == pairs.count ? UnplacedLoss.proven : .provenBesideSettled
        let weight = prices.placementWeight ?? 0
        // The team has no profit: a pair loses what its price exceeds its worth by, and more where others must make way.
        let tied = free.filter { pair in
            let company = book.problem.cases[Int(pair.target)].company
            let price = prices.cases[Int(pair.target)] + (company >= 0 ? prices.companies[Int(company)] : 0)
            return price <= Int64(pair.points) + weight
        }
        guard !tied.isEmpty else { return proven }
        guard isSolved else { return .open }
        for pair in tied {
            let forced = try MatchingEngine.forced(
                book, claim, team: team, target: Int(pair.target), room: 0, isCancelled: isCancelled
            ) { $0.forced() }
            if let forced, forced.neededFit <= Int64(pair.points) { return .none }
        }
        return proven
    }
}
