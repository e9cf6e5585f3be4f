import Testing

@testable import Matching

/// Repairs over all pairs of a round, of which few are held, against those of the problem that lists every pair.
struct DenseRepairTests {
    private struct Value: Hashable {
        var kept: Int
        var placed: Int
        var totalFit: Int64

        init(_ point: RepairPoint) { (kept, placed, totalFit) = (point.kept, point.placed, point.totalFit) }
    }

    /// A case withdrawn, another with other places, a team gone: as the dice fall; nil where pins are in the way.
    private func changes(of book: FitBook, _ dice: inout Dice) -> RunChanges? {
        var changes = RunChanges()
        for _ in 0...dice.roll(0...2) {
            let target = Int32(dice.roll(0...book.caseCount - 1))
            changes.places[target] = dice.chance(60) ? 0 : Int32(dice.roll(0...3))
        }
        if dice.chance(50) { changes.gone.insert(Int32(dice.roll(0...book.teamCount - 1))) }
        return changes.caseBelowPins(of: Instance(placesOf: book.problem)) == nil ? changes : nil
    }

    private func listed(
        _ book: FitBook, _ claim: ResultClaim, _ changes: RunChanges, isProven: Bool
    ) throws -> (points: [RepairPoint], question: RepairQuestion) {
        let instance = Instance(everyPairOf: book)
        let fits = try #require(instance.fits)
        var question = try #require(RepairQuestion(instance, fits: fits, claim: claim, changes: changes))
        if !isProven { question.startFromNothing() }
        guard case .found(let points, isWhole: true) = RepairFrontier.find(question) else { throw Unfound() }
        return (points, question)
    }

    private struct Unfound: Error {}

    @Test(arguments: [1, 2, 12]) func `they are those of the problem that lists every pair`(width: Int) throws {
        var (frontiers, wide, dents, rounds) = (0, 0, 0, 0)
        for seed in UInt64(1)...400 {
            var random = RandomRounds(seed: seed * 31 + UInt64(width))
            let isCrowded = seed % 3 == 0
            let book =
                isCrowded
                ? try random.crowded(teams: random.dice.roll(5...25), cases: random.dice.roll(13...20))
                : try random.book(teams: random.dice.roll(1...25), cases: random.dice.roll(1...15))
            let solution = try #require(DenseBestTotal.solve(book).solution)
            guard let changes = changes(of: book, &random.dice) else { continue }
            let (claim, isProven) = (solution.claim(book.problem), seed % 7 != 0)
            let expected = try listed(book, claim, changes, isProven: isProven)
            let found = DenseRepair.find(
                book, claim, changes, isProven: isProven, width: .init(first: width, more: width, between: book.caseCount + 1),
                control: seed % 2 == 0 ? .threads(3) : DenseControl())
            guard case .found(let question, let fits, let points, isWhole: true) = found else {
                Issue.record("seed \(seed): \(found)")
                continue
            }
            #expect(points.map(Value.init) == expected.points.map(Value.init), "seed \(seed)")
            // Also among all pairs the matches are what they say, and of the corners the prices.
            for point in points { #expect(point.isProven(for: question), "seed \(seed)") }
            for (team, target) in points.flatMap({ $0.caseOfTeam.enumerated() }) where target >= 0 {
                #expect(expected.question.before.fit(of: team, on: target) == question.before.fit(of: team, on: target))
            }
            frontiers += 1
            if points.count > 1 { wide += 1 }
            dents += points.count { $0.branches > 0 }
            if fits.cases.count < expected.question.before.edgeCases.count { rounds += 1 }
        }
        #expect(frontiers > 300 && wide > 50, "\(frontiers), \(wide)")
        #expect(dents > 0)
        if width < 12 { #expect(rounds > 50, "hardly ever was a pair left out: \(rounds)") }
    }

    @Test func `the same with prices beyond 32 bits`() throws {
        var compared = 0
        for seed in UInt64(1)...60 {
            var random = RandomRounds(seed: seed)
            var problem = try random.book(teams: random.dice.roll(4...20), cases: random.dice.roll(3...12)).problem
            problem.placement = .everyoneFirst
            let book = try FitBook(problem)
            var solution = try #require(DenseBestTotal.solve(book).solution)
            guard let changes = changes(of: book, &random.dice) else { continue }
            // So few are held at first that others have to be called for.
            let width = DenseRepair.Width(first: 1, more: 1, between: book.caseCount + 1)
            let narrow = DenseRepair.find(book, solution.claim(problem), changes, width: width)
            // The same matches are best at any larger weight of a placed team, at prices lifted with it.
            let lift = Int64(1) << 33
            var instance = Instance(everyPairOf: book)
            instance.placement = .everyoneFirst
            var wide = AssignmentProblem(instance, eligible: EligiblePairs(instance))
            wide.placementWeight = lift
            let lifted = try #require(BestTotal.solve(wide).solution)
            solution.prices = lifted.prices
            solution.placementWeight = lift
            for team in solution.caseOfTeam.indices where !problem.pins.contains(where: { $0.team == Int32(team) }) {
                solution.caseOfTeam[team] = lifted.caseOfTeam[team]
            }
            let found = DenseRepair.find(book, solution.claim(problem), changes, width: width)
            guard case .found(_, _, let expected, _) = narrow, case .found(_, _, let points, _) = found else {
                Issue.record("seed \(seed): \(found)")
                continue
            }
            // What is kept differs where the matches do; the heaviest weighs the same.
            let (best, other) = (try #require(expected.last), try #require(points.last))
            #expect(best.placed == other.placed && best.totalFit == other.totalFit, "seed \(seed)")
            compared += 1
        }
        #expect(compared > 30, "\(compared)")
    }

    @Test func `where the pairs between two corners are too many, it says that points may be missing`() throws {
        var (missing, said) = (0, 0)
        for seed in UInt64(1)...200 {
            var random = RandomRounds(seed: seed)
            let book = try random.crowded(teams: random.dice.roll(8...25), cases: random.dice.roll(13...20))
            let solution = try #require(DenseBestTotal.solve(book).solution)
            guard let changes = changes(of: book, &random.dice) else { continue }
            let claim = solution.claim(book.problem)
            let expected = try listed(book, claim, changes, isProven: true).points.map(Value.init)
            let found = DenseRepair.find(book, claim, changes, width: .init(first: 2, more: 2, between: 1))
            guard case .found(_, _, let points, let isWhole) = found else {
                Issue.record("seed \(seed): \(found)")
                continue
            }
            let values = points.map(Value.init)
            #expect(Set(values).isSubset(of: expected), "seed \(seed)")
            #expect(values.first == expected.first && values.last == expected.last, "seed \(seed)")
            if values != expected {
                missing += 1
                #expect(!isWhole, "seed \(seed)")
            }
            if !isWhole { said += 1 }
        }
        #expect(said > 0 && missing > 0, "\(said), \(missing)")
    }

    @Test func `it ends where it is to end`() throws {
        var random = RandomRounds(seed: 3)
        let book = try random.crowded(teams: 40, cases: 20)
        let claim = try #require(DenseBestTotal.solve(book).solution).claim(book.problem)
        let found = DenseRepair.find(
            book, claim, RunChanges(places: [0: 0]), width: .init(for: book), control: DenseControl(isCancelled: { true }))
        guard case .cancelled = found else {
            Issue.record("\(found)")
            return
        }
    }
}
