import Matching
import Testing

@testable import Vivier

/// What is looked for, pair by pair, of teams and cases that find nothing.
@Suite struct DiagnosisFindingsTests {
    private func manyTeams() throws -> FitBook {
        var problem = FitProblem()
        problem.schoolCount = 1
        problem.teams = Array(repeating: FitTeam(school: 0, members: [FitMember()]), count: 400)
        // Two weeks from Monday 2026-09-07 on.
        problem.cases = Array(repeating: FitCase(window: DayRange(from: 20_703, until: 20_716), hoursPerWeek: 4), count: 2)
        return try FitBook(problem)
    }

    @Test func `a diagnosis that nobody waits for stops within a team, and within the teams of a case`() throws {
        let book = try manyTeams()
        #expect(throws: CancellationError.self) { try MatchingEngine.stranded(0, book, isCancelled: { true }) }
        #expect(throws: CancellationError.self) { try MatchingEngine.closedGates(ofCase: 1, book, isCancelled: { true }) }
        // Nobody waits any more when the second part of the teams begins.
        var questions = 0
        func isCancelled() -> Bool {
            questions += 1
            return questions > 1
        }
        #expect(throws: CancellationError.self) { try MatchingEngine.closedGates(ofCase: 1, book, isCancelled: isCancelled) }
        #expect(questions == 2)
        let gates = try MatchingEngine.closedGates(ofCase: 1, book, isCancelled: { false })
        #expect(gates == ["ranking": 400])
    }
}
