import Testing

@testable import Matching

/// What is asked of a round by holding few of its pairs, against the problem that lists every pair.
struct DensePairForcerTests {
    private struct Answer: Equatable {
        var neededFit: Int64?
        var placedLost: Int?
        var fitLostBeforePair: Int64?
        var ofCase: Int32?
        var ofCompany: Int32?
    }

    private static func ask(_ forcer: inout PairForcer, fit: Int32, room: Int32) -> Answer {
        let forced = forcer.forced()
        let places = forcer.fewestPlaces(fit: fit, room: room)
        return Answer(
            neededFit: forced?.neededFit, placedLost: forced?.placedLost, fitLostBeforePair: forced?.fitLostBeforePair,
            ofCase: places?.ofCase, ofCompany: places?.ofCompany)
    }

    @Test func `the answers are those of the problem that lists every pair`() throws {
        var (asked, costly, full, short) = (0, 0, 0, 0)
        for seed in UInt64(1)...400 {
            var random = RandomRounds(seed: seed * 17)
            let book =
                seed % 2 == 0
                ? try random.crowded(teams: random.dice.roll(20...50), cases: random.dice.roll(14...24))
                : try random.book(teams: random.dice.roll(2...30), cases: random.dice.roll(1...20))
            let solution = try #require(DenseBestTotal.solve(book).solution)
            let claim = solution.claim(book.problem)
            let (team, target) = (Int32(random.dice.roll(0...book.teamCount - 1)), Int32(random.dice.roll(0...book.caseCount - 1)))
            if book.problem.pins.contains(where: { $0.team == team }) || solution.caseOfTeam[Int(team)] == target { continue }
            let fit = book.explanation(team: Int(team), target: Int(target)).points

            let instance = Instance(everyPairOf: book)
            let fits = try #require(instance.fits)
            let question = try #require(RepairQuestion(instance, fits: fits, claim: claim, changes: RunChanges()))
            guard var listed = PairForcer(question, team: team, target: target, room: 3) else {
                Issue.record("the optimum of seed \(seed) is not taken over")
                continue
            }
            let expected = Self.ask(&listed, fit: fit, room: 3)

            var rounds = 0
            let outcome = DensePairForcer.ask(
                book, claim, team: team, target: target, room: 3, control: seed % 3 == 0 ? .threads(2) : DenseControl()
            ) { forcer in
                rounds += 1
                return Self.ask(&forcer, fit: fit, room: 3)
            }
            guard case .found(let answer) = outcome else {
                Issue.record("seed \(seed): \(outcome)")
                continue
            }
            #expect(answer == expected, "seed \(seed)")
            asked += 1
            if answer.fitLostBeforePair.map({ $0 > Int64(fit) }) == true { costly += 1 }
            if answer.neededFit == nil { full += 1 }
            if rounds > 1 { short += 1 }
        }
        #expect(asked > 250 && costly > 80 && full > 0, "\(asked), \(costly), \(full)")
        #expect(short > 5, "the first pairs always sufficed: \(short)")
    }

    @Test func `without prices, and where it is to end, there is no answer`() throws {
        var random = RandomRounds(seed: 5)
        let book = try random.crowded(teams: 30, cases: 20)
        var claim = try #require(DenseBestTotal.solve(book).solution).claim(book.problem)
        let team = try #require(claim.matches.first).team
        let ended = DensePairForcer.ask(
            book, claim, team: team, target: 0, room: 0, control: DenseControl(isCancelled: { true })
        ) { $0.forced() }
        guard case .cancelled = ended else {
            Issue.record("\(ended)")
            return
        }
        claim.prices = nil
        let unproven = DensePairForcer.ask(book, claim, team: team, target: 0, room: 0) { $0.forced() }
        guard case .notProven = unproven else {
            Issue.record("\(unproven)")
            return
        }
    }
}
