package import API
import Foundation
import Postgres

/// The order of a ledger: by number, which is by time.
enum LedgerSort: String, ListSort {
    case newest = "-number"
    case oldest = "number"

    static var usual: LedgerSort { .newest }

    var order: SQL { self == .newest ? "number DESC" : "number" }

    /// The condition on what comes behind a cursor; true where there is none.
    func after(_ cursor: String?) throws(GeneralRefusal) -> SQL {
        guard let parts = try Cursor.read(cursor, parts: 2) else { return "true" }
        guard parts[0] == rawValue, let number = Int64(parts[1]) else { throw Cursor.unreadable }
        return self == .newest ? "number < \(number)" : "number > \(number)"
    }
}

/// The consent ledger of a school, newest entry first where no order is asked for. Entries are found by the id of a student, a consent or a
/// company, by event, purpose, version of the text or who acted, and by the beginning of their SHA-256.
package struct ListLedger: UseCase {
    package var school: Organisation.ID
    package var query: SortedQuery

    package init(school: Organisation.ID, query: SortedQuery) {
        self.school = school
        self.query = query
    }

    package var needs: Permission { .readLedger }
    package var audited: Audited? { Audited("listLedger", school) }

    package func run(in work: UnitOfWork) async throws -> Page<LedgerEntry> {
        let limit = try pageRows(query.limit)
        let sort = try LedgerSort(checking: query.sort)
        let after = try sort.after(query.cursor)
        let entries = try await work.ledger(of: school, q: query.q, sort, after: after, limit: limit + 1)
        return Page(entries, limit: limit) { Cursor(sort.rawValue, "\($0.number)") }
    }
}

extension LedgerEntry.Event: PostgresEncodable, PostgresDecodable {}

extension UnitOfWork {
    /// Entries of a ledger that the caller may read.
    func ledger(of school: Organisation.ID, q: String?, _ sort: LedgerSort, after: SQL, limit: Int) async throws -> [LedgerEntry] {
        try await mayReadLedger(of: school)
        var condition: SQL = "school_id = \(school) AND \(after)"
        if let words = try searched(q) { condition += " AND (\(Self.ledgerEntry(bearing: words)))" }
        let rows = try await execute(
            """
            SELECT number, at, event, consent_id, student_id, purpose, company_id, fields, text_version, recorded_by, given_at,
                ends_at, withdrawn_at, encode(previous, 'hex'), encode(sha256, 'hex'),
                acted_by
            FROM consent_entry WHERE \(condition) ORDER BY \(sort.order) LIMIT \(limit)
            """)
        return try rows.map { row throws -> LedgerEntry in
            let (number, at, event, consent, student, purpose, company) = try (
                row.get(0, as: Int64.self), row.get(1, as: Date.self), row.get(2, as: LedgerEntry.Event.self),
                row.get(3, as: Consent.ID.self),
                row.get(4, as: Student.ID.self), row.get(5, as: Consent.Purpose.self), row.get(6, as: Organisation.ID?.self)
            )
            let fields = try row.get(7, as: [String].self)
            return LedgerEntry(
                number: Int(number), at: at, event: event, consent: consent, student: student, purpose: purpose, company: company,
                fields: fields.compactMap(Consent.Field.init), textVersion: try row.get(8), recordedBy: try row.get(9),
                actedBy: try row.get(15), givenAt: try row.get(10), endsAt: try row.get(11), withdrawnAt: try row.get(12),
                previous: try row.get(13),
                sha256: try row.get(14))
        }
    }

    private static func ledgerEntry(bearing words: String) -> SQL {
        if let id = Student.ID(words) { return "student_id = \(id) OR consent_id = \(id) OR company_id = \(id)" }
        let beginning = SearchWords.literal(words.lowercased()) + "%"
        return """
            event = lower(\(words)) OR purpose = lower(\(words)) OR acted_by = lower(\(words)) OR text_version = \(words)
            OR encode(sha256, 'hex') LIKE \(beginning)
            """
    }

    /// A school reads its own ledger, and no other's exists for it.
    func mayReadLedger(of school: Organisation.ID) async throws {
        let missing = Sentence(en: "The school", fr: "L’école")
        if caller.role != .operator, caller.organisation != school { throw GeneralRefusal.missing(missing) }
        _ = try await one("SELECT FROM school WHERE id = \(school)", orMissing: missing)
    }
}
