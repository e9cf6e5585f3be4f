import Postgres
import TestSupport
import Testing

private struct Refused: Error {}

struct TransactionTests {
    private func withCounter(_ body: (Database) async throws -> Void) async throws {
        try await withDatabase { database in
            try await database.execute(
                "CREATE TABLE counter (id int CONSTRAINT counter_pk PRIMARY KEY, value int NOT NULL CONSTRAINT counter_positive CHECK (value >= 0))"
            )
            try await database.execute("INSERT INTO counter VALUES (1, 0), (2, 0)")
            try await body(database)
        }
    }

    private func values(_ database: Database) async throws -> [Int] {
        try await database.execute("SELECT value FROM counter ORDER BY id").decode(Int.self)
    }

    @Test func `what the body throws undoes all and reaches the caller`() async throws {
        try await withCounter { database in
            await #expect(throws: Refused.self) {
                try await database.transaction { tx in
                    try await tx.execute("UPDATE counter SET value = 7")
                    throw Refused()
                }
            }
            let after = try await values(database)
            #expect(after == [0, 0])
        }
    }

    @Test func `what is thrown reaches the caller when the transaction's locks are free again`() async throws {
        try await withDatabase { database in
            for round in 1...300 {
                await #expect(throws: Refused.self) {
                    try await database.transaction { transaction in
                        let isMine = try await transaction.execute("SELECT pg_try_advisory_xact_lock(42)")[0].decode(Bool.self)
                        #expect(isMine, "the transaction of round \(round - 1) still holds it")
                        throw Refused()
                    }
                }
            }
        }
    }

    @Test func `a violated constraint is told by its name, table and SQLSTATE, and nothing by its description`() async throws {
        try await withCounter { database in
            let error = try await failure {
                try await database.transaction { try await $0.execute("UPDATE counter SET value = \(-424242) WHERE id = 1") }
            }
            #expect(
                error.kind == .server && error.sqlState == "23514" && error.constraint == "counter_positive" && error.table == "counter")
            #expect(!"\(error)".contains("424242"))
            #expect(error.debugDescription.contains("424242"))
            let twice = try await failure { try await database.execute("INSERT INTO counter VALUES (1, 1)") }
            #expect(twice.sqlState == "23505" && twice.constraint == "counter_pk")
            let wrong = try await failure { try await database.execute("SELECT * FRM counter") }
            #expect(wrong.sqlState == "42601" && wrong.statement == "SELECT * FRM counter")
        }
    }

    @Test func `two that cannot both be right are run one after the other`() async throws {
        try await withCounter { database in
            let runs = Tally()
            // Both read the sum before either writes: without repetition one of them must fail.
            let arrived = Tally()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...2 {
                    group.addTask {
                        try await database.transaction(isolation: .serializable) { tx in
                            runs.add()
                            let sum = try await tx.execute("SELECT sum(value) FROM counter").decode(Int.self)[0]
                            arrived.add()
                            try await eventually("both have read") { arrived.count >= 2 }
                            try await tx.execute("UPDATE counter SET value = \(Int32(sum + 1)) WHERE id = \(id)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await values(database).sorted() == [1, 2])
            #expect(runs.count >= 3)
        }
    }

    @Test func `two that wait for each other both succeed in the end`() async throws {
        try await withCounter { database in
            let arrived = Tally()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (first, second) in [(1, 2), (2, 1)] {
                    group.addTask {
                        try await database.transaction { tx in
                            try await tx.execute("UPDATE counter SET value = value + 1 WHERE id = \(first)")
                            arrived.add()
                            try await eventually("both hold a row") { arrived.count >= 2 }
                            try await tx.execute("UPDATE counter SET value = value + 1 WHERE id = \(second)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await values(database) == [2, 2])
        }
    }

    @Test func `repetition has an end`() async throws {
        try await withDatabase { database in
            var runs = 0
            let error = try await failure {
                try await database.transaction(retries: 2) { tx in
                    runs += 1
                    try await tx.execute("DO $$ BEGIN RAISE 'again' USING ERRCODE = '40001'; END $$")
                }
            }
            #expect(error.isRetryable && runs == 3)
        }
    }

    @Test func `a transaction that only reads cannot write, and frees its connection`() async throws {
        try await withCounter { database in
            let error = try await failure {
                try await database.transaction(readOnly: true) { try await $0.execute("UPDATE counter SET value = 1") }
            }
            #expect(error.sqlState == "25006")
            for _ in 0..<50 {
                let count = try await database.transaction(readOnly: true) {
                    try await $0.execute("SELECT count(*) FROM counter").decode(Int.self)[0]
                }
                #expect(count == 2)
            }
        }
    }

    @Test func `the prelude holds for the transaction and for it alone`() async throws {
        try await withDatabase { database in
            let seen = try await database.transaction(prelude: ["SELECT set_config('app.who', \("é"), true)"]) { tx in
                try await tx.execute("SELECT current_setting('app.who')").decode(String.self)
            }
            #expect(seen == ["é"])
            let after = try await database.transaction {
                try await $0.execute("SELECT current_setting('app.who', true)").decode(String?.self)[0]
            }
            #expect(after ?? "" == "")
        }
    }

    @Test func `nothing runs when the prelude fails, even if the body goes on`() async throws {
        try await withCounter { database in
            let error = try await failure {
                try await database.transaction(prelude: ["SET ROLE nobody_of_that_name"]) { tx in
                    _ = try? await tx.execute("UPDATE counter SET value = 1")
                    try await tx.execute("UPDATE counter SET value = 2")
                }
            }
            #expect(error.sqlState == "22023" || error.sqlState == "42704")
            #expect(try await values(database) == [0, 0])
        }
    }

    @Test func `a body that swallows an error does not commit half`() async throws {
        try await withCounter { database in
            let error = try await failure {
                try await database.transaction { tx in
                    try await tx.execute("UPDATE counter SET value = 5")
                    _ = try? await tx.execute("SELECT 1 / 0")
                }
            }
            #expect(error.sqlState == "25P02")
            #expect(try await values(database) == [0, 0])
        }
    }

    @Test func `a savepoint undoes its part and no more`() async throws {
        try await withCounter { database in
            try await database.transaction { tx in
                let error = try await failure {
                    try await tx.savepoint {
                        try await tx.execute("UPDATE counter SET value = 9")
                        try await tx.savepoint { try await tx.execute("UPDATE counter SET value = -1") }
                    }
                }
                #expect(error.constraint == "counter_positive")
                try await tx.execute("UPDATE counter SET value = 3 WHERE id = 1")
                try await tx.savepoint { try await tx.execute("UPDATE counter SET value = 4 WHERE id = 2") }
                try await tx.savepoint {}
            }
            #expect(try await values(database) == [3, 4])
        }
    }

    @Test func `a batch takes effect whole or not at all`() async throws {
        try await withCounter { database in
            let rows = try await database.batch(["UPDATE counter SET value = 1", "SELECT sum(value) FROM counter"])
            #expect(rows[0].affected == 2)
            #expect(try rows[1].decode(Int.self) == [2])
            _ = try await failure {
                try await database.batch(["UPDATE counter SET value = 8", "SELECT 1 / 0", "UPDATE counter SET value = 9"])
            }
            #expect(try await values(database) == [1, 1])
        }
    }

    @Test func `many tasks may share one transaction`() async throws {
        try await withCounter { database in
            try await database.transaction { tx in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<100 { group.addTask { try await tx.execute("UPDATE counter SET value = value + 1 WHERE id = 1") } }
                    try await group.waitForAll()
                }
            }
            #expect(try await values(database) == [100, 0])
        }
    }

    @Test func `a transaction cannot be used after its end`() async throws {
        try await withCounter { database in
            let leaked = try await database.transaction { tx in
                try await tx.execute("SELECT 1")
                return tx
            }
            let error = try await failure { try await leaked.execute("UPDATE counter SET value = 1") }
            #expect(error.kind == .misuse)
            #expect(try await values(database) == [0, 0])
        }
    }

    @Test func `a body without a statement needs no connection`() async throws {
        let nowhere = Database(configuration: DatabaseConfiguration(conninfo: "host=/nonexistent"))
        #expect(try await nowhere.transaction { _ in 7 } == 7)
        await nowhere.close()
    }

    @Test func `a lent connection comes back without a transaction`() async throws {
        try await withCounter { database in
            try await database.withConnection { connection in
                try await connection.execute("BEGIN")
                try await connection.execute("UPDATE counter SET value = 1")
            }
            try await eventually("it is free again") { database.statistics.leased == 0 }
            #expect(try await values(database) == [0, 0])
            try await database.transaction { try await $0.execute("UPDATE counter SET value = 2") }
            #expect(try await values(database) == [2, 2])
        }
    }

    @Test func `a table that changes does not break what was prepared`() async throws {
        try await withDatabase { database in
            try await database.execute("CREATE TABLE t (a int)")
            try await database.execute("INSERT INTO t VALUES (1)")
            let select: SQL = "SELECT * FROM t"
            #expect(try await database.execute(select).columns == ["a"])
            _ = try await database.transaction { try await $0.execute(select).columns }
            try await database.execute("ALTER TABLE t ADD b int")
            #expect(try await database.execute(select).columns == ["a", "b"])
            #expect(try await database.transaction { try await $0.execute(select).columns } == ["a", "b"])
        }
    }
}
