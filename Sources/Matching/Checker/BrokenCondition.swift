/// The first condition of an optimal result that a claimed one breaks. Teams, cases and companies by position.
package enum BrokenCondition: Equatable, Sendable {
    /// A case or a company.
    package enum Place: Equatable, Sendable {
        case `case`(Int32)
        case company(Int32)
    }

    case unknownTeam(Int32)
    case unknownCase(Int32)
    /// This checker proves other policies only.
    /// The snapshot asks for another policy than the result follows.
    case otherPolicy(claimed: Instance.Policy, asked: Instance.Policy)
    case policyNotChecked(Instance.Policy)
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
    /// Team and case would both rather have each other than what they have.
    case blockingPair(team: Int32, target: Int32)
    case sizeBoundMissing
    /// The prices prove that no matching places more than `proven`, which is not what the certificate states.
    case sizeBoundDiffers(claimed: Int64, proven: Int128)
}

extension BrokenCondition {
    /// One English sentence with the ids of the instance.
    package func sentence(in instance: Instance) -> String {
        func team(_ index: Int32) -> String { "team \"\(instance.teams[Int(index)])\"" }
        func target(_ index: Int32) -> String { "case \"\(instance.cases[Int(index)])\"" }
        func place(_ place: Place) -> String {
            switch place {
            case .case(let index): target(index)
            case .company(let index): "company \"\(instance.companies[Int(index)])\""
            }
        }
        func reason(_ end: LooseEnd) -> String {
            switch end {
            case .team(let index, let has, let wants):
                let (wanted, held) = (wants.map(target) ?? "no case", has.map(target) ?? "none")
                return "at these prices \(team(index)) would rather have \(wanted) than \(held)"
            case .place(let where_, let free):
                return "\(place(where_)) has a price and \(free == 1 ? "a free place" : "\(free) free places")"
            }
        }
        switch self {
        case .unknownTeam(let index): return "a match names team number \(index), which the instance does not have"
        case .unknownCase(let index): return "a match names case number \(index), which the instance does not have"
        case .otherPolicy(let claimed, let asked):
            return "the result is of policy \(claimed.rawValue), its run of policy \(asked.rawValue)"
        case .policyNotChecked(let policy):
            return "results of policy \(policy.rawValue) cannot be verified yet, only those of best-total and stable"
        case .otherInstance(let stated, let actual):
            return "the result was computed from other bytes: its instance_sha256 is \(stated), that of the file is \(actual)"
        case .teamMatchedTwice(let index): return "\(team(index)) has more than one match"
        case .banned(let index, let other): return "\(team(index)) is matched with \(target(other)), a banned pair"
        case .notEligible(let index, let other): return "\(team(index)) is matched with \(target(other)), which is not an eligible pair"
        case .pinIgnored(let index, let other): return "\(team(index)) is pinned to \(target(other)) but not matched with it"
        case .overCapacity(let where_, let matches, let capacity): return "\(place(where_)) has \(matches) matches for \(capacity) places"
        case .unmatchedTwice(let index): return "\(team(index)) stands twice among the unmatched"
        case .unmatchedHasMatch(let index): return "\(team(index)) stands among the unmatched but has a match"
        case .unmatchedMissing(let index): return "\(team(index)) has no match and does not stand among the unmatched"
        case .placedDiffers(let claimed, let counted): return "placed is \(claimed), but \(counted) teams have a match"
        case .totalFitDiffers(let claimed, let counted): return "total_fit is \(claimed), but the fits of the matches add up to \(counted)"
        case .placementWeightMissing: return "the certificate lacks placement_weight, which everyone-first needs"
        case .placementWeightUnasked(let weight):
            return "the certificate has placement_weight \(weight), but the instance asks for fit-first"
        case .placementWeightTooSmall(let weight, let limit): return "placement_weight \(weight) must exceed \(limit)"
        case .pricesMissing: return "the result has no certificate of kind lp-dual"
        case .priceOutOfRange(let where_, let price):
            return "the price \(price) of \(place(where_)) is not between 0 and \(PriceChecker.largestPrice)"
        case .priceWithoutCapacity(let index): return "\(place(.company(index))) has a price but no capacity"
        case .teamsMissing(let fed, let count): return "\(fed) of \(count) teams were checked"
        case .blockingPair(let index, let other):
            return "\(team(index)) and \(target(other)) would both rather have each other: the matching is not stable"
        case .sizeBoundMissing: return "the result has no certificate of kind no-blocking-pair"
        case .sizeBoundDiffers(let claimed, let proven): return "size_bound is \(claimed), but the prices prove \(proven)"
        case .notProven(let bound, let total, let end):
            return "the prices prove at most \(bound), the matches weigh \(total): not proven optimal"
                + (end.map { ", since \(reason($0))" } ?? "")
        }
    }
}
