import Foundation
import Postgres
import TestSupport
import Testing

struct CopyTests {
    private static let count = 100_000

    private func withTable(_ body: (Database) async throws -> Void) async throws {
        try await withDatabase { database in
            try await database.execute(
                "CREATE TABLE student (id int CONSTRAINT student_pk PRIMARY KEY, key uuid, name text, born date, hours smallint, week bit(8))"
            )
            try await body(database)
        }
    }

    private let columns = ["id", "key", "name", "born", "hours", "week"]

    @Test func `a hundred thousand rows go in and come out as they were`() async throws {
        try await withTable { database in
            let keys = (0..<Self.count).map { _ in UUID() }
            let stored = try await database.transaction { tx in
                try await tx.copyIn(into: "student", columns: columns) { writer in
                    for number in 0..<Self.count {
                        let born = number % 3 == 0 ? nil : PostgresDay(daysSinceEpoch1970: Int32(number))
                        let week = BitString((0..<8).map { number >> $0 & 1 == 1 })
                        try await writer.row(number, keys[number], "Zoë \(number) '中'", born, number % 40, week)
                    }
                }
            }
            #expect(stored == Self.count)
            var number = 0
            var wrong = 0
            try await database.withConnection { connection in
                try await connection.copyOut("SELECT id, key, name, born, hours, week FROM student ORDER BY id") { row in
                    let (id, key, name, born, hours, week) = try row.decode(
                        Int.self, UUID.self, String.self, PostgresDay?.self, Int16.self, BitString.self)
                    let expectedBorn = number % 3 == 0 ? nil : PostgresDay(daysSinceEpoch1970: Int32(number))
                    if id != number || key != keys[number] || name != "Zoë \(number) '中'" || born != expectedBorn
                        || Int(hours) != number % 40
                        || week[0] != (number % 2 == 1)
                    {
                        wrong += 1
                    }
                    number += 1
                }
                // The connection serves on.
                let count = try await connection.execute("SELECT count(*) FROM student").decode(Int.self)
                #expect(count == [Self.count])
            }
            #expect(number == Self.count && wrong == 0)
        }
    }

    @Test func `a query with values is read piece by piece as well`() async throws {
        try await withDatabase { database in
            var sum = 0
            try await database.transaction { tx in
                try await tx.copyOut("SELECT n FROM generate_series(1, \(Int32(25_000))) AS n") { sum += try $0.decode(Int.self) }
                let left = try await tx.execute("SELECT count(*) FROM pg_cursors WHERE name <> ''").decode(Int.self)
                #expect(left == [0])
            }
            #expect(sum == 25_000 * 25_001 / 2)
        }
    }

    @Test func `a reader may stop in the middle`() async throws {
        try await withDatabase { database in
            struct Enough: Error {}
            for query: SQL in ["SELECT * FROM generate_series(1, 3000000)", "SELECT * FROM generate_series(1, \(Int32(3_000_000)))"] {
                var seen = 0
                await #expect(throws: Enough.self) {
                    try await database.transaction { tx in
                        try await tx.copyOut(query) { _ in
                            seen += 1
                            if seen == 5_000 { throw Enough() }
                        }
                    }
                }
                #expect(seen == 5_000)
            }
            let after = try await database.transaction { try await $0.execute("SELECT 1").decode(Int.self) }
            #expect(after == [1])
        }
    }

    @Test func `a writer that throws stores nothing and its connection serves on`() async throws {
        try await withTable { database in
            struct GivenUp: Error {}
            try await database.withConnection { connection in
                await #expect(throws: GivenUp.self) {
                    try await connection.copyIn(into: "public.student", columns: ["id"]) { writer in
                        for number in 0..<50_000 { try await writer.row(number) }
                        throw GivenUp()
                    }
                }
                let count = try await connection.execute("SELECT count(*) FROM student").decode(Int.self)
                #expect(count == [0])
            }
        }
    }

    @Test func `a row that breaks a constraint undoes the whole and names it`() async throws {
        try await withTable { database in
            let error = try await failure {
                try await database.transaction { tx in
                    try await tx.copyIn(into: "student", columns: ["id"]) { writer in
                        for number in 0..<60_000 { try await writer.row(number % 50_000) }
                    }
                }
            }
            #expect(error.constraint == "student_pk" && error.sqlState == "23505", "\(error.debugDescription)")
            let count = try await database.execute("SELECT count(*) FROM student").decode(Int.self)
            #expect(count == [0])
        }
    }

    @Test func `an error that comes while the writer is still at work is not lost`() async throws {
        try await withTable { database in
            let error = try await failure {
                try await database.withConnection { connection in
                    try await connection.copyIn(into: "student", columns: ["id"]) { writer in
                        for number in 0..<70_000 { try await writer.row(number % 2) }
                        try await eventually("the server has given up") {
                            try await database.execute("SELECT FROM pg_stat_activity WHERE query LIKE 'COPY%' AND state = 'idle'").count
                                == 1
                        }
                    }
                }
            }
            #expect(error.constraint == "student_pk", "\(error.debugDescription)")
        }
    }

    @Test func `a value that does not fit its column is refused by the column's name`() async throws {
        try await withTable { database in
            func refused(_ columns: [String], _ write: (CopyWriter) async throws -> Void) async throws -> PostgresError {
                try await failure { try await database.withConnection { try await $0.copyIn(into: "student", columns: columns, write) } }
            }
            let mistyped = try await refused(["id", "key"]) { try await $0.row(1, "no uuid") }
            #expect(mistyped.kind == .encoding && mistyped.column == "key")
            let large = try await refused(["id", "hours"]) { try await $0.row(1, 40_000) }
            #expect(large.kind == .encoding && large.column == "hours")
            let zero = try await refused(["name"]) { try await $0.row("a\0b") }
            #expect(zero.kind == .encoding && zero.column == "name")
            let few = try await refused(["id", "name"]) { try await $0.row(1) }
            #expect(few.kind == .encoding)
            let many = try await refused(["id"]) { try await $0.row(1, "x") }
            #expect(many.kind == .encoding)
            let absent = try await refused(["id", "nothing"]) { try await $0.row(1, "x") }
            #expect(absent.sqlState == "42703")
        }
    }

    @Test func `rows that were written ahead are stored whole, in any number of goes`() async throws {
        try await withTable { database in
            let stored = try await database.transaction { tx in
                let target = try await tx.copyTarget("student", columns: ["id", "name"])
                var stored = 0
                for range in [0..<1, 1..<40_000, 40_000..<40_000] {
                    var rows = CopyRows(for: target)
                    for number in range { try rows.append(number, "Zoë \(number)") }
                    stored += try await tx.copyIn(rows)
                }
                return stored
            }
            #expect(stored == 40_000)
            let found = try await database.execute("SELECT count(*) FROM student WHERE name = 'Zoë ' || id").decode(Int.self)
            #expect(found == [40_000])
        }
    }

    @Test func `no rows are rows too`() async throws {
        try await withTable { database in
            let stored = try await database.withConnection { connection in
                try await connection.copyOut("SELECT id FROM student") { _ in Issue.record("a row of an empty table") }
                return try await connection.copyIn(into: "student", columns: columns) { _ in }
            }
            #expect(stored == 0)
        }
    }

    @Test func `COPY within a batch does not hang`() async throws {
        try await withTable { database in
            let error = try await failure { try await database.execute("COPY student FROM STDIN") }
            #expect(error.kind == .connectionLost(mayHaveRun: true) || error.kind == .server)
            let after = try await database.execute("SELECT 1").decode(Int.self)
            #expect(after == [1])
        }
    }

    @Test func `a cancelled import stores nothing`() async throws {
        try await withTable { database in
            let begun = Tally()
            let task = Task {
                try await database.transaction { tx in
                    try await tx.copyIn(into: "student", columns: ["id"]) { writer in
                        for number in 0..<100_000_000 {
                            try await writer.row(number)
                            if number == 100_000 { begun.add() }
                        }
                    }
                }
            }
            try await eventually("it has begun") { begun.count == 1 }
            task.cancel()
            let error = try await failure { try await task.value }
            #expect(error.kind == .cancelled)
            let count = try await database.execute("SELECT count(*) FROM student").decode(Int.self)
            #expect(count == [0])
        }
    }
}
