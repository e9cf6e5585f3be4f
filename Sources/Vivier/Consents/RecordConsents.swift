package import API
import Postgres

/// Records at once what many students of a cohort agreed to on signed forms; whoever agreed already is passed over.
package struct RecordConsents: UseCase {
    package var students: [Student.ID]
    package var draft: ConsentDraft

    package init(students: [Student.ID], draft: ConsentDraft) {
        self.students = students
        self.draft = draft
    }

    package var needs: Permission { .importRosters }
    package var audited: Audited? { Audited("recordConsents") }

    /// - Returns: how many consents are new.
    package func run(in work: UnitOfWork) async throws -> Int {
        var checks = FieldChecks()
        let textVersion = checks.line(draft.textVersion, at: "/text_version", 1...40)
        try checks.end()
        return try await work.execute(
            """
            INSERT INTO consent (student_id, school_id, purpose, company_id, fields, text_version, recorded_by)
            SELECT s.id, s.school_id, \(draft.purpose)::text, \(draft.company)::uuid, \(draft.shownFields)::text[],
                \(textVersion)::text, 'school'
            FROM student s WHERE s.id = ANY (\(students))
            ON CONFLICT (student_id, purpose, company_id) WHERE withdrawn_at IS NULL DO NOTHING
            """
        ).affected
    }
}
