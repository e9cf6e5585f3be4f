import Testing

@testable import Matching

struct PriceRateTests {
    private func passes(_ book: FitBook, _ rate: PriceRate) throws -> [Set<Int32>] {
        let meter = DenseMeter(DenseControl(), DenseProgress(round: 1, pairsScored: 0, pairs: book.teamCount * book.caseCount))
        let pass = RatePass(
            book, [rate], limit: book.caseCount + 1, held: nil, teams: 0..<book.teamCount, meter: meter, control: DenseControl())
        return try #require(pass).additions.map { Set($0.map(\.target)) }
    }

    @Test func `what leaves more than its floor is let through, whatever the scale, the weights and the floors`() throws {
        var (narrow, wide, seen) = (0, 0, 0)
        for seed in UInt64(1)...300 {
            var random = RandomRounds(seed: seed)
            let book = try random.crowded(teams: random.dice.roll(1...20), cases: random.dice.roll(12...20))
            // Beyond 32 bits by the weight, by the prices or by the floors alone, or by none.
            let (scale, kind) = (Int64(random.dice.roll(1...9)), seed % 4)
            let weight = kind == 1 ? Int64(1) << 31 : Int64(random.dice.roll(0...9_000))
            let lift = kind == 2 ? Int64(1) << 33 : 0
            let rate = PriceRate(
                scale: scale, placementWeight: weight,
                places: (0..<book.caseCount).map { _ in random.dice.chance(10) ? nil : Int64(random.dice.roll(0...12_000)) * scale + lift },
                floors: (0..<book.teamCount).map { _ in
                    if random.dice.chance(10) { return nil }
                    return kind == 3 ? -(1 << 40) : Int64(random.dice.roll(0...9_000)) * scale + (weight - 4_000) * scale - lift
                })
            if rate.narrow == nil { wide += 1 } else { narrow += 1 }
            let found = try passes(book, rate)
            for team in 0..<book.teamCount {
                let expected = (0..<Int32(book.caseCount)).filter { target in
                    let pair = book.explanation(team: team, target: Int(target))
                    guard pair.isEligible, let price = rate.places[Int(target)], let floor = rate.floors[team] else { return false }
                    return (Int64(pair.points) + weight) * scale - price > floor
                }
                #expect(found[team] == Set(expected), "seed \(seed), team \(team)")
                seen += expected.count
            }
        }
        #expect(narrow > 50 && wide > 100 && seen > 5_000, "\(narrow), \(wide), \(seen)")
    }

    @Test func `the first pairs are those that leave most, also where prices are beyond 32 bits`() throws {
        var random = RandomRounds(seed: 8)
        let book = try random.crowded(teams: 6, cases: 15)
        let places = (0..<book.caseCount).map { target -> Int64? in target == 3 ? nil : Int64(target) << 32 }
        let rate = PriceRate.ranking(places: places, teams: (0..<6).map { $0 != 2 })
        #expect(rate.narrow != nil)
        for (team, found) in try passes(book, rate).enumerated() {
            #expect(found == (team == 2 ? [] : Set((0..<Int32(book.caseCount)).filter { $0 != 3 })), "team \(team)")
        }
    }
}
