import API
import Postgres
import TestSupport
import Testing
import Vivier

/// Two runs held against each other.
struct CompareRunsTests {
    @Test func `whoever has another case, or one only in one of the runs, is named`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let admin = Caller.school(school)
            let cohort = try await given.cohort("M1", of: school)
            var teams: [Team.ID] = []
            for number in 1...3 {
                let member = try await given.student("Ève \(number)", of: school, in: cohort)
                teams.append(try await given.team("Équipe \(number)", of: [member], in: cohort, school: school))
            }
            let company = try await given.company("Miel & fils")
            var cases: [BusinessCase.ID] = []
            for title in ["Acheter", "Vendre"] { cases.append(try await given.businessCase(title, by: company)) }
            func run(pinning pairs: [(Int, Int)]) async throws -> Run {
                let made = try await given.perform(CreateRound(draft: RoundDraft(name: "\(pairs)", cohorts: [cohort])), as: admin)
                for (team, target) in pairs {
                    let decision = Decision(team: teams[team], case: cases[target], kind: .pin, reason: "Décidé en réunion")
                    _ = try await given.perform(SettlePair(round: made.id, body: decision), as: admin)
                }
                return try await given.perform(RunRound(round: made.id), as: admin)
            }
            let (one, other) = (try await run(pinning: [(0, 0), (1, 1)]), try await run(pinning: [(0, 1), (2, 0)]))
            let comparison = try await given.perform(CompareRuns(run: one.id, query: ComparisonQuery(with: other.id)), as: admin)
            #expect((comparison.same, comparison.moved, comparison.gained, comparison.lost) == (0, 1, 1, 1))
            #expect(comparison.run.placed == 2 && comparison.run.totalFit == one.totalFit && comparison.with.id == other.id)
            #expect(comparison.changesTotal == 3 && comparison.changes.map(\.name) == ["Équipe 1", "Équipe 2", "Équipe 3"])
            #expect(comparison.changes.map(\.caseTitle) == ["Acheter", "Vendre", nil])
            #expect(comparison.changes.map(\.withCaseTitle) == ["Vendre", nil, "Acheter"])
            #expect(comparison.changes[2].fit == nil && comparison.changes[2].withFit != nil)
            // Each says of which round it is, and by which rule.
            #expect(comparison.run.round == one.round && comparison.run.roundName == "[(0, 0), (1, 1)]")
            #expect(comparison.with.roundName == "[(0, 1), (2, 0)]" && comparison.with.rules == other.rules)
            // A page at a time, from either end, and those that are looked for.
            func page(_ query: ComparisonQuery) async throws -> RunComparison {
                try await given.perform(CompareRuns(run: one.id, query: query), as: admin)
            }
            let first = try await page(ComparisonQuery(with: other.id, limit: 2))
            let second = try await page(ComparisonQuery(with: other.id, limit: 2, cursor: first.next))
            #expect(first.changes + second.changes == comparison.changes && second.next == nil && second.changesTotal == 3)
            #expect(try await page(ComparisonQuery(with: other.id, sort: "-name")).changes == comparison.changes.reversed())
            #expect(try await page(ComparisonQuery(with: other.id, q: "ACHETER")).changes.map(\.name) == ["Équipe 1", "Équipe 3"])
            let same = try await given.perform(CompareRuns(run: one.id, query: ComparisonQuery(with: one.id)), as: admin)
            #expect(same.same == 2 && same.changes.isEmpty && same.changesTotal == 0)
            // Another school sees neither.
            let foreign = Caller.school(try await given.school("Lille"))
            let refused = try await given.refusal(of: CompareRuns(run: one.id, query: ComparisonQuery(with: other.id)), as: foreign)
            #expect(refused?.kind == .missing)
        }
    }
}
