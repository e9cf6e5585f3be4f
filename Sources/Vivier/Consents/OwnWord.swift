import API
import Mail
import Postgres

/// What a student has said in person on a purpose – a yes with some particulars, a no, a withdrawal – stands until the student says otherwise.
/// Only a yes that lapsed makes room for a signed form.
enum OwnWord: Refusal {
    case stands

    var reason: RefusalReason {
        RefusalReason(
            .conflict, code: "own-word",
            en: "The student has decided this in person, and only the student changes it: signed in, under “Who sees me”.",
            fr: "L’étudiant l’a décidé en personne, et lui seul peut le changer : connecté, sous « Qui me voit ».")
    }
}

extension UnitOfWork {
    /// Before a consent is given: holds the student, so that of two who decide at once the second sees what the first said, and keeps everybody
    /// but the student from deciding over the student's own word. The database does the same by a policy.
    ///
    /// - Throws: ``OwnWord``.
    func takeWord(of student: Student.ID, on purpose: Consent.Purpose) async throws {
        _ = try await one("SELECT FROM student WHERE id = \(student) FOR NO KEY UPDATE", orMissing: .student)
        // A yes to one purpose takes back no no to the others: these stay the student's to decide.
        if caller.recorder == .student { return }
        // By a statement of its own, which sees what was committed while the one above waited.
        let hasSpoken = try await execute("SELECT student_has_spoken(\(student), \(purpose)::text)")[0].decode(Bool.self)
        if hasSpoken { throw OwnWord.stands }
    }

    /// Tells students by a letter what somebody else has recorded in their name, and where they take it back.
    func tellRecorded(_ students: [Student.ID], _ draft: ConsentDraft) async throws {
        guard caller.recorder != .student, !students.isEmpty else { return }
        let company = try await execute("SELECT name FROM organisation WHERE id = \(draft.company)::uuid").first?.decode(String.self)
        try await post(.recorded, to: try await readers(of: students)) { first, school, language in
            .recorded(first, by: school, draft.purpose, company: company, link: "\(application.publicURL)/desk/me/consents", language)
        }
    }
}
