import Foundation
import Postgres
import TestSupport
import Testing

private enum Stage: String, PostgresCodable, CaseIterable { case open, closed }
private struct Ticket: RawRepresentable, PostgresCodable, Hashable { let rawValue: UUID }
private struct Weights: Codable, Equatable, Sendable { var skills: Int; var note: String? }

struct ValueTests {
    @Test func `every type returns as it was sent`() async throws {
        try await withDatabase { database in
            func check<T: PostgresCodable & Equatable>(_ values: T..., type: StaticString) async throws {
                for value in values {
                    let one = try await database.execute("SELECT \(value)::\(raw: type)").decode(T.self)
                    #expect(one == [value])
                }
                let array = Array(values)
                let all = try await database.execute("SELECT \(array), \(T?.none)::\(raw: type)").decode([T].self, T?.self)
                #expect(all[0].0 == array)
                #expect(all[0].1 == nil)
                let holes: [T?] = array.map { $0 } + [nil]
                #expect(try await database.execute("SELECT \(holes)").decode([T?].self) == [holes])
            }
            try await check(true, false, type: "boolean")
            try await check(Int16.min, -1, 0, .max, type: "smallint")
            try await check(Int32.min, -1, 0, .max, type: "integer")
            try await check(Int64.min, -1, 0, .max, type: "bigint")
            try await check(Int.min, -1, 0, .max, type: "bigint")
            try await check(Float(1.5), -0.25, .infinity, .leastNonzeroMagnitude, type: "real")
            try await check(Double.pi, -0.1, .infinity, .greatestFiniteMagnitude, type: "double precision")
            try await check("", "é ß 中 🎓", "'; DROP TABLE x; --", "\\ \" \n\t", "e\u{301}", type: "text")
            try await check(UUID(), UUID(), type: "uuid")
            try await check(
                Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: 1_795_406_400.123456), Date(timeIntervalSince1970: -1e9),
                type: "timestamptz")
            try await check(
                PostgresDay(daysSinceEpoch1970: 0), PostgresDay(daysSinceEpoch1970: -40_000), PostgresDay(daysSinceEpoch1970: 20_780),
                type: "date")
            try await check(Data(), Data([0, 255, 39, 92]), type: "bytea")
            try await check(Stage.open, .closed, type: "text")
            try await check(Ticket(rawValue: UUID()), type: "uuid")
            try await check(
                BitString([true, false, true]), BitString(count: 0), BitString((0..<336).map { $0 % 5 == 0 }), type: "bit varying")
            try await check(PostgresJSONText(#"{"a": [1, 2, "é"]}"#), type: "jsonb")
        }
    }

    @Test func `what PostgreSQL writes is read alike`() async throws {
        try await withDatabase { database in
            let row = try await database.execute(
                """
                SELECT '2026-11-23'::date, '2026-11-23 04:30:00.25+00'::timestamptz, 'x'::name, 'y'::varchar, B'1011'::bit(4), '\\x00ff'::bytea,
                       ARRAY[1, NULL, 3]::int[], 12345.0678::numeric, (-0.00001)::numeric, '{"n": 1}'::jsonb, '[1]'::json
                """
            ).first
            let values = try #require(row).decode(
                PostgresDay.self, Date.self, String.self, String.self, BitString.self, [UInt8].self, [Int?].self, Decimal.self,
                Decimal.self,
                PostgresJSONText.self, PostgresJSONText.self)
            #expect(values.0.daysSinceEpoch1970 == 20_780)
            #expect(values.1 == Date(timeIntervalSince1970: 1_795_408_200.25))
            #expect(values.2 == "x" && values.3 == "y")
            #expect(values.4 == BitString([true, false, true, true]))
            #expect(values.5 == [0, 255])
            #expect(values.6 == [1, nil, 3])
            #expect(values.7 == Decimal(string: "12345.0678"))
            #expect(values.8 == Decimal(string: "-0.00001"))
            #expect(values.9.text == #"{"n": 1}"# && values.10.text == "[1]")
        }
    }

    @Test func `an enumeration of the database and JSON are read as Swift's`() async throws {
        try await withDatabase { database in
            try await database.execute("CREATE TYPE stage AS ENUM ('open', 'closed')")
            #expect(try await database.execute("SELECT unnest(enum_range(NULL::stage))").decode(Stage.self) == Stage.allCases)
            let weights = Weights(skills: 7, note: "é")
            let back = try await database.execute("SELECT \(PostgresJSON(weights))").decode(PostgresJSON<Weights>.self)
            #expect(back.map(\.value) == [weights])
        }
    }

    @Test func `bytes are bytea and empty bytes are not NULL`() async throws {
        try await withDatabase { database in
            let rows = try await database.execute("SELECT \([UInt8]([1, 0, 2])), \([UInt8]()), \([Int]())").decode(
                [UInt8].self, [UInt8]?.self, [Int].self)
            #expect(rows[0].0 == [1, 0, 2] && rows[0].1 == [] && rows[0].2 == [])
        }
    }

    @Test func `a wrong type, NULL, count or name is refused by the column's name`() async throws {
        try await withDatabase { database in
            let rows = try await database.execute(
                "SELECT 1::bigint AS size, NULL::text AS note, 'zzz' AS stage, ARRAY[1] AS list, '\\x00'::bytea AS raw")
            let row = try #require(rows.first)
            func column(_ read: () throws -> some Any) -> String? {
                do { return "no error, but \(try read())" } catch let error as PostgresError {
                    return error.kind == .decoding ? error.column : nil
                } catch { return nil }
            }
            #expect(column { try row.get("size", as: String.self) } == "size")
            #expect(column { try row.get("size", as: Int32.self) } == "size")
            #expect(column { try row.get("note", as: String.self) } == "note")
            #expect(column { try row.get("stage", as: Stage.self) } == "stage")
            #expect(column { try row.get("list", as: [String].self) } == "list")
            #expect(column { try row.get("raw", as: [Int].self) } == "raw")
            #expect(column { try row.get("absent", as: Int.self) } == "absent")
            #expect(try row.get("size", as: Int.self) == 1)
            #expect(throws: PostgresError.self) { try row.decode(Int.self, String?.self) }
        }
    }

    @Test func `what PostgreSQL cannot hold is refused before it is sent`() async throws {
        try await withDatabase { database in
            let statements: [SQL] = [
                "SELECT \("a\0b")", "SELECT \(["a", "\0"])", "SELECT \(Date(timeIntervalSince1970: .infinity))", "SELECT \([[1]])",
                "SELECT \(identifier: "a\0b")",
            ]
            for statement in statements {
                let error = try await failure { try await database.execute(statement) }
                #expect(error.kind == .encoding)
            }
            #expect(try await database.execute("SELECT 1").decode(Int.self) == [1])
        }
    }

    @Test func `random values of many types survive a round trip`() async throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(state: seed)
        try await withDatabase { database in
            for _ in 0..<200 {
                let number = Int64.random(in: .min ... .max, using: &random)
                let text = String(
                    String.UnicodeScalarView(
                        (0..<Int.random(in: 0..<40, using: &random)).compactMap { _ in
                            Unicode.Scalar(UInt32.random(in: 1..<0x11_0000, using: &random))
                        }))
                let bytes = (0..<Int.random(in: 0..<300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
                let bits = BitString((0..<Int.random(in: 0..<100, using: &random)).map { _ in Bool.random(using: &random) })
                let rows = try await database.execute("SELECT \(number), \(text), \(bytes), \(bits), \([text, text])")
                    .decode(Int64.self, String.self, [UInt8].self, BitString.self, [String].self)
                let row = try #require(rows.first)
                #expect(row.0 == number && row.1 == text && row.2 == bytes && row.3 == bits && row.4 == [text, text], "seed \(seed)")
            }
        }
    }
}
