import API
import Postgres
import TestSupport
import Testing
import Vivier

/// The demonstration goes the way of everyone's requests.
struct LoadDemoTests {
    @Test func `it loads three schools, 300 students, 60 teams, 40 cases and a proven round, once`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let outcome = try await given.application.loadDemo { _ in }
            #expect(outcome.isNew && outcome.schools == 3 && outcome.students == 300 && outcome.teams == 60 && outcome.cases == 40)
            #expect(outcome.run.certificate.bound == outcome.run.totalFit && outcome.run.placed > 30)
            #expect(outcome.tokens.count == 9 && Set(outcome.tokens.map(\.role)) == Set(Role.allCases))
            let unknown = try await given.database.execute(
                "SELECT FROM student WHERE labels <> '{}' UNION ALL SELECT FROM business_case_label")
            #expect(unknown.isEmpty, "every skill of the demonstration is in the starter set")
            let again = try await given.application.loadDemo { _ in }
            #expect(!again.isNew && again.run.id == outcome.run.id)
            // The new tokens take the place of the old ones.
            let live = try await given.database.execute("SELECT count(*) FROM token WHERE revoked_at IS NULL")[0].decode(Int.self)
            #expect(live == 9)
            #expect(try await given.database.execute("SELECT count(*) FROM student")[0].decode(Int.self) == 300)
        }
    }
}
