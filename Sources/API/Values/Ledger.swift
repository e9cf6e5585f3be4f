package import struct Foundation.Date

/// One entry of a school's consent ledger: what a student agreed to or took back. It is never changed, and bears the SHA-256 of itself and
/// of the entry before.
package struct LedgerEntry: Codable, Sendable {
    package enum Event: String, Codable, Sendable, CaseIterable {
        case given, renewed, withdrawn
        /// Its time ran out.
        case ended
        /// Its moments were written down, which the entries before them do not bear.
        case recorded
        /// Something else about it was altered, by hand in the database.
        case changed
        /// It went with the student.
        case erased
    }
    /// From 1, without gaps.
    package var number: Int
    package var at: Date
    package var event: Event
    package var consent: Consent.ID
    /// Means nothing any more once the student is erased.
    package var student: Student.ID
    package var purpose: Consent.Purpose
    package var company: Organisation.ID?
    package var fields: [Consent.Field]
    package var textVersion: String
    /// Whose word the consent is, as of ``Consent/recordedBy``.
    package var recordedBy: String
    /// Who brought the entry about: `student` (signed in, or by a letter's link), `school`, `operator`, or `service`, whose clock ran out. Nil
    /// in entries from before this was recorded.
    package var actedBy: String?
    /// Nil in entries from before moments were recorded.
    package var givenAt: Date?
    package var endsAt: Date
    package var withdrawnAt: Date?
    /// Lower-case hexadecimal SHA-256 of the entry before; zeros before the first.
    package var previous: String
    package var sha256: String

    package init(
        number: Int, at: Date, event: Event, consent: Consent.ID, student: Student.ID, purpose: Consent.Purpose, company: Organisation.ID?,
        fields: [Consent.Field], textVersion: String, recordedBy: String, actedBy: String?, givenAt: Date?, endsAt: Date,
        withdrawnAt: Date?, previous: String, sha256: String
    ) {
        self.number = number
        self.at = at
        self.event = event
        self.consent = consent
        self.student = student
        self.purpose = purpose
        self.company = company
        self.fields = fields
        self.textVersion = textVersion
        self.recordedBy = recordedBy
        self.actedBy = actedBy
        self.givenAt = givenAt
        self.endsAt = endsAt
        self.withdrawnAt = withdrawnAt
        self.previous = previous
        self.sha256 = sha256
    }
}

/// What was written down of a ledger at an earlier time, to be found in it again.
package struct LedgerMark: Codable, Sendable {
    package var number: Int?
    /// Hexadecimal, of the entry of that number.
    package var sha256: String?

    package init(number: Int? = nil, sha256: String? = nil) {
        self.number = number
        self.sha256 = sha256
    }
}

/// Whether a school's ledger is as it was written, and agrees with the consents that stand.
package struct LedgerVerification: Codable, Sendable {
    package var valid: Bool
    /// What is wrong first, in the reader's language.
    package var broken: String?
    /// How many entries were read.
    package var entries: Int
    /// Of the last entry; worth writing down elsewhere. Zeros of an empty ledger.
    package var sha256: String

    package init(valid: Bool, broken: String?, entries: Int, sha256: String) {
        self.valid = valid
        self.broken = broken
        self.entries = entries
        self.sha256 = sha256
    }
}
