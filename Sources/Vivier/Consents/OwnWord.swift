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
        let rows = try await execute(
            """
            SELECT o.id, o.name, s.id, s.email FROM student s JOIN organisation o ON o.id = s.school_id WHERE s.id = ANY (\(students))
            ORDER BY o.id, s.id
            """
        ).decode(Organisation.ID.self, String.self, Student.ID.self, String.self)
        let languages = try await languages(of: students)
        let names = Dictionary(rows.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
        for (school, name) in names.sorted(by: { $0.key.description < $1.key.description }) {
            for language in Language.allCases {
                let addresses = rows.filter { $0.0 == school && (languages[$0.2] ?? caller.language) == language }.map(\.3)
                guard let first = addresses.first else { continue }
                let letter = Letter.recorded(
                    first, by: name, draft.purpose, company: company, link: "\(application.publicURL)/desk/me/consents", language)
                try await post(letter, to: addresses, of: school, as: .recorded)
            }
        }
    }
}
