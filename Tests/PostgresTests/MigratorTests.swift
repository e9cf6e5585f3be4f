import Postgres
import TestSupport
import Testing

struct MigratorTests {
    private let first = Migration(name: "0001_a", sql: "CREATE TABLE a (id int); INSERT INTO a VALUES (1);")

    @Test func `a migration is applied once`() async throws {
        let database = try await TestCluster.database().open()
        #expect(try await Migrator.migrate(database, [first]) == ["0001_a"])
        #expect(try await Migrator.migrate(database, [first]) == [])
        #expect(try await database.execute("SELECT id FROM a").decode(Int32.self) == [1])
        await database.close()
    }
}
