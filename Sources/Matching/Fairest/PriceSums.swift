/// The prices of the levels so far, summed up; of the first step, which counts placed teams, there is nothing in them.
struct PriceSums: ~Copyable {
    private let cases: Slab<Int64>
    private let companies: Slab<Int64>
    private var placing: Int64 = 0

    init(_ layout: PlaceLayout) {
        cases = Slab(repeating: 0, count: layout.caseCount)
        companies = Slab(repeating: 0, count: layout.companyCount)
    }

    mutating func add(_ prices: LevelPrices) {
        placing += prices.placing
        for entry in prices.cases { cases[entry.index] += entry.price }
        for entry in prices.companies { companies[entry.index] += entry.price }
    }

    /// What proves how many teams are at the last level there is. Every team that is placed is at one level, and how many are placed, and are
    /// at each of the levels before, is proven: the rest follows, in prices as in numbers. A place without a price has none here.
    var ofTheRest: LevelPrices {
        func less(_ sums: borrowing Slab<Int64>) -> [PlacePrice] {
            (0..<Int32(sums.count)).filter { sums[$0] != 0 }.map { PlacePrice(index: $0, price: -sums[$0]) }
        }
        return LevelPrices(cases: less(cases), companies: less(companies), placing: 1 - placing)
    }
}
