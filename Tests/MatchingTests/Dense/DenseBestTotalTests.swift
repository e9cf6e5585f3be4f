import Synchronization
import Testing

@testable import Matching

@Suite("Optimum over all pairs")
struct DenseBestTotalTests {
    /// The optimum with every eligible pair in one sparse problem.
    private func weight(of book: FitBook) throws -> Int64 {
        let instance = Instance(everyPairOf: book)
        let problem = AssignmentProblem(instance, eligible: EligiblePairs(instance))
        guard case .optimal(let solution) = BestTotal.solve(problem) else { throw Unsolved() }
        let pins = book.problem.pins.reduce(0) { $0 + Int64(book.explanation(team: Int($1.team), target: Int($1.target)).points) }
        return solution.totalFit + pins + problem.placementWeight * Int64(solution.placed + book.problem.pins.count)
    }

    private struct Unsolved: Error {}

    @Test(arguments: 1...40)
    func `it equals the optimum of the problem that lists every pair`(seed: Int) throws {
        var rounds = RandomRounds(seed: UInt64(seed) + 5_000)
        let book = try rounds.book(teams: rounds.dice.roll(1...40), cases: rounds.dice.roll(1...25))
        let solution = try #require(DenseBestTotal.solve(book).solution)
        #expect(try solution.totalFit + solution.placementWeight * Int64(solution.placed) == weight(of: book), "seed \(seed)")
        #expect(DenseChecker(book, solution.claim(book.problem)).verdict() == .valid, "seed \(seed)")
        let listed = Instance(everyPairOf: book)
        #expect(ResultChecker(listed, solution.claim(book.problem)).firstBroken() == nil, "seed \(seed)")
        let pinned = Set(book.problem.pins.map(\.team))
        #expect(solution.eligiblePairs == EligiblePairs(listed).pairs(without: pinned))
        #expect(solution.overrides.allSatisfy { $0.failures.allSatisfy { !$0.gate.isFirm } })
    }

    @Test(arguments: 1...4)
    func `pairs beyond the first candidates are found where prices call for them`(seed: Int) throws {
        var rounds = RandomRounds(seed: UInt64(seed))
        let book = try rounds.crowded(teams: 60, cases: 40)
        let solution = try #require(DenseBestTotal.solve(book).solution)
        #expect(solution.rounds > 1)
        #expect(solution.edges < 60 * 40)
        #expect(try solution.totalFit == weight(of: book))
        #expect(DenseChecker(book, solution.claim(book.problem)).verdict() == .valid)
    }

    @Test func `any number of threads gives the same result`() throws {
        var rounds = RandomRounds(seed: 9)
        for book in [try rounds.book(teams: 70, cases: 20), try rounds.crowded(teams: 50, cases: 30)] {
            let alone = DenseBestTotal.solve(book)
            #expect(alone.solution != nil)
            for parts in 2...4 { #expect(DenseBestTotal.solve(book, control: .threads(parts)) == alone) }
        }
    }

    @Test func `prices beyond 32 bits give the same matches`() throws {
        var rounds = RandomRounds(seed: 31)
        let book = try rounds.crowded(teams: 40, cases: 30)
        let solution = try #require(DenseBestTotal.solve(book).solution)
        let places = DensePlaces(book.problem)
        let meter = DenseMeter(DenseControl(), DenseProgress(round: 1, pairsScored: 0, pairs: 1_200))
        /// The same prices under a placement weight that lifts them all.
        func pass(lifted: Int64) -> PricingPass? {
            let prices = PricingPass.Prices(
                places: solution.prices.cases, profits: solution.profits.map { _ in lifted }, placementWeight: lifted)
            #expect((prices.narrow == nil) == (lifted > 0))
            return PricingPass(book, places: places, prices: prices, teams: 0..<40, meter: meter, control: DenseControl())
        }
        let (narrow, wide) = (try #require(pass(lifted: 0)), try #require(pass(lifted: 1 << 40)))
        #expect(narrow.profits.map { $0 + 1 << 40 } == wide.profits)
        // Of pairs that leave equally much, each may keep others.
        func left(_ pass: PricingPass) -> [[Int64]] {
            pass.additions.map { row in row.map { Int64($0.fit) - solution.prices.cases[Int($0.target)] }.sorted() }
        }
        #expect(left(narrow) == left(wide))
    }

    @Test func `all fits equal neither hangs nor leaves a place free`() throws {
        var problem = FitProblem()
        problem.schoolCount = 1
        problem.teams = Array(repeating: FitTeam(school: 0, members: [FitMember()]), count: 90)
        problem.cases = Array(repeating: FitCase(window: FitExample.weeks(2), hoursPerWeek: 4), count: 80)
        let solution = try #require(DenseBestTotal.solve(try FitBook(problem)).solution)
        #expect(solution.placed == 80)
        #expect(solution.totalFit == 800_000)
    }

    @Test func `a round without teams or without cases has an empty result`() throws {
        var problem = FitProblem()
        problem.schoolCount = 1
        #expect(DenseBestTotal.solve(try FitBook(problem)).solution?.placed == 0)
        problem.cases = [FitCase(window: FitExample.weeks(1), hoursPerWeek: 1)]
        #expect(DenseBestTotal.solve(try FitBook(problem)).solution?.caseOfTeam == [])
        problem.teams = [FitTeam(school: 0, members: [FitMember()])]
        problem.cases = []
        let book = try FitBook(problem)
        let solution = try #require(DenseBestTotal.solve(book).solution)
        #expect(solution.caseOfTeam == [-1])
        #expect(DenseChecker(book, solution.claim(problem)).verdict() == .valid)
    }

    @Test func `a cancelled run says so, wherever it stands`() throws {
        var rounds = RandomRounds(seed: 4)
        let book = try rounds.crowded(teams: 60, cases: 40)
        for limit in [0, 3, 9, 20] {
            let asked = Atomic(0)
            let control = DenseControl(isCancelled: { asked.add(1, ordering: .relaxed).oldValue >= limit })
            #expect(DenseBestTotal.solve(book, control: control) == .cancelled)
        }
    }

    @Test func `progress ends with a bound that the result meets`() throws {
        var rounds = RandomRounds(seed: 12)
        let book = try rounds.crowded(teams: 60, cases: 40)
        let told = Mutex<[DenseProgress]>([])
        let solution = try #require(
            DenseBestTotal.solve(book, control: DenseControl(progress: { step in told.withLock { $0.append(step) } })).solution)
        let steps = told.withLock(\.self)
        #expect(steps.map(\.round) == steps.map(\.round).sorted())
        #expect(steps.last?.pairsScored == 2_400 && steps.last?.round == solution.rounds)
        #expect(steps.last?.bestTotal == solution.totalFit)
        #expect(steps.allSatisfy { ($0.provenBound ?? .max) >= solution.totalFit && $0.bestTotal ?? 0 <= solution.totalFit })
    }
}

extension EligiblePairs {
    fileprivate func pairs(without teams: Set<Int32>) -> Int {
        (0..<table.rowStarts.count - 1).filter { !teams.contains(Int32($0)) }.reduce(0) {
            $0 + table.rowStarts[$1 + 1] - table.rowStarts[$1]
        }
    }
}
