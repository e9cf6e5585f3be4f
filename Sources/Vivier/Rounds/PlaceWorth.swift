import Formats
import Matching

extension MatchingEngine {
    /// Eligible pairs up to which each place is tried: with more a run would wait for seconds, where it is proven already.
    static let mostPairsTried = 2_000_000

    /// What one more place on each case is worth; nil where it is not computed: other policies, minimums, and more than
    /// ``mostPairsTried``, where the certificate's prices bound it.
    ///
    /// - Parameter solved: of the snapshot.
    static func placeWorths(
        _ snapshot: Snapshot, _ solved: Solved, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [PlaceWorths.Worth]? {
        guard let prices = solved.placePrices, solved.eligiblePairs <= mostPairsTried else { return nil }
        guard prices.contains(where: { $0 > 0 }) else { return prices.map { _ in .nothing } }
        guard let instance = snapshot.rankedInstance(of: try book(of: snapshot), isCancelled: isCancelled), let fits = instance.fits,
            let question = RepairQuestion(instance, fits: fits, claim: solved.claim, changes: RunChanges()),
            var worths = PlaceWorths(question, control: SolverControl(isCancelled: isCancelled))
        else {
            if isCancelled() { throw CancellationError() }
            return nil
        }
        var answer: [PlaceWorths.Worth] = []
        for (target, price) in prices.enumerated() {
            if isCancelled() { throw CancellationError() }
            answer.append(price > 0 ? worths.worth(of: Int32(target)) : .nothing)
        }
        return answer
    }
}
