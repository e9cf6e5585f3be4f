import API
import Foundation
import Postgres

extension Consent {
    static let columns: SQL = "id, student_id, purpose, company_id, fields, text_version, recorded_by, given_at, ends_at, withdrawn_at"

    /// From ``columns``.
    init(_ row: Row) throws(PostgresError) {
        let (id, student, purpose, company, fields, textVersion, recordedBy, givenAt, endsAt, withdrawnAt) = try row.decode(
            ID.self, Student.ID.self, Purpose.self, Organisation.ID?.self, [String].self, String.self, String.self, Date.self, Date.self,
            Date?.self)
        self.init(
            id: id, student: student, purpose: purpose, company: company, fields: fields.compactMap(Field.init), textVersion: textVersion,
            recordedBy: recordedBy, givenAt: givenAt, endsAt: endsAt, withdrawnAt: withdrawnAt)
    }
}

extension Consent.Purpose: PostgresEncodable, PostgresDecodable {}

extension Consent.Field {
    /// Its bit in `pool_fields`; the order is that of `field_bits` in the migrations.
    var bit: Int32 {
        switch self {
        case .email: 1
        case .programme: 2
        case .graduation: 4
        case .languages: 8
        case .city: 16
        case .hours: 32
        }
    }

    /// Whether the asking company may see it of `student s`.
    var isShown: SQL {
        "shows_field(\(bit), s.pool_until, s.pool_fields, s.pool_companies, s.pool_company_fields, s.pool_company_until)"
    }
}

extension ConsentDraft {
    /// Each named once, in the order of ``Consent/Field``; all where none are named.
    var shownFields: [String] { Consent.Field.allCases.filter { fields?.contains($0) ?? true }.map(\.rawValue) }
}
