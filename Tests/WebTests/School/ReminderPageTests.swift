import API
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// Whoever is missing something is written to by a button of the cohort's page.
@Suite struct ReminderPageTests {
    @Test func `the button writes to those who lack something, once, and is not there where no letter goes out`() async throws {
        let mailbox = Mailbox()
        try await TestSite.serve(
            application: { given, log in mailbox.application(of: given.application, log: log, publicURL: "http://127.0.0.1:8080") }
        ) { site in
            let given = site.given
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            for name in ["Ève O’Neil", "Ana Ÿ"] { _ = try await given.student(name, of: school, in: cohort) }
            let path = "/desk/cohorts/\(cohort)"
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            try await checkPage(browser, path, "Write to those who are missing…", "Écrire à ceux qui manquent…")
            let page = try await browser.get("\(path)?lang=en").text
            #expect(page.contains("action=\"\(path)/reminders\"") && page.contains("about 2, nobody twice in a day"), "\(page)")
            func letters() async throws -> Int {
                try await given.database.execute("SELECT count(*) FROM letter WHERE kind = 'reminder'")[0].decode(Int.self)
            }
            let sent = try await browser.submit("\(path)/reminders", from: path)
            #expect(sent.status == 303 && sent[header: "Location"] == "\(path)?notice=reminded")
            #expect(try await browser.get("\(path)?notice=reminded&lang=fr").text.contains("Les lettres partent."))
            #expect(try await letters() == 2)
            let again = try await browser.submit("\(path)/reminders", from: path)
            let notice = try #require(again[header: "Location"])
            #expect(again.status == 303 && notice != "\(path)?notice=reminded")
            #expect(try await browser.get("\(notice)&lang=en").text.contains("Nobody was written to"))
            #expect(try await letters() == 2)
            // Skills alone are asked for too.
            _ = try await given.database.execute("UPDATE student SET weekly_free = (~B'0'::bit(336))")
            for student in try await given.database.execute("SELECT id FROM student").decode(Student.ID.self) {
                _ = try await given.consent(of: student, school, to: .talentPool)
            }
            let lacking = try await browser.get("\(path)?lang=en").text
            #expect(lacking.contains("what they can do, when they are free") && lacking.contains("about 2, nobody twice"), "\(lacking)")
            let supervisor = try await Browser.signedIn(site, as: .supervisor, of: school)
            #expect(try await !supervisor.get(path).text.contains("/reminders"))
            #expect(try await supervisor.submit("\(path)/reminders").status == 403)
            let foreign = try await Browser.signedIn(site, as: .schoolAdmin, of: try await given.school("Autre"))
            #expect(try await foreign.submit("\(path)/reminders").status == 404)
            _ = try await given.database.execute("DELETE FROM letter")
        }
        try await TestSite.serve { site in
            let school = try await site.given.school("École")
            let cohort = try await site.given.cohort("M1", of: school)
            _ = try await site.given.student("Ève O’Neil", of: school, in: cohort)
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            #expect(try await !browser.get("/desk/cohorts/\(cohort)").text.contains("/reminders"))
        }
    }
}
