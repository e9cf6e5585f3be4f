@testable import Matching

/// What somebody may wait for so long that it must be possible to end it.
enum Computation: String, CaseIterable, Sendable {
    case eligiblePairs, bestTotal, bestTotalOfCompanies, stable, fairestByFit, fairestByRank, minimums, frontier, placementLimit
    case formationStart, formationBound, formationSearch
    case checkBestTotal, checkStable, checkFairest, checkMinimums
    case dense, checkDense

    typealias Question = @Sendable () -> Bool

    /// The computation, all before it done.
    ///
    /// - Returns: tells whether it was cancelled, nil where it ended in another way than it should.
    func prepared() throws -> (@escaping Question) -> Bool? {
        switch self {
        case .eligiblePairs:
            let instance = Crowd(teams: 30_000, cases: 3_000, row: 40).instance(.stable, ranked: true)
            return { EligiblePairs(instance, isCancelled: $0) == nil }
        case .bestTotal: return Self.bestTotal(Crowd(teams: 100_000, cases: 20_000, row: 30))
        case .bestTotalOfCompanies: return Self.bestTotal(Crowd(teams: 12_000, cases: 2_000, row: 20, casesOfCompany: 4))
        case .stable: return try stable()
        case .fairestByFit: return Self.fairest(Crowd(teams: 8_000, cases: 1_600, row: 10).instance(.fairest))
        case .fairestByRank:
            var instance = Crowd(teams: 20_000, cases: 2_000, row: 20).instance(.fairest, ranked: true)
            instance.fairness = .rank
            return Self.fairest(instance)
        case .minimums: return minimums()
        case .frontier: return try frontier()
        case .placementLimit:
            let problem = Crowd(teams: 40_000, cases: 4_000, row: 20, casesOfCompany: 5).problem()
            return { question in
                switch PlacementLimit.of(problem, control: SolverControl(isCancelled: question)) {
                case .found: false
                case .cancelled: true
                case .refused: nil
                }
            }
        case .formationStart, .formationBound, .formationSearch: return formation()
        case .checkBestTotal, .checkStable, .checkFairest, .checkMinimums: return try check()
        case .dense, .checkDense: return try dense()
        }
    }

    private struct Unsolved: Error {}

    private static func bestTotal(_ crowd: Crowd) -> (@escaping Question) -> Bool? {
        let problem = crowd.problem()
        return { question in
            switch BestTotal.solve(problem, control: SolverControl(isCancelled: question)) {
            case .optimal: false
            case .cancelled: true
            case .refused: nil
            }
        }
    }

    private func stable() throws -> (@escaping Question) -> Bool? {
        let instance = Crowd(teams: 20_000, cases: 2_000, row: 25, casesOfCompany: 4).instance(.stable, ranked: true)
        let eligible = EligiblePairs(instance)
        return { question in
            switch StableMatching.solve(instance, eligible: eligible, control: SolverControl(isCancelled: question)) {
            case .stable: false
            case .cancelled: true
            case .refused: nil
            }
        }
    }

    private static func fairest(_ instance: Instance) -> (@escaping Question) -> Bool? {
        let eligible = EligiblePairs(instance)
        return { question in
            switch FairestMatching.solve(instance, eligible: eligible, control: SolverControl(isCancelled: question)) {
            case .fairest: false
            case .cancelled: true
            case .refused: nil
            }
        }
    }

    private static func withMinimums(teams: Int) -> Instance {
        var instance = Crowd(teams: teams, cases: teams / 12, row: 10).instance(.bestTotal)
        instance.capacities = instance.capacities.map { $0 + 4 }
        instance.minimums = instance.capacities.map { $0 - 3 }
        return instance
    }

    private func minimums() -> (@escaping Question) -> Bool? {
        let instance = Self.withMinimums(teams: 4_000)
        let quota = LowerQuotaProblem(instance, eligible: EligiblePairs(instance))
        return { question in
            switch QuotaSearch.solve(quota, branches: 30, control: SolverControl(isCancelled: question)) {
            case .solved: false
            case .cancelled: true
            case .impossible, .refused: nil
            }
        }
    }

    private func frontier() throws -> (@escaping Question) -> Bool? {
        let problem = Crowd(teams: 8_000, cases: 1_600, row: 20, places: 110).problem()
        let solution = try BestTotal.solve(problem).solution.orThrow(Unsolved())
        var question = RepairQuestion(before: problem, matches: solution.caseOfTeam, prices: solution.prices)
        for target in stride(from: 0, to: problem.caseCount, by: 40) { question.capacities[target] = 0 }
        let asked = question
        return { question in
            switch RepairFrontier.find(asked, budget: 1_000_000, control: SolverControl(isCancelled: question)) {
            case .found: false
            case .cancelled: true
            case .refused, .notProven: nil
            }
        }
    }

    private func formation() -> (@escaping Question) -> Bool? {
        var dice = Dice(seed: 5)
        let count = self == .formationSearch ? 2_000 : self == .formationBound ? 7_000 : 3_000
        var problem = FormationProblem.randomOfProgrammes(&dice, students: count)
        (problem.together, problem.apart, problem.locked) = ([], [], [])
        problem.sizes = TeamSizes(least: 3, most: 4)
        if self == .formationStart {
            // Half of the students must be kept from many others, and teams are as many as they must be.
            problem.sizes = TeamSizes(least: 3, most: 3)
            let half = Int32(count / 2)
            for one in 0..<half {
                for other in Int32(1)...400 { problem.apart.append(StudentPair(one, (one * 7 + other * 13) % half + half)) }
            }
        }
        let asked = problem
        let steps = self == .formationSearch ? 3_000_000 : 10_000
        return { question in
            switch TeamFormation.solve(asked, steps: steps, control: FormationControl(isCancelled: question)) {
            case .formed, .noneFound: false
            case .cancelled: true
            case .refused, .impossible: nil
            }
        }
    }

    private func check() throws -> (@escaping Question) -> Bool? {
        let (instance, claim): (Instance, ResultClaim)
        switch self {
        case .checkStable:
            instance = Crowd(teams: 40_000, cases: 4_000, row: 25).instance(.stable, ranked: true)
            guard case .stable(let solution) = StableMatching.solve(instance, eligible: EligiblePairs(instance)) else { throw Unsolved() }
            claim = ResultClaim(instance, solution)
        case .checkFairest:
            instance = Crowd(teams: 20_000, cases: 2_000, row: 20).instance(.fairest, ranked: true)
            guard case .fairest(let solution) = FairestMatching.solve(instance, eligible: EligiblePairs(instance)) else { throw Unsolved() }
            claim = ResultClaim(instance, solution)
        case .checkMinimums:
            instance = Self.withMinimums(teams: 4_000)
            let quota = LowerQuotaProblem(instance, eligible: EligiblePairs(instance))
            guard case .solved(let solution) = QuotaSearch.solve(quota, branches: 60) else { throw Unsolved() }
            claim = ResultClaim(instance, solution, placementWeight: 0)
        default:
            instance = Crowd(teams: 60_000, cases: 6_000, row: 30).instance(.bestTotal, ranked: true)
            claim = try ResultClaim(solving: instance).orThrow(Unsolved())
        }
        return { question in
            switch ResultChecker(instance, claim).verdict(isCancelled: question) {
            case .valid: false
            case .cancelled: true
            case .broken: nil
            }
        }
    }

    private func dense() throws -> (@escaping Question) -> Bool? {
        var rounds = RandomRounds(seed: 17)
        let book = try rounds.crowded(teams: 9_000, cases: 700)
        guard self == .checkDense else {
            return { question in
                switch DenseBestTotal.solve(book, control: DenseControl(isCancelled: question)) {
                case .optimal: false
                case .cancelled: true
                case .refused: nil
                }
            }
        }
        let claim = try DenseBestTotal.solve(book).solution.orThrow(Unsolved()).claim(book.problem)
        return { question in
            switch DenseChecker(book, claim).verdict(control: DenseControl(isCancelled: question)) {
            case .valid: false
            case .cancelled: true
            case .broken: nil
            }
        }
    }
}

extension Optional {
    fileprivate func orThrow(_ error: any Error) throws -> Wrapped {
        guard let self else { throw error }
        return self
    }
}
