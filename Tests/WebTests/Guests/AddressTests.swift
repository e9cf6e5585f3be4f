import API
import Foundation
import Mail
import Postgres
import TestSupport
import Testing
import Vivier

/// What stands on an address goes when the address does.
@Suite(.timeLimit(.minutes(15))) struct AddressTests {
    private func serve(_ body: @Sendable @escaping (TestSite, Mailbox) async throws -> Void) async throws {
        let mailbox = Mailbox()
        try await TestSite.serve(
            application: { given, log in mailbox.application(of: given.application, log: log, publicURL: "http://127.0.0.1:8080") },
            { site in try await body(site, mailbox) })
    }

    private func student(_ address: String, of school: Organisation.ID, _ site: TestSite) async throws -> Student.ID {
        let student = try await site.given.student("Ève O’Neil", of: school)
        try await site.given.database.execute("UPDATE student SET email = \(address) WHERE id = \(student)")
        return student
    }

    /// A school puts another address in the place of a student's.
    private func correct(_ student: Student.ID, to address: String, by token: String, _ site: TestSite) async throws {
        let seen = try await site.get("/api/v1/students/\(student)", token: token)
        let body = #"{"given_name": "Ève", "family_name": "O’Neil", "email": "\#(address)"}"#
        let answer = try await site.send(
            "PUT", "/api/v1/students/\(student)", token: token, body: Data(body.utf8), type: "application/json",
            headers: ["If-Match": try #require(seen[header: "ETag"])])
        #expect(answer.status == 200, "\(answer.text)")
    }

    @Test func `a changed address takes along the old reader's token and the question that was sent there`() async throws {
        try await serve { site, _ in
            let given = site.given
            let school = try await given.school("Lille")
            let eve = try await student("old@example.org", of: school, site)
            let (root, dean) = (try await given.token(.operator), try await given.token(.schoolAdmin, of: school))
            let draft = #"{"role": "student", "organisation": "\#(school)", "student": "\#(eve)", "email": "old@example.org"}"#
            let issued: IssuedToken = try await site.post("/api/v1/tokens", draft, token: root).json()
            let schools = try await given.token(.student, of: school, for: eve)
            let consent = try await given.consent(of: eve, school)
            let question = LinkSecret()
            try await given.database.execute(
                """
                INSERT INTO retention_question (sha256, student_id, school_id, consent_id, due_at, delivered_at)
                VALUES (\(question.digest), \(eve), \(school), \(consent), now() + interval '20 days', now())
                """)
            #expect(try await site.get("/api/v1/whoami", token: issued.secret).status == 200)
            try await correct(eve, to: "new@example.org", by: dean, site)
            #expect(try await site.get("/api/v1/whoami", token: issued.secret).status == 401)
            // What the school itself issued stands on no address.
            #expect(try await site.get("/api/v1/whoami", token: schools).status == 200)
            let ends = try await given.database.execute("SELECT ends_at::text FROM consent")[0].decode(String.self)
            #expect(try await Browser(site).send("POST", "/keep/\(question.text)", ["answer": "keep"]).status == 410)
            #expect(try await given.database.execute("SELECT ends_at::text FROM consent")[0].decode(String.self) == ends)
            // Nothing is being asked any more, so that it is asked anew.
            #expect(try await given.database.execute("SELECT FROM retention_question").isEmpty)
        }
    }

    @Test func `erased is also whoever was a member elsewhere once`() async throws {
        try await serve { site, mailbox in
            let given = site.given
            let (school, company) = (try await given.school("Lille"), try await given.company("Miel & fils"))
            let eve = try await student("Victorin.Memberley@example.org", of: school, site)
            let (dean, owner) = (try await given.token(.schoolAdmin, of: school), try await given.token(.companyOwner, of: company))
            let address = "victorin.memberley@example.org"
            let sent = try await site.post("/api/v1/invitations", #"{"email": "\#(address)", "role": "recruiter"}"#, token: owner)
            #expect(sent.status == 201)
            #expect(try await Browser(site).send("POST", try await mailbox.link(to: address)).status == 303)
            let issued = try await site.post("/api/v1/tokens", #"{"role": "recruiter", "email": "\#(address)"}"#, token: owner)
            #expect(issued.status == 201, "\(issued.text)")
            let members: Page<MemberLine> = try await site.get("/api/v1/memberships", token: owner).json()
            let membership = try #require(members.items.first)
            #expect(try await site.send("DELETE", "/api/v1/memberships/\(membership.id)", token: owner).status == 204)
            #expect(try await site.given.everything().lowercased().contains("memberley"))
            #expect(try await site.send("DELETE", "/api/v1/students/\(eve)", token: dean).status == 204)
            let left = try await site.given.everything().split(separator: "\n").filter { $0.lowercased().contains("memberley") }
            #expect(left.isEmpty, "\(left)")
        }
    }

    @Test func `whoever an undone import puts out is told`() async throws {
        try await serve { site, mailbox in
            let school = try await site.given.school("Lille")
            let cohort = try await site.given.cohort("M1", of: school)
            let dean = try await site.given.token(.schoolAdmin, of: school)
            func enrol(_ address: String) async throws -> RosterImport.ID {
                let csv = "key,given_name,family_name,email\n1,Ève,O’Neil,\(address)\n"
                let answer = try await site.send(
                    "POST", "/api/v1/cohorts/\(cohort)/imports?name=r.csv", token: dean, body: Data(csv.utf8), type: "text/csv")
                return try #require(try answer.json(ImportReport.self).import)
            }
            let first = try await enrol("wrong@example.org")
            let second = try await enrol("right@example.org")
            let person = Browser(site)
            #expect(try await person.signIn("right@example.org", mailbox).status == 303)
            func letters(_ address: String, _ subject: String) -> Int {
                mailbox.all.count { $0.to == address && $0.subject == subject }
            }
            let (changed, removed) = ("Your address on Vivier was changed", "Your file on Vivier was removed")
            #expect(try await site.post("/api/v1/imports/\(second)/undo?dry_run=true", "", token: dean).status == 200)
            #expect(try await site.post("/api/v1/imports/\(second)/undo", "", token: dean).status == 200)
            try await eventually { letters("right@example.org", changed) == 1 }
            #expect(try await person.get("/account").status == 303)
            let other = Browser(site)
            #expect(try await other.signIn("wrong@example.org", mailbox, number: 2).status == 303)
            #expect(try await site.post("/api/v1/imports/\(first)/undo", "", token: dean).status == 200)
            try await eventually { letters("wrong@example.org", removed) == 1 }
            #expect(try await other.get("/account").status == 303)
            // One for each change, and none for what was only looked at.
            #expect(letters("wrong@example.org", changed) == 1 && letters("right@example.org", changed) == 1)
            #expect(letters("right@example.org", removed) == 0)
        }
    }

    @Test func `letters to former addresses go with the student, and those that concern somebody else stay`() async throws {
        let folder = URL.temporaryDirectory.appending(path: "mail-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        @Sendable func letters(to address: String) -> Int {
            let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
            return files.count { (try? String(contentsOf: $0, encoding: .utf8))?.contains("To: <\(address)>") == true }
        }
        try await TestSite.serve(
            application: { given, log in
                Application(
                    database: given.application.database, log: log, letters: Postman(courier: .folder(folder), log: log),
                    publicURL: "http://127.0.0.1:8080")
            }
        ) { site in
            let school = try await site.given.school("Lille")
            let dean = try await site.given.token(.schoolAdmin, of: school)
            let victim = try await student("victim@example.org", of: school, site)
            let decoy = try await student("victim@example.org", of: school, site)
            // Of a company that lets somebody in at an address that the student has too: what lies here goes as well.
            let owner = try await site.given.token(.companyOwner, of: try await site.given.company("Miel & fils"))
            let invitation = #"{"email": "third@example.org", "role": "company"}"#
            #expect(try await site.post("/api/v1/invitations", invitation, token: owner).status == 201)
            try await eventually { letters(to: "third@example.org") == 1 }
            try await correct(victim, to: "other@example.org", by: dean, site)
            try await eventually { letters(to: "victim@example.org") == 1 }
            #expect(try await site.send("DELETE", "/api/v1/students/\(decoy)", token: dean).status == 204)
            #expect(letters(to: "victim@example.org") == 1)
            try await correct(victim, to: "third@example.org", by: dean, site)
            try await eventually { letters(to: "other@example.org") == 1 }
            #expect(try await site.send("DELETE", "/api/v1/students/\(victim)", token: dean).status == 204)
            #expect(letters(to: "victim@example.org") == 0 && letters(to: "other@example.org") == 0)
            #expect(letters(to: "third@example.org") == 0)
        }
    }

    @Test func `an address that is unknown costs what a student's first link costs`() async throws {
        try await Given.house { given in
            let school = try await given.school("Lille")
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.database.execute("UPDATE student SET email = 'eve@example.org' WHERE id = \(eve)")
            let (unknown, known) = try await given.database.transaction { transaction in
                func rows() async throws -> [Int] {
                    try await transaction.execute(
                        """
                        SELECT n_tup_ins FROM pg_stat_xact_user_tables WHERE relname IN ('account', 'sign_in_link') ORDER BY relname
                        """
                    ).decode(Int.self)
                }
                func ask(_ address: String) async throws -> [Int] {
                    let before = try await rows()
                    _ = try await transaction.execute(
                        "SELECT ask_sign_in(\(address), 'fr', \(LinkSecret().digest), \(LinkSecret().digest))")
                    return zip(try await rows(), before).map { $0 - $1 }
                }
                return (try await ask("nobody@example.org"), try await ask("eve@example.org"))
            }
            #expect(unknown == [1, 1] && known == [1, 1])
            let accounts = try await given.database.execute("SELECT email FROM account").decode(String.self)
            #expect(accounts == ["eve@example.org"])
        }
    }
}
