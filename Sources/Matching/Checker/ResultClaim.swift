/// What a file `vivier-result/1` claims of an instance, ids replaced by their position. Nothing of it is trusted.
package struct ResultClaim: Equatable, Sendable {
    package var policy: Instance.Policy
    package var matches: [Instance.Pair]
    package var unmatched: [Int32]
    package var placed: Int64
    package var totalFit: Int64
    /// The prices of the certificate; nil where the result carries none. Those of `best-total` prove its total, those of `stable` its
    /// size bound.
    package var prices: Prices?
    /// Under `stable`: no matching of the teams that are not pinned places more.
    package var sizeBound: Int64?

    /// One integer price a case and a company, 0 where left out.
    package struct Prices: Equatable, Sendable {
        package var cases: [Int64]
        package var companies: [Int64]
        /// Present under `everyone-first`.
        package var placementWeight: Int64?

        package init(cases: [Int64], companies: [Int64], placementWeight: Int64?) {
            self.cases = cases
            self.companies = companies
            self.placementWeight = placementWeight
        }
    }

    package init(
        policy: Instance.Policy, matches: [Instance.Pair], unmatched: [Int32], placed: Int64, totalFit: Int64, prices: Prices?,
        sizeBound: Int64? = nil
    ) {
        self.policy = policy
        self.matches = matches
        self.unmatched = unmatched
        self.placed = placed
        self.totalFit = totalFit
        self.prices = prices
        self.sizeBound = sizeBound
    }
}
