import API
import Foundation
import Logging
import Mail
import Postgres
import Synchronization
import TestSupport
import Testing
import Vivier

/// What a student has said in person, nobody says otherwise in the student's name.
@Suite struct OwnWordTests {
    private struct Scene {
        var school: Organisation.ID
        var company: Organisation.ID
        var eve: Student.ID

        var own: Caller { .student(eve, of: school) }
        /// A token that the school issued for the student: the school's word.
        var token: Caller {
            Caller(role: .student, organisation: school, student: eve, token: Token.ID(UUID()), issuer: .schoolAdmin, requestID: "test")
        }
        func draft(_ fields: [Consent.Field]? = nil, company: Organisation.ID? = nil) -> ConsentDraft {
            ConsentDraft(purpose: .talentPool, company: company, fields: fields, textVersion: "1", instead: true)
        }
    }

    private func scene(_ given: Given) async throws -> Scene {
        let school = try await given.school("École")
        return Scene(school: school, company: try await given.company("Cie"), eve: try await given.student("Ève O’Neil", of: school))
    }

    private func isFound(_ scene: Scene, _ given: Given) async throws -> Bool {
        try await given.refusal(of: ShowPoolStudent(student: scene.eve), as: .recruiter(scene.company)) == nil
    }

    /// Every other voice, in each way that it could speak.
    private func expectKept(_ scene: Scene, _ given: Given) async throws {
        for caller in [Caller.school(scene.school), .root, scene.token] {
            for draft in [scene.draft(), scene.draft(company: scene.company)] {
                let reason = try await given.refusal(of: GiveConsent(student: scene.eve, draft: draft), as: caller)
                #expect(reason?.code == "own-word" && reason?.kind == .conflict, "\(caller.role)")
            }
        }
        let many = RecordConsents(students: [scene.eve], draft: scene.draft())
        #expect(try await given.perform(many, as: .school(scene.school)) == RecordConsents.Recorded(new: 0, ownWord: 1))
    }

    @Test func `a yes with few particulars is not made one with many`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let own = try await given.perform(GiveConsent(student: scene.eve, draft: scene.draft([])), as: scene.own)
            try await expectKept(scene, given)
            let revise = ReviseConsent(consent: own.id, revision: ConsentRevision(fields: [.email], textVersion: "1"))
            #expect(try await given.refusal(of: revise, as: .school(scene.school))?.code == "own-word")
            #expect(try await given.perform(ShowPoolStudent(student: scene.eve), as: .recruiter(scene.company)).email == nil)
            // The school may take it back, which shows less, and not give it anew.
            _ = try await given.perform(WithdrawConsent(consent: own.id), as: .school(scene.school))
            try await expectKept(scene, given)
            #expect(try await !isFound(scene, given))
            // Another purpose is another question; and the student may change everything.
            let other = ConsentDraft(purpose: .caseCompany, textVersion: "1")
            #expect(try await given.refusal(of: GiveConsent(student: scene.eve, draft: other), as: .school(scene.school)) == nil)
            #expect(try await given.perform(GiveConsent(student: scene.eve, draft: scene.draft()), as: scene.own).fields.count == 6)
        }
    }

    @Test func `a no and a withdrawal stand until the student says yes`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.perform(DeclineConsents(student: scene.eve), as: scene.own)
            try await expectKept(scene, given)
            #expect(try await !isFound(scene, given))
            let yes = try await given.perform(GiveConsent(student: scene.eve, draft: scene.draft()), as: scene.own)
            #expect(try await isFound(scene, given))
            _ = try await given.perform(WithdrawConsent(consent: yes.id), as: scene.own)
            try await expectKept(scene, given)
            #expect(try await !isFound(scene, given))
        }
    }

    @Test func `what the school recorded and the student took back the school does not record again`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let form = try await given.perform(GiveConsent(student: scene.eve, draft: scene.draft()), as: .school(scene.school))
            #expect(try await isFound(scene, given))
            // No word of the student yet: the school puts its own form right.
            _ = try await given.perform(GiveConsent(student: scene.eve, draft: scene.draft([.city])), as: .school(scene.school))
            #expect(try await given.refusal(of: WithdrawConsent(consent: form.id), as: scene.own) == nil)
            let standing = try await given.perform(ListConsents(student: scene.eve), as: scene.own).items.filter { $0.withdrawnAt == nil }
            for consent in standing { _ = try await given.perform(WithdrawConsent(consent: consent.id), as: scene.own) }
            try await expectKept(scene, given)
        }
    }

    @Test func `a withdrawal from a page that has aged takes back what holds now`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let seen = try await given.perform(GiveConsent(student: scene.eve, draft: scene.draft([])), as: .school(scene.school))
            _ = try await given.perform(GiveConsent(student: scene.eve, draft: scene.draft()), as: .school(scene.school))
            #expect(try await isFound(scene, given))
            _ = try await given.perform(WithdrawConsent(consent: seen.id), as: scene.own)
            #expect(try await !isFound(scene, given))
            try await expectKept(scene, given)
        }
    }

    @Test func `a no outlives a yes to something else, another key and the undoing of a roster`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.perform(DeclineConsents(student: scene.eve), as: scene.own)
            _ = try await given.perform(
                GiveConsent(
                    student: scene.eve,
                    draft: ConsentDraft(purpose: .caseCompany, company: nil, fields: nil, textVersion: "1", instead: true)),
                as: scene.own)
            try await expectKept(scene, given)
            // The same address under another key.
            var twin = scene
            twin.eve = try await given.student("Ève O’Neil", of: scene.school)
            try await given.database.execute(
                "UPDATE student SET email = (SELECT upper(email) FROM student WHERE id = \(scene.eve)) WHERE id = \(twin.eve)")
            try await expectKept(twin, given)
            // A roster that made her is undone without her.
            let made: RosterImport.ID = try await given.id(
                """
                WITH home AS (INSERT INTO cohort (school_id, code, name) VALUES (\(scene.school), 'M1', 'M1') RETURNING id)
                INSERT INTO roster_import (school_id, cohort_id, file_name, file_sha256, format, new_count, changed_count, unchanged_count,
                    rejected_count, made, created_at)
                SELECT \(scene.school), home.id, 'r.csv', sha256(''), 'csv', 1, 0, 0, 0, ARRAY[\(scene.eve)],
                    (SELECT changed_at FROM student WHERE id = \(scene.eve))
                FROM home RETURNING id
                """)
            let undone = try await given.perform(UndoImport(import: made), as: .school(scene.school))
            #expect(undone.removed == 0 && undone.kept == [scene.eve])
        }
    }

    @Test func `a yes that lapsed makes room for a form, and a no by somebody else's token is nobody's word`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            try await given.consent(of: scene.eve, scene.school, endingIn: "-1 day")
            _ = try await given.perform(DeclineConsents(student: scene.eve), as: scene.token)
            #expect(try await given.refusal(of: GiveConsent(student: scene.eve, draft: scene.draft()), as: .school(scene.school)) == nil)
            #expect(try await isFound(scene, given))
        }
    }

    /// The second wall: what the application would let through, the database does not.
    @Test func `the database keeps the own word by itself`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.perform(DeclineConsents(student: scene.eve), as: scene.own)
            for (role, recorder) in [("vivier_school", "school"), ("vivier_operator", "operator")] {
                await #expect(throws: PostgresError.self, "\(role)") {
                    try await given.application.database.batch([
                        "SELECT set_config('role', \(role), true), set_config('app.organisation', \(scene.school.description), true)",
                        """
                        INSERT INTO consent (student_id, school_id, purpose, text_version, recorded_by)
                        VALUES (\(scene.eve), \(scene.school), 'talent-pool', '1', \(recorder))
                        """,
                    ])
                }
            }
        }
    }

    @Test func `of what others record the student is told by a letter, with where to take it back`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let zoe = try await given.student("Zoë Ÿ", of: scene.school)
            let letters = Mutex<[Letter]>([])
            let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let postman = Postman(courier: .hand { letter in letters.withLock { $0.append(letter) } }, log: log)
            let house = Application(
                database: given.application.database, log: log, letters: postman, publicURL: "https://vivier.example")
            try await withThrowingTaskGroup { group in
                group.addTask { await house.deliverLetters() }
                _ = try await house.perform(GiveConsent(student: scene.eve, draft: scene.draft()), by: .school(scene.school))
                let many = RecordConsents(students: [scene.eve, zoe], draft: scene.draft())
                #expect(try await house.perform(many, by: .school(scene.school)).new == 1)
                // The own word needs no letter.
                _ = try await house.perform(
                    GiveConsent(student: scene.eve, draft: ConsentDraft(purpose: .caseCompany, textVersion: "1")), by: scene.own)
                try await eventually("the letters do not come") { letters.withLock { $0.count } >= 2 }
                group.cancelAll()
            }
            let sent = letters.withLock { $0 }
            let addresses = try await given.database.execute("SELECT email FROM student ORDER BY id").decode(String.self)
            #expect(sent.map(\.to).sorted() == addresses.sorted())
            #expect(sent.allSatisfy { $0.body.contains("https://vivier.example/desk/me/consents") && $0.body.contains("École") })
        }
    }
}
