/// Checks prices against a total without holding a single pair: teams are fed one by one, by their best profit or by a dense row.
///
/// The proof is weak duality: whatever the assignment, no total weight exceeds
/// Σ capacity · case price + Σ capacity · company price + Σ over teams of max(0, best of weight − case price − company price).
/// Where that bound equals the weight of the matches, they are optimal. Sums are 128 bits wide: no certificate can make them wrap.
package struct PriceChecker: Sendable {
    /// The largest price that a check accepts; weights stay far below.
    package static let largestPrice: Int64 = 1 << 61

    /// The whole price of a place on each case, its company's included.
    package let placePrices: [Int64]
    private let teamCount: Int
    private var bound: Int128
    private var teamsFed = 0
    private let flaw: BrokenCondition?

    /// - Parameters:
    ///   - capacities: places of each case, pinned ones taken out.
    ///   - companyCapacities: teams that each company takes, pinned ones taken out; `Instance.unlimited` where it states nothing.
    ///   - companyOfCase: the company of each case, −1 for none.
    ///   - teams: how many teams will be fed.
    package init(
        capacities: [Int32], companyOfCase: [Int32], companyCapacities: [Int32], casePrices: [Int64], companyPrices: [Int64], teams: Int
    ) {
        teamCount = teams
        bound = 0
        if let flaw = Self.flaw(casePrices, companyPrices, companyCapacities) {
            self.flaw = flaw
            placePrices = []
            return
        }
        flaw = nil
        for (price, capacity) in zip(casePrices, capacities) { bound += Int128(price) * Int128(capacity) }
        for (price, capacity) in zip(companyPrices, companyCapacities) where price > 0 { bound += Int128(price) * Int128(capacity) }
        placePrices = zip(casePrices, companyOfCase).map { price, company in price + (company < 0 ? 0 : companyPrices[Int(company)]) }
    }

    private static func flaw(_ cases: [Int64], _ companies: [Int64], _ companyCapacities: [Int32]) -> BrokenCondition? {
        for (index, price) in cases.enumerated() where price < 0 || price > largestPrice {
            return .priceOutOfRange(.case(Int32(index)), price)
        }
        for (index, price) in companies.enumerated() {
            if price < 0 || price > largestPrice { return .priceOutOfRange(.company(Int32(index)), price) }
            if price > 0, companyCapacities[index] == Instance.unlimited { return .priceWithoutCapacity(company: Int32(index)) }
        }
        return nil
    }

    /// The next team, by the most that any of its eligible pairs offers above `placePrices`; of a pinned team or one without pairs 0.
    package mutating func team(bestProfit: Int64) {
        teamsFed += 1
        bound += Int128(max(0, bestProfit))
    }

    /// Several teams that another thread has added up: Σ max(0, best profit) over them.
    package mutating func teams(_ count: Int, profits: Int128) {
        teamsFed += count
        bound += profits
    }

    /// The next team, by the weight of every case in order; a negative weight is a pair that is not eligible.
    package mutating func team(weights: UnsafeBufferPointer<Int64>) {
        var best: Int64 = 0
        for (weight, price) in zip(weights, placePrices) where weight >= 0 { best = max(best, weight - price) }
        team(bestProfit: best)
    }

    /// What is wrong with the prices as a proof that no assignment weighs more than `total`; nil where they prove it.
    package func firstBroken(total: Int128) -> BrokenCondition? {
        if let flaw { return flaw }
        if teamsFed != teamCount { return .teamsMissing(fed: teamsFed, of: teamCount) }
        return bound == total ? nil : .notProven(bound: bound, total: total)
    }
}
