package import API
import Foundation
import Postgres

/// The consent ledger of a school, newest entry first.
package struct ListLedger: UseCase {
    package var school: Organisation.ID
    package var query: PageQuery

    package init(school: Organisation.ID, query: PageQuery) {
        self.school = school
        self.query = query
    }

    package var needs: Permission { .readLedger }
    package var audited: Audited? { Audited("listLedger", school) }

    package func run(in work: UnitOfWork) async throws -> Page<LedgerEntry> {
        try await work.mayReadLedger(of: school)
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, parts: 1)?.first
        if let last, Int64(last) == nil { throw Cursor.unreadable }
        let after: SQL = last.flatMap { Int64($0) }.map { "AND number < \($0)" } ?? ""
        let rows = try await work.execute(
            """
            SELECT number, at, event, consent_id, student_id, purpose, company_id, fields, text_version, recorded_by, given_at,
                ends_at, withdrawn_at, encode(previous, 'hex'), encode(sha256, 'hex'),
                acted_by
            FROM consent_entry WHERE school_id = \(school) \(after) ORDER BY number DESC LIMIT \(limit + 1)
            """)
        let entries = try rows.map { row throws -> LedgerEntry in
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
        return Page(entries, limit: limit) { Cursor("\($0.number)") }
    }
}

extension LedgerEntry.Event: PostgresEncodable, PostgresDecodable {}

extension UnitOfWork {
    /// A school reads its own ledger, and no other's exists for it.
    func mayReadLedger(of school: Organisation.ID) async throws {
        let missing = Sentence(en: "The school", fr: "L’école")
        if caller.role != .operator, caller.organisation != school { throw GeneralRefusal.missing(missing) }
        _ = try await one("SELECT FROM school WHERE id = \(school)", orMissing: missing)
    }
}
