import Postgres
import TestSupport
import Testing

struct LoadTests {
    @Test func `sixty-four callers each get their own answers, errors included`() async throws {
        try await withDatabase {
            $0.sharedConnections = 4
        } _: { database in
            try await database.execute("CREATE TABLE t AS SELECT n AS id, 'name ' || n AS name FROM generate_series(0, 999) AS n")
            let wrong = Tally()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<64 {
                    group.addTask {
                        for round in 0..<150 {
                            let id = (caller * 151 + round * 7) % 1_000
                            switch round % 5 {
                            case 0:
                                let error = try await failure { try await database.execute("SELECT 1 / \(Int32(0)), \(id)") }
                                if error.sqlState != "22012" { wrong.add() }
                            case 1:
                                let rows = try await database.batch(["SELECT \(id)", "SELECT name FROM t WHERE id = \(id)"])
                                if try rows[0].decode(Int.self) != [id] || rows[1].decode(String.self) != ["name \(id)"] { wrong.add() }
                            case 2:
                                let name = try await database.transaction(readOnly: true) {
                                    try await $0.execute("SELECT name FROM t WHERE id = \(id)").decode(String.self)
                                }
                                if name != ["name \(id)"] { wrong.add() }
                            default:
                                let rows = try await database.execute("SELECT id, name FROM t WHERE id = \(id)").decode(
                                    Int.self, String.self)
                                if rows.count != 1 || rows[0] != (id, "name \(id)") { wrong.add() }
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(wrong.count == 0)
            let statistics = database.statistics
            #expect(statistics.open <= 4 + 12)
        }
    }

    @Test func `large results and small ones share a connection`() async throws {
        try await withDatabase {
            $0.sharedConnections = 1
        } _: { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let rows = try await database.execute("SELECT repeat('é', 500) FROM generate_series(1, 5000)").decode(String.self)
                        #expect(rows.count == 5_000 && rows.allSatisfy { $0.count == 500 })
                    }
                    group.addTask {
                        let large = String(repeating: "中\(number)", count: 200_000)
                        let length = try await database.execute("SELECT length(\(large))").decode(Int.self)
                        #expect(length == [400_000])
                    }
                    group.addTask {
                        let answer = try await database.execute("SELECT \(number)").decode(Int.self)
                        #expect(answer == [number])
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
