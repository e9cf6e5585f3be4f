import API
import Postgres
import TestSupport
import Testing
import Vivier

/// PostgreSQL knows what a roster has brought before it comes by itself.
@Suite struct StatisticsTests {
    @Test func `a table that a roster has filled is looked at, and one that hardly changed is not`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let rows = (0..<300).map { "K\($0);Ève;N\($0);e\($0)@example.org;T\($0 / 100)" }
            let file = (["key;given_name;family_name;email;team"] + rows).joined(separator: "\n")
            _ = try await given.perform(
                ImportRoster(cohort: cohort, query: RosterImportQuery(name: "r.csv"), file: Array(file.utf8)), as: .school(school))
            func known(_ table: String) async throws -> Int {
                try await given.database.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = \(table)::text::regclass")[0]
                    .decode(Int.self)
            }
            try await given.application.refreshStatistics(few: 1_000)
            #expect(try await known("student") <= 0)
            try await given.application.refreshStatistics(few: 100)
            #expect(try await known("student") == 300)
            #expect(try await known("cohort_student") == 300)
            // Three teams.
            #expect(try await known("team") <= 0)
        }
    }
}
