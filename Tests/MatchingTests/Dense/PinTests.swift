import Testing

@testable import Matching

@Suite("Pins and bans")
struct PinTests {
    private func problem() -> FitProblem {
        var problem = FitExample.problem([FitMember()], needs: [.init(skill: 5, level: 4, importance: .must)])
        problem.teams.append(FitTeam(school: 0, members: [FitMember(skills: FitExample.skills((5, 4)))]))
        return problem
    }

    @Test func `a pin passes a soft gate, takes its place and is recorded`() throws {
        var problem = problem()
        problem.pins = [.init(team: 0, target: 0)]
        let book = try FitBook(problem)
        let solution = try #require(DenseBestTotal.solve(book).solution)
        #expect(solution.caseOfTeam == [0, -1])
        #expect(solution.fitOfTeam[0] == book.explanation(team: 0, target: 0).points)
        #expect(solution.overrides.map(\.failures) == [[.mustSkill(5, needs: 4, gate: 3, creditedHundredths: 0)]])
        #expect(DenseChecker(book, solution.claim(problem)).verdict() == .valid)
    }

    @Test(arguments: FitProblem.Exclusion.Reason.allCases)
    func `no pin passes a firm gate`(reason: FitProblem.Exclusion.Reason) {
        var problem = problem()
        problem.pins = [.init(team: 0, target: 0)]
        problem.exclusions = [.init(team: 0, target: 0, reason: reason)]
        let gate = GateFailure.excluded(reason).gate
        #expect(throws: FitDefect.pinClosed(team: 0, target: 0, gate: gate)) { try FitBook(problem) }
    }

    @Test func `pins need places, of the case and of the company`() {
        var problem = problem()
        problem.pins = [.init(team: 0, target: 0), .init(team: 1, target: 0)]
        #expect(throws: FitDefect.pinsOverCapacity(target: 0)) { try FitBook(problem) }
        problem.cases[0].capacity = 2
        problem.cases[0].company = 0
        problem.companyCapacities = [1]
        #expect(throws: FitDefect.pinsOverCompanyCapacity(company: 0)) { try FitBook(problem) }
        problem.pins = [.init(team: 0, target: 0), .init(team: 0, target: 0)]
        #expect(throws: FitDefect.pinnedTwice(team: 0)) { try FitBook(problem) }
    }

    @Test func `a banned pair is not matched even where it is the only one`() throws {
        var problem = problem()
        problem.exclusions = [.init(team: 1, target: 0, reason: .ban)]
        let solution = try #require(DenseBestTotal.solve(try FitBook(problem)).solution)
        #expect(solution.caseOfTeam == [-1, -1])
    }

    @Test func `what forcing a pair costs is what the round then lacks`() throws {
        var rounds = RandomRounds(seed: 21)
        var tight = 0
        for _ in 0..<6 {
            let book = try rounds.crowded(teams: 8, cases: 5)
            let solution = try #require(DenseBestTotal.solve(book).solution)
            for team in 0..<8 {
                for pair in solution.alternatives(of: team, in: book, count: 5) {
                    var forced = book.problem
                    forced.pins = [.init(team: pair.team, target: pair.target)]
                    let then = try #require(DenseBestTotal.solve(try FitBook(forced)).solution)
                    #expect(solution.totalFit - then.totalFit >= pair.cost && pair.cost >= 0)
                    if solution.totalFit - then.totalFit == pair.cost { tight += 1 }
                    if solution.caseOfTeam[team] == pair.target { #expect(pair.cost == 0) }
                }
            }
        }
        // A bound that is often reached, not only a bound.
        #expect(tight > 100)
    }

    @Test func `the scarcest cases come dearest first`() throws {
        var rounds = RandomRounds(seed: 3)
        let book = try rounds.crowded(teams: 30, cases: 10)
        let solution = try #require(DenseBestTotal.solve(book).solution)
        let scarcest = solution.scarcestCases(in: book.problem, count: 3)
        #expect(scarcest.map(\.price) == solution.prices.cases.sorted(by: >).prefix(3).map(\.self))
    }
}
