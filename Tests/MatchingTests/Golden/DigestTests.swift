import Formats
import Testing

@testable import Matching

/// The same input gives the same bytes with every build, on every machine and with any number of threads. Each digest was taken once, over
/// results that the verifiers find valid; whoever changes which of several optima is found raises `ResultClaim.currentEngine` with it.
struct DigestTests {
    enum Answer: CaseIterable, Sendable {
        case stableWithTies, fairestByFit, fairestByRank, minimums, denseOnOneThread, denseOnTwoThreads, frontier, formation
    }

    @Test(arguments: Answer.allCases)
    func `the answer is the same to the byte in every build`(_ answer: Answer) throws {
        var bytes: [UInt8] = []
        for seed in UInt64(1)...6 { bytes += try self.bytes(of: answer, seed: seed) }
        let digest = SHA256.hex(of: bytes)
        #expect(digest == Self.digests[answer], "\(answer): \(digest)")
    }

    private static let digests: [Answer: String] = [
        .stableWithTies: "941a37f387dd54cae78d43d3ac382b957ceb19f71569f686a1cfb8a842aceeb9",
        .fairestByFit: "afc648136845588bdb6157e7c16ce505c6200ca48222a3f2f7eb77ab963ee68b",
        .fairestByRank: "f36b1047ca8dfb0e39c9206bbd4cc71ff1b6e5cb25cd38322eb06f8d9b40f4dc",
        .minimums: "b9218b76dab5a899dc019bf2fff1102c389c49a04c62fd2a4c2ef54c9467cbd0",
        .denseOnOneThread: "288667f80f7190aa028098d248ddd686853ee1a726dc6a22e94a8d0eb9a905b1",
        .denseOnTwoThreads: "288667f80f7190aa028098d248ddd686853ee1a726dc6a22e94a8d0eb9a905b1",
        .frontier: "05727af1133b36d7bf56004ba30630b2aae91a39d790a8bd1f4946c1b4b4e4b6",
        .formation: "9f935eee6a41022d91d77ce82b2542f7825b1bb1a3f428c4c73f6b424bd8befd",
    ]

    private struct Unsolved: Error {}

    private func bytes(of answer: Answer, seed: UInt64) throws -> [UInt8] {
        switch answer {
        case .stableWithTies: try stable(seed)
        case .fairestByFit: try fairest(seed, .fit)
        case .fairestByRank: try fairest(seed, .rank)
        case .minimums: try minimums(seed)
        case .denseOnOneThread: try dense(seed, DenseControl())
        case .denseOnTwoThreads: try dense(seed, .threads(2))
        case .frontier: try frontier(seed)
        case .formation: try formation(seed)
        }
    }

    private func written(_ claim: ResultClaim, _ instance: Instance) -> [UInt8] {
        #expect(ResultChecker(instance, claim).firstBroken() == nil)
        return ResultFile.write(claim, of: instance, instanceSHA256: "")
    }

    private func stable(_ seed: UInt64) throws -> [UInt8] {
        let crowd = Crowd(teams: 400, cases: 60, row: 9, seed: seed, casesOfCompany: seed % 2 == 0 ? 3 : 0)
        let instance = crowd.instance(.stable, ranked: true)
        guard case .stable(let solution) = StableMatching.solve(instance, eligible: EligiblePairs(instance)) else { throw Unsolved() }
        return written(ResultClaim(instance, solution), instance)
    }

    private func fairest(_ seed: UInt64, _ basis: FairnessBasis) throws -> [UInt8] {
        // Many alike, or hardly any.
        let fits = seed % 3 == 0 ? 0...10_000 : seed % 3 == 1 ? 0...9 : 0...300
        let crowd = Crowd(
            teams: 300, cases: 50, row: 8, seed: seed, casesOfCompany: seed % 2 == 0 ? 3 : 0, fits: fits, places: seed < 4 ? 90 : 130)
        var instance = crowd.instance(.fairest, ranked: basis == .rank)
        instance.fairness = basis
        guard case .fairest(let solution) = FairestMatching.solve(instance, eligible: EligiblePairs(instance)) else { throw Unsolved() }
        return written(ResultClaim(instance, solution), instance)
    }

    private func minimums(_ seed: UInt64) throws -> [UInt8] {
        var instance = Crowd(teams: 120, cases: 24, row: 8, seed: seed, casesOfCompany: seed % 2 == 0 ? 3 : 0).instance(.bestTotal)
        instance.placement = seed % 3 == 0 ? .everyoneFirst : .fitFirst
        instance.capacities = instance.capacities.map { $0 + 3 }
        instance.minimums = instance.capacities.map { max(0, $0 - 2) }
        let quota = LowerQuotaProblem(instance, eligible: EligiblePairs(instance))
        guard case .solved(let solution) = QuotaSearch.solve(quota, branches: 160) else { throw Unsolved() }
        return written(ResultClaim(instance, solution, placementWeight: quota.problem.placementWeight), instance)
    }

    private func dense(_ seed: UInt64, _ control: DenseControl) throws -> [UInt8] {
        var rounds = RandomRounds(seed: seed)
        let book = seed % 2 == 0 ? try rounds.crowded(teams: 150, cases: 40) : try rounds.book(teams: 120, cases: 40)
        guard let solution = DenseBestTotal.solve(book, control: control).solution else { throw Unsolved() }
        let claim = solution.claim(book.problem)
        #expect(DenseChecker(book, claim).verdict() == .valid)
        return ResultFile.write(claim, of: Instance(everyPairOf: book).named, instanceSHA256: "")
    }

    private func frontier(_ seed: UInt64) throws -> [UInt8] {
        let problem = Crowd(teams: 300, cases: 60, row: 8, seed: seed, casesOfCompany: seed % 2 == 0 ? 4 : 0, places: 110).problem()
        guard let solution = BestTotal.solve(problem).solution else { throw Unsolved() }
        var question = RepairQuestion(before: problem, matches: solution.caseOfTeam, prices: solution.prices)
        for target in stride(from: 0, to: problem.caseCount, by: 9) { question.capacities[target] = 0 }
        question.absent = [3, 40, 41]
        guard case .found(let points, _) = RepairFrontier.find(question, budget: 0) else { throw Unsolved() }
        #expect(points.count > 1 && points.allSatisfy { $0.isProven(for: question) })
        return Array(points.map { "\($0.caseOfTeam) \($0.scale) \($0.bonus) \($0.prices.cases) \($0.prices.companies)" }.joined().utf8)
    }

    private func formation(_ seed: UInt64) throws -> [UInt8] {
        var dice = Dice(seed: seed)
        var problem = FormationProblem.randomOfProgrammes(&dice, students: 60)
        (problem.together, problem.locked) = ([], [])
        problem.sizes = TeamSizes(least: 3, most: 5, even: seed % 2 == 0)
        guard case .formed(let formed) = TeamFormation.solve(problem, steps: 60_000) else { throw Unsolved() }
        #expect(FormationChecker.firstBroken(formed, of: problem) == nil)
        let teams = formed.teams.map { "\($0.members) \($0.points)" }.joined()
        return Array("\(teams) \(formed.score.isolated) \(formed.bound.points) \(formed.ceiling)".utf8)
    }
}

extension Instance {
    /// Positions for names, where there are none.
    fileprivate var named: Instance {
        var named = self
        named.teams = teams.indices.map { "t\($0)" }
        named.cases = cases.indices.map { "c\($0)" }
        named.companies = companies.indices.map { "k\($0)" }
        return named
    }
}
