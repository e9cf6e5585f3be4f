import API
import Foundation
import Mail
import Postgres
import TestSupport
import Testing
import Vivier

/// Nobody says anything in a student's name unseen.
@Suite struct ForgedWordTests {
    private static let yes = #"{"purpose": "talent-pool", "text_version": "2026-09"}"#

    private func students(_ site: TestSite, _ count: Int) async throws -> (school: Organisation.ID, students: [Student.ID]) {
        let school = try await site.given.school("École")
        var students: [Student.ID] = []
        for number in 0..<count { students.append(try await site.given.student("Ève \(number)", of: school)) }
        return (school, students)
    }

    /// Who the ledger says recorded the newest consent of a student.
    private func recorder(_ site: TestSite, _ student: Student.ID) async throws -> String {
        try await site.given.database.execute(
            "SELECT recorded_by FROM consent_entry WHERE student_id = \(student) ORDER BY number DESC LIMIT 1")[0].decode(String.self)
    }

    @Test func `a consent is the student's only from the student's own session`() async throws {
        try await TestSite.serve { site in
            let (school, students) = try await students(site, 3)
            let admin = try await site.given.token(.schoolAdmin, of: school)
            let issued = try await site.post("/api/v1/tokens", #"{"role": "student", "student": "\#(students[0])"}"#, token: admin)
            let forged = try issued.json(IssuedToken.self).secret
            let given = try await site.post("/api/v1/students/\(students[0])/consents", Self.yes, token: forged)
            #expect(try given.status == 201 && given.json(Consent.self).recordedBy == "school", "\(given.text)")
            #expect(try await recorder(site, students[0]) == "school")
            let lines: Page<AuditEntry> = try await site.get("/api/v1/audit?action=giveConsent", token: admin).json()
            #expect(lines.items.map(\.issuedBy) == ["school-admin"] && lines.items.map(\.role) == ["student"])

            // What the operator of the machine issued, to try the service with.
            let tried = try await site.given.token(.student, of: school, for: students[1])
            let demonstrated = try await site.post("/api/v1/students/\(students[1])/consents", Self.yes, token: tried)
            #expect(try demonstrated.json(Consent.self).recordedBy == "operator")

            let browser = try await Browser.signedIn(site, as: .student, of: school, for: students[2])
            _ = try await browser.submit("/desk/me/consents", ["purpose": "talent-pool", "field": "email", "do": "give"])
            #expect(try await recorder(site, students[2]) == "student")
        }
    }

    @Test func `a school states no profile with a token that it issued for a student`() async throws {
        try await TestSite.serve { site in
            let (school, students) = try await students(site, 1)
            let admin = try await site.given.token(.schoolAdmin, of: school)
            let issued = try await site.post("/api/v1/tokens", #"{"role": "student", "student": "\#(students[0])"}"#, token: admin)
            let forged = try issued.json(IssuedToken.self).secret
            let seen = try await site.get("/api/v1/students/\(students[0])", token: forged)
            let version = try #require(seen[header: "ETag"])
            let stated = try await site.send(
                "PUT", "/api/v1/students/\(students[0])/availability", token: forged,
                body: Data(#"{"availability": "mon 09:00-12:00"}"#.utf8), type: "application/json", headers: ["If-Match": version])
            #expect(try stated.status == 403 && stated.problem.code == "not-in-person", "\(stated.text)")
        }
    }

    @Test func `whoever had a student's address is told that it was changed, and not to which`() async throws {
        let mailbox = Mailbox()
        try await TestSite.serve(
            application: { given, log in
                mailbox.application(of: given.application, log: log, publicURL: "https://vivier.example")
            },
            { site in
                let (school, students) = try await students(site, 1)
                let admin = try await site.given.token(.schoolAdmin, of: school)
                let old: Student = try await site.get("/api/v1/students/\(students[0])", token: admin).json()
                func correct(_ address: String) async throws {
                    let version = try #require(try await site.get("/api/v1/students/\(students[0])", token: admin)[header: "ETag"])
                    let body = #"{"given_name": "Ève", "family_name": "Zoë", "email": "\#(address)"}"#
                    let answer = try await site.send(
                        "PUT", "/api/v1/students/\(students[0])", token: admin, body: Data(body.utf8), type: "application/json",
                        headers: ["If-Match": version])
                    #expect(answer.status == 200, "\(answer.text)")
                }
                try await correct(old.email.uppercased())
                #expect(mailbox.all.isEmpty)
                try await correct("dean-as-eve@example.org")
                try await eventually { mailbox.all.contains { $0.to == old.email.uppercased() } }
                let letter = try #require(mailbox.all.first)
                #expect(
                    letter.body.contains("École") && letter.body.contains("https://vivier.example") && !letter.body.contains("dean-as-eve"))
                // A school that changes to and fro writes to nobody again and again.
                for number in 0..<5 {
                    try await correct("to@example.org")
                    try await correct("fro-\(number)@example.org")
                }
                try await eventually { mailbox.all.contains { $0.to == "fro-3@example.org" } }
                #expect(mailbox.all.count { $0.to == "to@example.org" } == 3)
            })
    }

    @Test func `nobody is invited again and again, whoever invites`() async throws {
        try await TestSite.serve { site in
            let schools = [try await site.given.school("Lille"), try await site.given.school("Lyon")]
            var tokens: [String] = []
            for school in schools { tokens.append(try await site.given.token(.schoolAdmin, of: school)) }
            let body = #"{"email": "Victim@example.org", "role": "supervisor"}"#
            for number in 0..<5 { #expect(try await site.post("/api/v1/invitations", body, token: tokens[number % 2]).status == 201) }
            for token in tokens {
                let refused = try await site.post("/api/v1/invitations", body.lowercased(), token: token)
                #expect(try refused.status == 429 && refused.problem.code == "too-many-invitations")
                #expect(Int(refused[header: "Retry-After"] ?? "").map { (3_000...3_600).contains($0) } == true)
            }
            #expect(
                try await site.post("/api/v1/invitations", #"{"email": "b@example.org", "role": "supervisor"}"#, token: tokens[0]).status
                    == 201)
            try await site.given.database.execute("UPDATE invitation SET created_at = created_at - interval '2 hours'")
            #expect(try await site.post("/api/v1/invitations", body, token: tokens[0]).status == 201)
        }
    }

    @Test func `whose thing it is reads who asked for it, on pages as well`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École")
            let eve = try await site.given.student("Ève Zoë", of: school)
            let (bee, wasp) = (try await site.given.company("Miel"), try await site.given.company("Guêpe"))
            let draft = try await site.given.businessCase("Secret", by: bee, state: .draft)
            let spy = try await Browser.signedIn(site, as: .companyOwner, of: wasp)
            let token = try await site.given.token(.companyOwner, of: wasp)
            #expect(try await site.get("/api/v1/cases/\(draft)", token: token).status == 404)
            #expect(try await spy.get("/desk/cases/\(draft)").status == 404)
            #expect(try await spy.get("/desk/students/\(eve)").status == 403)
            func read(_ role: Role, of home: Organisation.ID) async throws -> [AuditEntry] {
                let token = try await site.given.token(role, of: home)
                let page: Page<AuditEntry> = try await site.get("/api/v1/audit", token: token).json()
                return page.items.filter { $0.organisation?.id == wasp }
            }
            let ofBee = try await read(.companyOwner, of: bee)
            #expect(ofBee.map(\.object) == ["\(draft)", "\(draft)"] && ofBee.allSatisfy { $0.outcome == "refused" }, "\(ofBee)")
            let ofSchool = try await read(.schoolAdmin, of: school)
            #expect(ofSchool.map(\.object) == ["\(eve)"] && ofSchool.first?.outcome == "denied", "\(ofSchool)")
        }
    }

    @Test func `a form is of the name by which the service is reached, where that was said`() async throws {
        for (address, status) in [("https://vivier.example", 403), ("http://127.0.0.1:8080", 200)] {
            let mailbox = Mailbox()
            try await TestSite.serve(
                application: { given, log in mailbox.application(of: given.application, log: log, publicURL: address) },
                { site in
                    // The Host of the connection, and an origin of the same name.
                    let answer = try await Browser(site).send(
                        "POST", "/sign-in", ["email": "a@example.org"], headers: ["Origin": "http://127.0.0.1:\(site.port)"])
                    #expect(answer.status == status)
                    let own = try await Browser(site).send("POST", "/sign-in", ["email": "a@example.org"], headers: ["Origin": address])
                    #expect(own.status == 200)
                })
        }
    }

    @Test func `a description holds so many links and no more`() async throws {
        try await TestSite.serve { site in
            let token = try await site.given.token(.company, of: try await site.given.company("Miel"))
            let text = "[a]: b\\n" + String(repeating: "[a]", count: 2_000)
            let body =
                #"{"title": "Vendre", "description": "\#(text)", "window": {"from": "2027-01-04", "until": "2027-03-26"}, "hours_per_week": 6}"#
            let refused = try await site.post("/api/v1/cases", body, token: token)
            #expect(try refused.status == 422 && refused.problem.errors?.map(\.code) == ["too-many-links"], "\(refused.text)")
        }
    }
}
