/// Where prices and matches part, so that they do not prove each other. Every difference between the bound and the total has one
/// (complementary slackness): at the prices every team has what it would rather have, and no place with a price is free.
package enum LooseEnd: Equatable, Sendable {
    /// At the prices the team would rather have `wants` than `has`; nil is no case at all.
    case team(Int32, has: Int32?, wants: Int32?)
    /// It has a price, and places that no match takes.
    case place(BrokenCondition.Place, free: Int)
}

extension LooseEnd {
    /// The first case or company with a price and a place that no match takes; nil where there is none. Linear in matches and places.
    static func freePlace(_ instance: Instance, _ claim: ResultClaim) -> LooseEnd? {
        guard let prices = claim.prices else { return nil }
        var free = instance.capacities.map(Int.init)
        var freeOfCompany = instance.companyCapacities.map(Int.init)
        for match in claim.matches {
            free[Int(match.target)] -= 1
            let company = instance.companyOfCase[Int(match.target)]
            if company >= 0 { freeOfCompany[Int(company)] -= 1 }
        }
        if let index = free.indices.first(where: { free[$0] > 0 && prices.cases[$0] > 0 }) {
            return .place(.case(Int32(index)), free: free[index])
        }
        if let index = freeOfCompany.indices.first(where: { freeOfCompany[$0] > 0 && prices.companies[$0] > 0 }) {
            return .place(.company(Int32(index)), free: freeOfCompany[index])
        }
        return nil
    }
}

extension BrokenCondition {
    /// The same with a place to look at, where it is an equation that does not hold.
    func loose(at end: LooseEnd?) -> BrokenCondition {
        guard case .notProven(let bound, let total, nil) = self else { return self }
        return .notProven(bound: bound, total: total, end)
    }
}
