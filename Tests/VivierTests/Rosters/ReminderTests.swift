import API
import Postgres
import TestSupport
import Testing
import Vivier

/// Asking students for what is missing.
@Suite struct ReminderTests {
    @Test func `whoever lacks something is asked, once a day, and by the own school alone`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("École"), try await given.school("Autre"))
            let cohort = try await given.cohort("M1", of: school)
            let complete = try await given.student("Zoë Léger", of: school, in: cohort)
            _ = try await given.consent(of: complete, school, to: .talentPool)
            _ = try await given.database.execute("UPDATE student SET weekly_free = (~B'0'::bit(336)) WHERE id = \(complete)")
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
            #expect(try await given.perform(RemindStudents(cohort: cohort), as: .school(school)).sent == 1)
            _ = try await given.database.execute("UPDATE reminder SET sent_at = now() - interval '25 hours'")
            try await given.application.forgetOldReminders()
            #expect(try await given.database.execute("SELECT count(*) FROM reminder")[0].decode(Int.self) == 0)
        }
    }
}
