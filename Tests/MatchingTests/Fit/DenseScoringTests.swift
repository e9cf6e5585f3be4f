import Testing

@testable import Matching

@Suite("Dense scoring")
struct DenseScoringTests {
    @Test(arguments: 1...30)
    func `rows scored eight abreast equal pairs scored one by one`(seed: Int) throws {
        var rounds = RandomRounds(seed: UInt64(seed) + 1_000)
        let book = try FitBook(rounds.problem(teams: 11, cases: 10))
        var seen = 0
        DenseScoring(book).forEachBlock(of: 0..<book.teamCount) { block in
            for lane in 0..<DenseScoring.lanes {
                for target in 0..<block.caseCount {
                    let fit = block.fits[target][lane]
                    guard lane < block.count else {
                        #expect(fit == DenseScoring.closed)
                        continue
                    }
                    let alone = book.explanation(team: block.firstTeam + lane, target: target)
                    #expect(fit == alone.fit ?? DenseScoring.closed, "seed \(seed), team \(block.firstTeam + lane), case \(target)")
                    seen += 1
                }
            }
            return true
        }
        #expect(seen == 110)
    }

    @Test(arguments: 1...20)
    func `the teams counted for a case are those that pass every gate`(seed: Int) throws {
        var rounds = RandomRounds(seed: UInt64(seed) + 3_000)
        let book = try FitBook(rounds.problem(teams: 19, cases: 7))
        let counts = try #require(book.eligibleCounts(isCancelled: { false }))
        let alone = (0..<book.caseCount).map { target in
            (0..<book.teamCount).count { book.explanation(team: $0, target: target).failures.isEmpty }
        }
        #expect(counts == alone, "seed \(seed)")
        #expect(book.eligibleCounts(isCancelled: { true }) == nil)
    }

    @Test func `any range of teams has the same fits`() throws {
        var rounds = RandomRounds(seed: 77)
        let book = try FitBook(rounds.problem(teams: 21, cases: 12))
        func fits(_ ranges: [Range<Int>]) -> [Int32] {
            var fits: [Int32] = []
            for range in ranges {
                DenseScoring(book).forEachBlock(of: range) { block in
                    for lane in 0..<block.count { fits += (0..<block.caseCount).map { block.fits[$0][lane] } }
                    return true
                }
            }
            return fits
        }
        let whole = fits([0..<21])
        #expect(whole.contains { $0 >= 0 } && whole.contains(DenseScoring.closed))
        #expect(fits([0..<5, 5..<6, 6..<21]) == whole)
    }
}
