import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// A published run stays as it is for whoever may set what a session is, and in a copy of the database too.
struct FrozenRunTests {
    private func scene(_ given: Given) async throws -> Run.ID {
        let (school, company) = (try await given.school("École"), try await given.company("Miel"))
        let cohort = try await given.cohort("M1", of: school)
        _ = try await given.businessCase("Acheter", by: company)
        let team = try await given.team("T", of: [try await given.student("Ève e", of: school, in: cohort)], in: cohort, school: school)
        let businessCase = try await given.businessCase("Vendre", by: company)
        let round = try await given.round("Hiver", of: school, over: cohort)
        let run = try await given.run(of: round, by: school, matching: team, school, with: businessCase, company)
        try await given.publish(run)
        return run
    }

    private static let changes: [SQL] = [
        "UPDATE run SET total_fit = 9000", "DELETE FROM run", "UPDATE run SET state = 'superseded'", "UPDATE match SET fit = 1",
        "DELETE FROM match", "UPDATE run_document SET bytes = 'x'", "DELETE FROM certificate", "UPDATE case_price SET price = 1",
        """
        INSERT INTO case_price (run_id, case_id, company_id, price)
        SELECT p.run_id, c.id, c.company_id, 1 FROM case_price p JOIN business_case c ON c.id <> p.case_id
        """,
        "DELETE FROM round_cohort",
        "UPDATE round SET name = 'Été'",
    ]

    private func expectFrozen(_ database: Database) async throws {
        for change in Self.changes {
            // By what keeps it frozen (restrict_violation), and by nothing else that may be wrong with it.
            let error = await #expect(throws: PostgresError.self, "\(change)") {
                // What is deferred speaks at the commit.
                try await database.transaction { transaction in
                    _ = try await transaction.execute("SET LOCAL session_replication_role = replica")
                    _ = try await transaction.execute(change)
                }
            }
            #expect(error?.sqlState == "23001", "\(change)")
        }
    }

    @Test func `a session that sets triggers aside does not set these aside`() async throws {
        try await Given.house { given in
            _ = try await scene(given)
            try await expectFrozen(given.database)
        }
    }

    @Test func `a dump is restored whole, and what was frozen is frozen there`() async throws {
        try await Given.house { given in
            let run = try await scene(given)
            let copy = try await TestCluster.database()
            let file = URL.temporaryDirectory.appending(path: "dump-\(UUID()).sql")
            defer { try? FileManager.default.removeItem(at: file) }
            func done(_ program: String, _ arguments: String...) throws {
                let process = Process()
                process.executableURL = URL(filePath: "/usr/bin/\(program)")
                process.arguments = arguments
                process.standardOutput = FileHandle.nullDevice
                try process.run()
                process.waitUntilExit()
                #expect(process.terminationStatus == 0, "\(program)")
            }
            try done("pg_dump", "--file", file.path, "--dbname", given.testDatabase.conninfo)
            try done("psql", "-qX", "-v", "ON_ERROR_STOP=1", "--file", file.path, "--dbname", copy.conninfo)
            let restored = copy.open()
            let count = try await restored.execute("SELECT count(*) FROM match WHERE run_id = \(run)")[0].decode(Int.self)
            #expect(count == 1)
            try await expectFrozen(restored)
            await restored.close()
            try await copy.drop()
        }
    }
}
