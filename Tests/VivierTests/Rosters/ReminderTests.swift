import API
import Mail
import Postgres
import TestSupport
import Testing

@testable import Vivier

/// Asking students for what is missing.
@Suite struct ReminderTests {
    private func profile(of student: Student.ID, _ given: Given) async throws {
        try await given.database.execute(
            "UPDATE student SET skills_stated_on = '2026-01-01', skills = (SELECT ARRAY[min(id) * 8 + 3] FROM skill) WHERE id = \(student)")
    }

    @Test func `whoever lacks nothing but skills or languages is asked for them, in both languages`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let student = try await given.student("Zoë Léger", of: school, in: cohort)
            _ = try await given.consent(of: student, school, to: .talentPool)
            _ = try await given.database.execute("UPDATE student SET weekly_free = (~B'0'::bit(336))")
            #expect(try await given.perform(RemindStudents(cohort: cohort), as: .school(school)).sent == 1)
            let address = "zoe@example.org"
            for (language, words, other) in [
                (Language.english, "– what you can do and which languages you speak", "when you are free"),
                (.french, "– vos compétences et vos langues", "vos disponibilités"),
            ] {
                let lack = RemindStudents.Lack(profile: true, time: false, consent: false)
                let body = Letter.reminder(address, from: "École", lack, link: "https://v.example/sign-in", language).body
                #expect(body.contains(words) && !body.contains(other))
            }
            try await profile(of: student, given)
            _ = try await given.database.execute("UPDATE reminder SET sent_at = now() - interval '25 hours'")
            #expect(try await given.perform(RemindStudents(cohort: cohort), as: .school(school)).sent == 0)
        }
    }

    @Test func `whoever lacks something is asked, once a day, and by the own school alone`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let (school, other) = (try await given.school("École"), try await given.school("Autre"))
            let cohort = try await given.cohort("M1", of: school)
            let complete = try await given.student("Zoë Léger", of: school, in: cohort)
            _ = try await given.consent(of: complete, school, to: .talentPool)
            _ = try await given.database.execute("UPDATE student SET weekly_free = (~B'0'::bit(336)) WHERE id = \(complete)")
            try await profile(of: complete, given)
            for name in ["Ève O’Neil", "Ana Ÿ"] { _ = try await given.student(name, of: school, in: cohort) }
            let first = try await given.perform(RemindStudents(cohort: cohort), as: .school(school))
            #expect(first.sent == 2 && first.waiting == 0)
            #expect(try await given.perform(RemindStudents(cohort: cohort), as: .school(school)).sent == 0)
            _ = try await given.database.execute("UPDATE reminder SET sent_at = now() - interval '25 hours'")
            #expect(try await given.perform(RemindStudents(cohort: cohort), as: .school(school)).sent == 2)
            #expect(try await given.refusal(of: RemindStudents(cohort: cohort), as: .school(other))?.kind == .missing)
            // Who has chosen to be seen by nobody is not asked for that again.
            _ = try await given.database.execute("UPDATE reminder SET sent_at = now() - interval '25 hours'")
            _ = try await given.database.execute(
                "UPDATE student SET stated = ARRAY['consents'], weekly_free = (~B'0'::bit(336)) WHERE given_name = 'Ana'")
            // Of skills she still is, as long as none are known.
            #expect(try await given.perform(RemindStudents(cohort: cohort), as: .school(school)).sent == 2)
            _ = try await given.database.execute("UPDATE reminder SET sent_at = now() - interval '25 hours'")
            let ana: Student.ID = try await given.id("SELECT id FROM student WHERE given_name = 'Ana'")
            try await profile(of: ana, given)
            #expect(try await given.perform(RemindStudents(cohort: cohort), as: .school(school)).sent == 1)
            _ = try await given.database.execute("UPDATE reminder SET sent_at = now() - interval '25 hours'")
            try await given.application.forgetOldReminders()
            #expect(try await given.database.execute("SELECT count(*) FROM reminder")[0].decode(Int.self) == 0)
        }
    }
}
