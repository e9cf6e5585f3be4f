import Postgres
import TestSupport
import Testing

struct DatabaseTests {
    @Test func `values come back as they were sent, however hostile`() async throws {
        let database = try await TestCluster.database().open()
        let name = "é'; DROP TABLE x; -- 🎓"
        let rows = try await database.execute("SELECT \(41) + 1, \(name), \(Int?.none)").decode(Int.self, String.self, Int?.self)
        #expect(rows.map(\.0) == [42])
        #expect(rows.map(\.1) == [name])
        #expect(rows.map(\.2) == [nil])
        await database.close()
    }

    @Test func `a transaction is committed when its body returns, and leaves no connection in use`() async throws {
        let database = try await TestCluster.database().open()
        try await database.transaction { tx in
            try await tx.execute("CREATE TABLE t (id int8 CONSTRAINT t_pk PRIMARY KEY)")
            try await tx.execute("INSERT INTO t VALUES (\(1))")
        }
        #expect(try await database.execute("SELECT id FROM t").decode(Int.self) == [1])
        let error = await #expect(throws: PostgresError.self) { try await database.execute("INSERT INTO t VALUES (1)") }
        #expect(error?.constraint == "t_pk")
        #expect(error?.sqlState == "23505")
        await database.close()
    }
}
