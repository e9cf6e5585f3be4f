import Postgres
import TestSupport
import Testing

struct MigratorTests {
    private let first = Migration(name: "0001_a", sql: "CREATE TABLE a (id int); INSERT INTO a VALUES (1);")
    private let second = Migration(name: "0002_b", sql: "DO $$ BEGIN INSERT INTO a VALUES (2); END $$; -- é; ';\nSELECT id FROM a;")

    private func rows(_ database: Database) async throws -> [Int] {
        try await database.execute("SELECT id FROM a ORDER BY id").decode(Int.self)
    }

    @Test func `each migration is applied once, in order`() async throws {
        try await withDatabase { database in
            let none = try await Migrator.migrate(database, [])
            let one = try await Migrator.migrate(database, [first])
            let two = try await Migrator.migrate(database, [first, second])
            let again = try await Migrator.migrate(database, [first, second])
            #expect(none == [] && one == ["0001_a"] && two == ["0002_b"] && again == [])
            let stored = try await rows(database)
            #expect(stored == [1, 2])
        }
    }

    @Test func `several that migrate at once apply each once`() async throws {
        try await withDatabase { database in
            let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<6 { group.addTask { try await Migrator.migrate(database, [first, second]) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.sorted() == ["0001_a", "0002_b"])
            let stored = try await rows(database)
            #expect(stored == [1, 2])
        }
    }

    @Test func `a changed, a lost and an inserted migration are refused and nothing is done`() async throws {
        try await withDatabase { database in
            _ = try await Migrator.migrate(database, [first, second])
            let changed = Migration(name: "0001_a", sql: first.sql + " ")
            let early = Migration(name: "0001_b", sql: "DROP TABLE a")
            await #expect(throws: MigrationFailure.changed("0001_a")) { try await Migrator.migrate(database, [changed, second]) }
            await #expect(throws: MigrationFailure.newerSchema(["0002_b"])) { try await Migrator.migrate(database, [first]) }
            await #expect(throws: MigrationFailure.outOfOrder("0001_b")) { try await Migrator.migrate(database, [first, early, second]) }
            let stored = try await rows(database)
            #expect(stored == [1, 2])
        }
    }

    @Test func `a migration that fails leaves nothing, and what came before stays`() async throws {
        try await withDatabase { database in
            let broken = Migration(name: "0002_b", sql: "INSERT INTO a VALUES (7); SELECT 1 / 0;")
            do {
                _ = try await Migrator.migrate(database, [first, broken])
                Issue.record("a broken migration went through")
            } catch MigrationFailure.failed(let name, let reason) {
                #expect(name == "0002_b" && reason.contains("22012"))
            }
            let stored = try await rows(database)
            #expect(stored == [1])
            // The lock is free, the connection in order.
            let mended = try await Migrator.migrate(database, [first, second])
            #expect(mended == ["0002_b"])
        }
    }
}
