import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// `Idempotency-Key` where files are sent, where a secret is shown, and where nothing is done.
@Suite struct OnceUploadTests {
    private static let roster = """
        key,given_name,family_name,email,skills
        1,Ève,O’Neil,eve@example.org,zzz qqq:2
        2,Jürgen,Groß,jurgen@example.org,

        """

    private func upload(_ site: TestSite, _ path: String, _ text: String, _ token: String, key: String) async throws -> TestSite.Answer {
        try await site.send(
            "POST", path, token: token, body: Data(text.utf8), type: "text/csv", headers: ["Idempotency-Key": key])
    }

    private func count(_ site: TestSite, _ table: String) async throws -> Int {
        try await site.given.database.execute("SELECT count(*) FROM \(identifier: table)")[0].decode(Int.self)
    }

    @Test func `a roster that is sent again under its key is imported once and answered alike, by a new daemon too`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let path = "/api/v1/cohorts/\(try await given.cohort("M1", of: school))/imports?name=m1.csv"
            let dean = try await given.token(.schoolAdmin, of: school)
            let first = try await daemon(on: given) { site in
                let first = try await upload(site, path, Self.roster, dean, key: "r")
                #expect(try first.status == 200 && first.json(ImportReport.self).new == 2, "\(first.text)")
                #expect(first.text.contains("zzz qqq"))
                try await expectSame(first, try await upload(site, path, Self.roster, dean, key: "r"), site)
                return first
            }
            // What is kept of it tells nothing to whoever has not the file.
            let kept = try await given.database.execute("SELECT encode(body, 'escape') FROM idempotent_answer")[0].decode(String.self)
            #expect(!kept.contains("zzz") && !kept.contains("m1.csv") && !kept.isEmpty)
            try await daemon(on: given) { site in
                try await expectSame(first, try await upload(site, path, Self.roster, dean, key: "r"), site)
                let other = try await upload(site, path, Self.roster + "3,Li,中,li@example.org,\n", dean, key: "r")
                #expect(try other.status == 422 && other.problem.code == "idempotency-key-reused", "\(other.text)")
                let renamed = try await upload(site, path + "&skip_rejected=true", Self.roster, dean, key: "r")
                #expect(try renamed.status == 422 && renamed.problem.code == "idempotency-key-reused", "\(renamed.text)")
                #expect(try await count(site, "student") == 2)

                // A dry run does nothing, and so is not remembered.
                let dry = try await upload(site, path + "&dry_run=true", Self.roster, dean, key: "d")
                #expect(try dry.status == 200 && dry.json(ImportReport.self).unchanged == 2, "\(dry.text)")
                let made = try #require(try first.json(ImportReport.self).import)
                let undo = "/api/v1/imports/\(made)/undo?dry_run=true"
                let undone = try await site.send("POST", undo, token: dean, headers: ["Idempotency-Key": "u"])
                #expect(try undone.status == 200 && undone.json(UndoReport.self).removed == 2, "\(undone.text)")
                #expect(try await count(site, "student") == 2)
                #expect(try await count(site, "idempotent_answer") == 1)
            }
        }
    }

    /// The same answer, and nothing done or remembered beside what was the first time.
    private func expectSame(_ first: TestSite.Answer, _ second: TestSite.Answer, _ site: TestSite) async throws {
        #expect(second.status == first.status && second.body == first.body, "\(second.text)")
        #expect(second[header: "Idempotency-Key"] == "r")
        #expect(try await count(site, "roster_import") == 1)
        #expect(try await count(site, "idempotent_answer") == 1)
    }

    /// A daemon of its own on a database that is there before and afterwards: nothing is in its memory of what the one before did.
    private func daemon<T: Sendable>(on given: Given, _ body: @Sendable @escaping (TestSite) async throws -> T) async throws -> T {
        let database = given.testDatabase.open(user: "vivier_daemon")
        do {
            let value = try await TestSite.serve(on: given, application: { _, log in Application(database: database, log: log) }, body)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }

    @Test func `cases that are sent again under their key are posted once`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Ça & Cie")
            let token = try await site.given.token(.company, of: company)
            let file = "title,window_from,window_until,hours_per_week\nDu miel,2027-02-01,2027-04-30,4\n"
            let first = try await upload(site, "/api/v1/cases/imports?name=c.csv", file, token, key: "c")
            #expect(first.status == 200, "\(first.text)")
            let second = try await upload(site, "/api/v1/cases/imports?name=c.csv", file, token, key: "c")
            #expect(second.status == 200 && second.body == first.body, "\(second.text)")
            #expect(try await count(site, "business_case") == 1)
        }
    }

    @Test func `a token is issued once, and its secret is not told again`() async throws {
        try await TestSite.serve { site in
            let root = try await site.given.token(.operator)
            let before = try await count(site, "token")
            func issue(_ body: String) async throws -> TestSite.Answer {
                try await site.post("/api/v1/tokens", body, token: root, headers: ["Idempotency-Key": "t"])
            }
            let first = try await issue(#"{"role": "operator", "label": "nightly"}"#)
            let issued: IssuedToken = try first.json()
            #expect(first.status == 201)
            let second = try await issue(#"{"role": "operator", "label": "nightly"}"#)
            #expect(try second.status == 409 && second.problem.code == "issued-already", "\(second.text)")
            #expect(second.text.contains("\(issued.token.id)") && !second.text.contains(issued.secret))
            #expect(try await issue(#"{"role": "operator", "label": "weekly"}"#).status == 422)
            #expect(try await count(site, "token") == before + 1)
            let kept = try await site.given.database.execute("SELECT convert_from(body, 'UTF8') FROM idempotent_answer")[0]
                .decode(String.self)
            #expect(kept == "\(issued.token.id)")
        }
    }

    @Test func `what a student reads of the own time and rounds is read anew, and a key stands for one file`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let school = try await given.school("École")
            let eve = try await given.student("Ève O’Neil", of: school)
            let token = try await given.token(.student, of: school, for: eve)
            let day = Date.now.formatted(.iso8601.year().month().day().dateSeparator(.omitted))
            func calendar(_ line: String) async throws -> TestSite.Answer {
                let lines = [
                    "BEGIN:VCALENDAR", "BEGIN:VEVENT", "DTSTART:\(day)T080000Z", "DURATION:PT2H", "RRULE:FREQ=WEEKLY", "END:VEVENT", line,
                    "END:VCALENDAR", "",
                ]
                return try await site.send(
                    "POST", "/api/v1/students/\(eve)/calendar", token: token, body: Data(lines.joined(separator: "\r\n").utf8),
                    type: "text/calendar", headers: ["Idempotency-Key": "k"])
            }
            let first = try await calendar("X-NOTE:1")
            #expect(first.status == 200, "\(first.text)")
            let again = try await calendar("X-NOTE:1")
            // Keys of JSON come in any order.
            func read(_ answer: TestSite.Answer) throws -> NSDictionary? {
                try JSONSerialization.jsonObject(with: Data(answer.body)) as? NSDictionary
            }
            #expect(try read(again) == read(first) && read(first) != nil, "\(first.text) \(again.text)")
            #expect(try await calendar("X-NOTE:2").status == 422)
            for _ in 0..<2 {
                let outcome = try await site.send(
                    "POST", "/api/v1/students/\(eve)/outcome/read", token: token, headers: ["Idempotency-Key": "o"])
                #expect(outcome.status == 200 && outcome[header: "Idempotency-Key"] == "o", "\(outcome.text)")
            }
        }
    }

    @Test func `an answer outlives the daemon that gave it`() async throws {
        try await Given.house { given in
            let token = try await given.token(.operator)
            let body = Data(#"{"name": "Ébène"}"#.utf8)
            var answers: [TestSite.Answer] = []
            for _ in 0..<2 {
                answers.append(
                    try await daemon(on: given) { site in
                        try await site.send(
                            "POST", "/api/v1/companies", token: token, body: body, type: "application/json",
                            headers: ["Idempotency-Key": "k"])
                    })
            }
            #expect(answers[0].status == 201 && answers[1].status == 201 && answers[0].body == answers[1].body)
            for name in ["ETag", "Idempotency-Key", "Content-Type"] {
                #expect(answers[0][header: name] != nil && answers[0][header: name] == answers[1][header: name], "\(name)")
            }
            let counts = try await given.database.execute(
                "SELECT (SELECT count(*) FROM company), (SELECT count(*) FROM idempotent_answer)")
            #expect(try counts[0].decode(Int.self, Int.self) == (1, 1))
        }
    }
}
