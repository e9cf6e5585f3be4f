/// The first condition of an optimal result that a claimed one breaks. Teams, cases and companies by position.
package enum BrokenCondition: Equatable, Sendable {
    /// A case or a company.
    package enum Place: Equatable, Sendable {
        case `case`(Int32)
        case company(Int32)
    }

    case unknownTeam(Int32)
    case unknownCase(Int32)
    /// The snapshot asks for another policy than the result follows.
    case otherPolicy(claimed: Instance.Policy, asked: Instance.Policy)
    /// The result states the SHA-256 of other bytes than those of the instance.
    case otherInstance(stated: String, actual: String)
    case teamMatchedTwice(team: Int32)
    case banned(team: Int32, target: Int32)
    case notEligible(team: Int32, target: Int32)
    case pinIgnored(team: Int32, target: Int32)
    case overCapacity(Place, matches: Int, capacity: Int32)
    case unmatchedTwice(team: Int32)
    case unmatchedHasMatch(team: Int32)
    case unmatchedMissing(team: Int32)
    case placedDiffers(claimed: Int64, counted: Int64)
    case totalFitDiffers(claimed: Int64, counted: Int64)
    case placementWeightMissing
    case placementWeightUnasked(Int64)
    /// The weight of placing a team must exceed what all fits together can outweigh.
    case placementWeightTooSmall(Int64, mustExceed: Int64)
    case pricesMissing
    case priceOutOfRange(Place, Int64)
    case priceWithoutCapacity(company: Int32)
    case teamsMissing(fed: Int, of: Int)
    /// The prices prove only that no assignment weighs more than `bound`; where, if it was looked for.
    case notProven(bound: Int128, total: Int128, LooseEnd? = nil)
    /// A case runs with fewer teams than it runs with at least.
    case belowMinimum(target: Int32, matches: Int, minimum: Int32)
    case branchesMissing
    /// The branches are not all ways to decide which cases run, or decide what is not to be decided.
    case branchesIncomplete
    /// The branches prove another bound than the certificate states.
    case boundDiffers(claimed: Int64, proven: Int128)
    /// Team and case would both rather have each other than what they have.
    case blockingPair(team: Int32, target: Int32)
    case sizeBoundMissing
    /// Or they are levels of something else than the instance has.
    case levelsMissing
    /// Levels stand from the worst to the best.
    case levelOutOfOrder(Int64)
    /// Of the teams at a level, or placed in all where it is nil.
    case levelDiffers(level: Int64?, claimed: Int64, counted: Int64)
    case placingOutOfRange(Int64)
    /// By rank, where there are fits: nothing proves the largest total of them. Engines before the fourth made such results.
    case fitPricesMissing(engine: Int)
    /// The prices of a level, or of the number of teams placed where it is nil, do not prove it.
    case levelNotProven(level: Int64?, bound: Int128, total: Int128)
    /// The prices prove that no matching places more than `proven`, which is not what the certificate states.
    case sizeBoundDiffers(claimed: Int64, proven: Int128)
}
