import API
import Foundation
import Postgres

extension Consent {
    /// From the columns `id, student_id, purpose, company_id, text_version, recorded_by, given_at, ends_at, withdrawn_at`.
    init(_ row: Row) throws(PostgresError) {
        let (id, student, purpose, company, textVersion, recordedBy, givenAt, endsAt, withdrawnAt) = try row.decode(
            ID.self, Student.ID.self, Purpose.self, Organisation.ID?.self, String.self, String.self, Date.self, Date.self, Date?.self)
        self.init(
            id: id, student: student, purpose: purpose, company: company, textVersion: textVersion, recordedBy: recordedBy,
            givenAt: givenAt, endsAt: endsAt, withdrawnAt: withdrawnAt)
    }
}

extension Consent.Purpose: PostgresEncodable, PostgresDecodable {}
