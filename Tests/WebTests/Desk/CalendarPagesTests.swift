import API
import Foundation
import Links
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// A student's calendar in the browser, without script: file or link, preview, stored.
@Suite struct CalendarPagesTests {
    private static let path = "/desk/me/availability/calendar"

    /// Mondays from 8 to 10 in Paris, from the next one on, and a day that is unlike the others.
    private static func calendar() -> String {
        let monday = ((Int(Date.now.timeIntervalSince1970) / 86_400 + 3) / 7 + 1) * 7 - 3
        func day(_ number: Int) -> String {
            Date(timeIntervalSince1970: TimeInterval(number * 86_400)).formatted(.iso8601.year().month().day().dateSeparator(.omitted))
        }
        return """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            UID:1
            SUMMARY:<b>Droit</b>
            DTSTART;TZID=Europe/Paris:\(day(monday))T080000
            DURATION:PT2H
            RRULE:FREQ=WEEKLY;COUNT=12
            END:VEVENT
            BEGIN:VEVENT
            UID:2
            DTSTART;VALUE=DATE:\(day(monday + 9))
            END:VEVENT
            BEGIN:VEVENT
            DTSTART:<script>alert(1)</script>
            END:VEVENT
            END:VCALENDAR

            """
    }

    private func browser(_ site: TestSite) async throws -> Browser {
        try await site.given.application.start()
        let school = try await site.given.school("École Zoë")
        let eve = try await site.given.student("Ève", of: school, in: try await site.given.cohort("M1", of: school))
        return try await Browser.signedIn(site, as: .student, of: school, for: eve)
    }

    private func fields(_ page: TestSite.Answer) -> [String: String] {
        var fields: [String: String] = [:]
        for match in page.text.matches(of: /<input type="hidden" name="([a-z_-]+)" value="([^"]*)">/) {
            fields[String(match.output.1)] = String(match.output.2)
        }
        return fields
    }

    @Test func `a file is shown before anything changes, and stored when it is chosen`() async throws {
        try await TestSite.serve { site in
            let browser = try await browser(site)
            let page = try await browser.submit(Self.path, file: Self.calendar(), named: "edt.ics", from: "\(Self.path)?lang=en")
            #expect(page.status == 200 && page.text.contains("What your calendar says"))
            #expect(page.text.contains("<strong>103\u{A0}hours</strong>") && page.text.contains("not free"))
            #expect(page.text.contains("1\u{A0}line was not understood") && page.text.contains("Line 14"))
            #expect(page.text.contains("&lt;script&gt;") && !page.text.contains("<script>alert") && !page.text.contains("Droit"))
            #expect(try await browser.get("/desk/me/availability").text.contains("Nothing is said yet"))
            let stored = try await browser.submit("\(Self.path)/store", fields(page), from: Self.path)
            #expect(stored.status == 303 && stored[header: "Location"] == "/desk/me/availability?notice=saved")
            let after = try await browser.get("/desk/me/availability")
            #expect(after.text.contains("103\u{A0}hours") && after.text.contains("Days that differ"))
            // The old stands beside the new, and what was seen before the change overwrites nothing.
            let again = try await browser.submit(Self.path, file: Self.calendar(), named: "edt.ics", from: Self.path)
            #expect(again.text.contains("What I said before, less what the calendar takes"))
            #expect(again.text.contains("103\u{A0}hours a week instead of 103\u{A0}hours"))
            #expect(try await browser.submit("\(Self.path)/store", fields(page), from: Self.path).status == 412)
            let forgotten = try await browser.submit(
                "/desk/me/availability", ["how": "forget", "version": fields(again)["version"] ?? "", "availability": "mon 09:00-12:00"])
            #expect(forgotten.status == 303)
            #expect(try await !browser.get("/desk/me/availability").text.contains("Days that differ"))
        }
    }

    @Test func `what is no calendar, no choice or no page of the form is refused at its field`() async throws {
        try await TestSite.serve { site in
            let browser = try await browser(site)
            let french = try await browser.get("\(Self.path)?lang=fr")
            #expect(french.text.contains("Depuis votre calendrier") && !french.text.contains("calendar file"))
            let none = try await browser.submit(Self.path, file: "<html>\n", named: "x.ics", from: "\(Self.path)?lang=en")
            #expect(none.status == 422 && none.text.contains("aria-describedby=\"file-hint file-fault\"") && none.text.contains("Line 1: "))
            #expect(try await browser.submit(Self.path, [:], from: Self.path).text.contains("Choose a file."))
            #expect(try await browser.submit(Self.path, ["address": ""], from: Self.path).text.contains("Give a link."))
            for address in ["http://example.org/a.ics", "https://10.0.0.1/a.ics", "https://[::1]/a.ics"] {
                let refused = try await browser.submit(Self.path, ["address": address], from: Self.path)
                #expect(refused.status == 422 && refused.text.contains("value=\"\(address)\"") && refused.text.contains("address-fault"))
            }
            let fields = ["version": "0", "how": "whole", "whole": "mon 99", "whole-days": ""]
            #expect(try await browser.submit("\(Self.path)/store", fields, from: Self.path).status == 422)
            let company = try await Browser.signedIn(site, as: .company, of: try await site.given.company("Miel"))
            #expect(try await company.get(Self.path).status == 403)
        }
    }

    @Test func `a link is read once, and stands in no log and no row`() async throws {
        let server = try LoopbackServer { _ in LoopbackServer.ok(Self.calendar()) }
        defer { server.stop() }
        try await TestSite.serve(application: { given, log in
            Vivier.Application(database: given.application.database, log: log, links: LinkReader(excepting: ["127.0.0.1"]))
        }) { site in
            let browser = try await browser(site)
            let link = "http://127.0.0.1:\(server.port)/secret-4711.ics"
            let page = try await browser.submit(Self.path, ["address": link], from: "\(Self.path)?lang=en")
            #expect(page.status == 200 && page.text.contains("Read the link again") && page.text.contains(link))
            #expect(try await browser.submit("\(Self.path)/store", fields(page), from: Self.path).status == 303)
            #expect(!site.log.all.contains { $0.contains("4711") })
            let lines = try await site.given.database.execute("SELECT a::text FROM audit_entry a").decode(String.self)
            #expect(lines.contains { $0.contains("readCalendarLink") } && !lines.contains { $0.contains("4711") })
        }
    }
}
