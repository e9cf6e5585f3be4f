/// What a file `vivier-result/1` claims of an instance, ids replaced by their position. Nothing of it is trusted.
package struct ResultClaim: Equatable, Sendable {
    /// Which of several optima an engine chooses may differ from that of an earlier one: raised whenever it does.
    package static let currentEngine = 5

    /// The engine that is said to have made the result, from 1; a file that does not say is of the first. It excuses no lack of a proof.
    package var engine = Self.currentEngine
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

    /// Under `fairest`: how many are placed, then each level that teams are at, from the worst, with the prices that prove it. Pinned teams
    /// are not counted.
    package var levels: [Level]?
    /// What those levels are: the instance that was solved has fits, or has none.
    package var levelsOn: FairnessBasis?
    /// Under `fairest` by rank, where there are fits: what proves that no matching which is alike to the levels has a larger total fit.
    /// Engines before the fourth gave nothing that does, so that no check finds their results valid.
    package var fitPrices: FitPrices?

    /// Of `best-total` with minimums: all ways to decide which cases run, each with the prices that bound it.
    package var branches: [Branch]?
    /// What the branches prove that no assignment of the teams that are not pinned weighs more than.
    package var bound: Int64?
    /// Under `everyone-first`, of a claim with branches.
    package var branchWeight: Int64?

    /// What a placed team counts beside its fit, as the certificate says.
    package var placementWeight: Int64? { prices?.placementWeight ?? branchWeight }

    package struct Branch: Equatable, Sendable {
        package var path: [QuotaSearch.Decision]
        /// Those that are not 0.
        package var cases: [Level.Price]
        package var companies: [Level.Price]

        package init(path: [QuotaSearch.Decision], cases: [Level.Price], companies: [Level.Price]) {
            self.path = path
            self.cases = cases
            self.companies = companies
        }
    }

    package struct FitPrices: Equatable, Sendable {
        /// Those that are not 0.
        package var cases: [Level.Price]
        package var companies: [Level.Price]

        package init(cases: [Level.Price], companies: [Level.Price]) {
            self.cases = cases
            self.companies = companies
        }
    }

    package struct Level: Equatable, Sendable {
        /// The fit or the rank; nil for the first, which counts placed teams.
        package var level: Int64?
        package var teams: Int64
        /// What a placed team counts beside its level.
        package var placing: Int64
        /// Those that are not 0.
        package var cases: [Price]
        package var companies: [Price]

        package struct Price: Equatable, Sendable {
            package var index: Int32
            package var price: Int64

            package init(index: Int32, price: Int64) {
                self.index = index
                self.price = price
            }
        }

        package init(level: Int64?, teams: Int64, placing: Int64, cases: [Price], companies: [Price]) {
            self.level = level
            self.teams = teams
            self.placing = placing
            self.cases = cases
            self.companies = companies
        }
    }

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
        sizeBound: Int64? = nil, levels: [Level]? = nil
    ) {
        self.policy = policy
        self.matches = matches
        self.unmatched = unmatched
        self.placed = placed
        self.totalFit = totalFit
        self.prices = prices
        self.sizeBound = sizeBound
        self.levels = levels
    }
}
