import API
import Postgres
import TestSupport
import Testing
import Vivier

/// The ledger, byte by byte.
struct LedgerBytesTests {
    /// Every byte that an entry is stored in, as PostgreSQL sends it: ids, moments, numbers, digests, words and their length.
    @Test(.timeLimit(.minutes(15))) func `every change of a single byte of an entry is found`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            let eve = try await given.student("Ève O’Neil", of: school)
            let consent = try await given.consent(of: eve, school, company: company)
            try await given.database.execute("UPDATE consent SET withdrawn_at = now() WHERE id = \(consent)")
            func isValid() async throws -> Bool {
                try await given.perform(VerifyLedger(school: school, mark: LedgerMark()), as: .school(school)).valid
            }
            #expect(try await isValid())
            try await given.database.batch([
                "ALTER TABLE consent_entry DISABLE TRIGGER ALL", "CREATE TABLE kept AS SELECT * FROM consent_entry",
                "ALTER TABLE consent_entry DROP CONSTRAINT consent_entry_event",
            ])
            let columns = try await given.database.execute(
                """
                SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute
                WHERE attrelid = 'consent_entry'::regclass AND attnum > 0 AND NOT attisdropped
                """
            ).decode(String.self, String.self)
            var (tried, found) = (0, 0)
            for (column, type) in columns {
                for number in [Int64(1), 2] {
                    for change in try await Self.changes(column, type, number, given) {
                        let isChanged: Bool
                        do {
                            isChanged =
                                try await given.database.execute(
                                    """
                                    UPDATE consent_entry SET \(identifier: column) = \(change)
                                    WHERE number = \(number) AND \(identifier: column) IS DISTINCT FROM \(change) RETURNING 1
                                    """
                                ).count > 0
                        } catch {
                            // What the table itself does not hold cannot be written into it.
                            continue
                        }
                        // Where nothing stands nothing is changed.
                        guard isChanged else { continue }
                        tried += 1
                        let valid = try await isValid()
                        #expect(!valid, "\(column) of \(number): \(change)")
                        if !valid { found += 1 }
                        try await given.database.batch(["DELETE FROM consent_entry", "INSERT INTO consent_entry SELECT * FROM kept"])
                    }
                }
            }
            #expect(try await isValid())
            #expect(tried > 350 && found == tried)
            print("ledger: \(tried) changes of one byte, \(found) found")
        }
    }

    /// The values that a column of an entry has with one of its bytes changed.
    private static func changes(_ column: String, _ type: String, _ number: Int64, _ given: Given) async throws -> [SQL] {
        let name: SQL = "\(identifier: column)"
        let row: SQL = "FROM consent_entry WHERE number = \(number)"
        switch type {
        case "bytea":
            return (0..<32).map { byte in "set_byte(\(name), \(Int32(byte)), get_byte(\(name), \(Int32(byte))) # 1)" }
        case "uuid":
            // 32 digits, each a half byte.
            return (0..<32).map { digit -> SQL in
                let place = Int32(digit + 1)
                let plain: SQL = "replace(\(name)::text, '-', '')"
                return "overlay(\(plain) placing CASE substr(\(plain), \(place), 1) WHEN '0' THEN '1' ELSE '0' END from \(place))::uuid"
            }
        case "timestamp with time zone":
            return (0..<7).map { byte in
                let microseconds = Double(UInt64(1) << UInt64(8 * byte)) / 1_000_000
                return "\(name) + make_interval(secs => \(microseconds))"
            }
        case "bigint": return (0..<4).map { byte in "\(name) + \(Int64(1) << Int64(8 * byte))" }
        case "text":
            let length = try await given.database.execute("SELECT coalesce(length(\(name)), 0) \(row)")[0].decode(Int.self)
            return (0..<length).map { place in
                "overlay(\(name) placing chr(ascii(substr(\(name), \(Int32(place + 1)), 1)) # 1) from \(Int32(place + 1)))"
            }
        case "text[]":
            let count = try await given.database.execute("SELECT cardinality(\(name)) \(row)")[0].decode(Int.self)
            return (0..<count).flatMap { item -> [SQL] in
                let place = Int32(item + 1)
                return [
                    "\(name)[:\(place) - 1] || overlay(\(name)[\(place)] placing 'x' from 1) || \(name)[\(place) + 1:]",
                    "\(name)[:\(place) - 1] || \(name)[\(place) + 1:]",
                ]
            }
        default:
            Issue.record("nobody has tried a column of \(type)")
            return []
        }
    }
}
