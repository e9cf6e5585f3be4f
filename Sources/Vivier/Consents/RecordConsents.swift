package import API
import Postgres

/// Records at once what many students of a cohort agreed to on signed forms. Passed over are those with a consent that stands already, and those
/// whose own word is known (``OwnWord``); the others are told by a letter.
package struct RecordConsents: UseCase {
    package var students: [Student.ID]
    package var draft: ConsentDraft

    package init(students: [Student.ID], draft: ConsentDraft) {
        self.students = students
        self.draft = draft
    }

    /// How many consents are new, and of how many students the own word stood against it.
    package struct Recorded: Sendable, Equatable {
        package var new: Int
        package var ownWord: Int

        package init(new: Int, ownWord: Int) {
            self.new = new
            self.ownWord = ownWord
        }
    }

    package var needs: Permission { .importRosters }
    package var audited: Audited? { Audited("recordConsents") }

    package func run(in work: UnitOfWork) async throws -> Recorded {
        var checks = FieldChecks()
        let textVersion = checks.line(draft.textVersion, at: "/text_version", 1...40)
        try checks.end()
        // In one order, so that two at once do not wait for each other in a ring.
        _ = try await work.execute("SELECT FROM student WHERE id = ANY (\(students)) ORDER BY id FOR NO KEY UPDATE")
        let new = try await work.execute(
            """
            INSERT INTO consent (student_id, school_id, purpose, company_id, fields, text_version, recorded_by)
            SELECT s.id, s.school_id, \(draft.purpose)::text, \(draft.company)::uuid, \(draft.shownFields)::text[],
                \(textVersion)::text, \(work.caller.recorder.rawValue)::text
            FROM student s WHERE s.id = ANY (\(students)) AND NOT student_has_spoken(s.id, \(draft.purpose)::text)
            ON CONFLICT (student_id, purpose, company_id) WHERE withdrawn_at IS NULL DO NOTHING
            RETURNING student_id
            """
        ).decode(Student.ID.self)
        let ownWord = try await work.execute(
            "SELECT count(*) FROM student s WHERE s.id = ANY (\(students)) AND student_has_spoken(s.id, \(draft.purpose)::text)"
        )[0].decode(Int.self)
        try await work.tellRecorded(new, draft)
        return Recorded(new: new.count, ownWord: ownWord)
    }
}
