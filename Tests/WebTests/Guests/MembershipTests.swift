import API
import Foundation
import Mail
import Postgres
import TestSupport
import Testing
import Vivier

/// How memberships begin and end, and what ends with them.
@Suite(.timeLimit(.minutes(15))) struct MembershipTests {
    private func serve(_ body: @Sendable @escaping (TestSite, Mailbox) async throws -> Void) async throws {
        let mailbox = Mailbox()
        try await TestSite.serve(
            application: { given, log in mailbox.application(of: given.application, log: log, publicURL: "http://127.0.0.1:8080") },
            { site in try await body(site, mailbox) })
    }

    @Test func `who read the mail of an address that was wrong is out once it is right`() async throws {
        try await serve { site, mailbox in
            let school = try await site.given.school("Lille")
            let cohort = try await site.given.cohort("M1", of: school)
            let token = try await site.given.token(.schoolAdmin, of: school)
            func enrol(_ address: String) async throws {
                let csv = "key,given_name,family_name,email\n1,Ève,O’Neil,\(address)\n"
                let answer = try await site.send(
                    "POST", "/api/v1/cohorts/\(cohort)/imports?name=r.csv", token: token, body: Data(csv.utf8), type: "text/csv")
                #expect(answer.status == 200, "\(answer.text)")
            }
            try await enrol("wrong@example.org")
            let stranger = Browser(site)
            #expect(try await stranger.signIn("wrong@example.org", mailbox).status == 303)
            #expect(try await stranger.get("/account").status == 200)
            // Another spelling is no other address.
            try await enrol("Wrong@example.org")
            #expect(try await stranger.get("/account").status == 200)
            try await enrol("right@example.org")
            try await eventually { try await stranger.get("/account").status == 303 }
            #expect(try await stranger.send("POST", "/sign-in", ["email": "wrong@example.org"]).status == 200)
            let student = Browser(site)
            #expect(try await student.signIn("right@example.org", mailbox).status == 303)
            // The old address hears of it too.
            #expect(mailbox.all.map { $0.to.lowercased() } == ["wrong@example.org", "wrong@example.org", "right@example.org"])
            let left = try await site.given.database.execute("SELECT email FROM account").decode(String.self)
            #expect(left == ["right@example.org"])
            // Undone, neither address is anybody's here.
            let imports: Page<RosterImport> = try await site.get("/api/v1/cohorts/\(cohort)/imports", token: token).json()
            for one in imports.items {
                #expect(try await site.post("/api/v1/imports/\(one.id)/undo", "", token: token).status == 200)
            }
            try await eventually { try await student.get("/account").status == 303 }
            #expect(try await site.given.database.execute("SELECT FROM account").isEmpty)
        }
    }

    @Test func `the audit has an accepted invitation where it leads`() async throws {
        try await serve { site, mailbox in
            let school = try await site.given.school("Lille")
            let account = try await site.given.account("two@example.org")
            let first = try await site.given.member(account, .supervisor, of: school)
            _ = try await site.given.session(account, in: first)
            let company = try await site.given.company("Miel & fils")
            let owner = try await site.given.token(.companyOwner, of: company)
            let made = try await site.post("/api/v1/invitations", #"{"email": "two@example.org", "role": "recruiter"}"#, token: owner)
            #expect(made.status == 201, "\(made.text)")
            let browser = Browser(site)
            #expect(try await browser.send("POST", try await mailbox.link(to: "two@example.org")).status == 303)
            let lines = try await site.given.database.execute(
                "SELECT role, organisation_id FROM audit_entry WHERE action = 'signIn'"
            ).decode(String.self, Organisation.ID?.self)
            #expect(lines.map(\.0) == ["recruiter"] && lines.map(\.1) == [company])
        }
    }

    @Test func `a membership ends with its sessions and tokens, and the last operator stays`() async throws {
        try await serve { site, mailbox in
            let company = try await site.given.company("Miel & fils")
            let owner = try await site.given.token(.companyOwner, of: company)
            let account = try await site.given.account("gone@example.org")
            let membership = try await site.given.member(account, .recruiter, of: company)
            let elsewhere = try await site.given.member(account, .supervisor, of: try await site.given.school("Lille"))
            let token = try await site.given.token(.recruiter, of: company)
            try await site.given.database.execute("UPDATE token SET account_id = \(account) WHERE role = 'recruiter'")
            let browser = Browser(site)
            await browser.take(["vivier": try await site.given.session(account, in: membership).secret.text])
            #expect(try await browser.get("/account").status == 200)
            #expect(try await site.get("/api/v1/whoami", token: token).status == 200)
            let listed: Page<MemberLine> = try await site.get("/api/v1/memberships", token: owner).json()
            #expect(listed.items.map(\.email) == ["gone@example.org"] && listed.items.map(\.id) == [membership])
            #expect(try await site.send("DELETE", "/api/v1/memberships/\(elsewhere)", token: owner).status == 404)
            #expect(try await site.send("DELETE", "/api/v1/memberships/\(membership)", token: owner).status == 204)
            try await eventually { try await browser.get("/account").status == 303 }
            try await eventually { try await site.get("/api/v1/whoami", token: token).status == 401 }
            #expect(try await site.send("DELETE", "/api/v1/memberships/\(membership)", token: owner).status == 404)
            // The person is still somebody elsewhere.
            let again = Browser(site)
            #expect(try await again.signIn("gone@example.org", mailbox).status == 303)
            #expect(try await again.get("/account").text.contains("Lille"))

            let root = try await site.given.token(.operator)
            var operators: [Membership.ID] = []
            for name in ["one", "two"] {
                operators.append(try await site.given.member(try await site.given.account("\(name)@example.org"), .operator))
            }
            let ended = try await withThrowingTaskGroup(of: Int.self) { group in
                for one in operators {
                    group.addTask { try await site.send("DELETE", "/api/v1/memberships/\(one)", token: root).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(ended.sorted() == [204, 409])
            let student = try await site.given.student("Ève O’Neil", of: try await site.given.school("Arras"))
            let school: Organisation.ID = try await site.given.id("SELECT school_id FROM student WHERE id = \(student)")
            let enrolled = try await site.given.member(
                try await site.given.account("eve@example.org"), .student, of: school, for: student)
            #expect(try await site.send("DELETE", "/api/v1/memberships/\(enrolled)", token: root).problem.code == "of-roster")
        }
    }

    @Test func `of several changes of membership from one session one is made`() async throws {
        try await serve { site, _ in
            let account = try await site.given.account("two@example.org")
            let first = try await site.given.member(account, .schoolAdmin, of: try await site.given.school("Lille"))
            let second = try await site.given.member(account, .recruiter, of: try await site.given.company("Miel & fils"))
            let session = try await site.given.session(account, in: first)
            let reader = Browser(site)
            await reader.take(["vivier": session.secret.text])
            let token = try await reader.get("/account").formToken()
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let browser = Browser(site)
                        await browser.take(["vivier": session.secret.text])
                        return try await browser.send(
                            "POST", "/account/membership", ["form_token": token, "membership": "\(second)"]
                        ).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let alive = try await site.given.database.execute("SELECT count(*)::integer FROM session WHERE ended_at IS NULL")[0]
                .decode(Int.self)
            #expect(alive == 1, "\(statuses)")
        }
    }

    @Test func `erasing a student leaves what others keep, their invitations among it, and takes the address from those`() async throws {
        try await serve { site, mailbox in
            let school = try await site.given.school("Lille")
            let token = try await site.given.token(.schoolAdmin, of: school)
            let root = try await site.given.token(.operator)
            let company = try await site.given.company("Miel & fils")
            let owner = try await site.given.token(.companyOwner, of: company)
            let student = try await site.given.student("Ève e", of: school)
            try await site.given.database.execute("UPDATE student SET email = 'boss@example.org' WHERE id = \(student)")
            for (role, inviter) in [("recruiter", owner), ("school-admin", token)] {
                let draft = #"{"email": "boss@example.org", "role": "\#(role)"}"#
                #expect(try await site.post("/api/v1/invitations", draft, token: inviter).status == 201)
            }
            let (companys, schools) = (
                try await mailbox.link(to: "boss@example.org", number: 2, saying: "Miel"),
                try await mailbox.link(to: "boss@example.org", number: 2, saying: "Lille")
            )
            let key = ["Idempotency-Key": "one"]
            let made = try await site.post("/api/v1/companies", #"{"name": "Belle et fils"}"#, token: root, headers: key)
            #expect(made.status == 201)
            #expect(try await site.send("DELETE", "/api/v1/students/\(student)", token: token).status == 204)
            #expect(try await site.post("/api/v1/companies", #"{"name": "Belle et fils"}"#, token: root, headers: key).text == made.text)
            #expect(try await Browser(site).get(schools).status == 410)
            func hasEnded(_ reader: String) async throws -> Bool {
                let told: Page<AuditEntry> = try await site.get("/api/v1/audit", token: reader).json()
                return told.items.contains { $0.action == "eraseInvitation" && $0.outcome == "done" }
            }
            #expect(try await hasEnded(token))
            #expect(try await !hasEnded(owner))
            // Nothing in the database says whose it is, but the letter does.
            #expect(try await site.given.everything().contains("boss@example.org") == false)
            let listed: Page<Invitation> = try await site.get("/api/v1/invitations", token: owner).json()
            #expect(listed.items.map(\.email) == [Invitation.erased] && listed.items[0].acceptedAt == nil)
            let boss = Browser(site)
            #expect(try await boss.get(companys).text.contains("boss@example.org"))
            #expect(try await boss.send("POST", companys).status == 303)
            let members: Page<MemberLine> = try await site.get("/api/v1/memberships", token: owner).json()
            #expect(members.items.map(\.email) == ["boss@example.org"])
        }
    }

    @Test func `links and invitations that are used while the student is erased end in one or the other`() async throws {
        try await serve { site, mailbox in
            let school = try await site.given.school("Lille")
            let company = try await site.given.company("Miel & fils")
            let owner = try await site.given.token(.companyOwner, of: company)
            let token = try await site.given.token(.schoolAdmin, of: school)
            for round in 0..<12 {
                let address = "eve\(round)@example.org"
                let student = try await site.given.student("Ève \(round)", of: school)
                try await site.given.database.execute("UPDATE student SET email = \(address) WHERE id = \(student)")
                #expect(
                    try await site.post("/api/v1/invitations", #"{"email": "\#(address)", "role": "recruiter"}"#, token: owner).status
                        == 201)
                let link = try await mailbox.link(to: address)
                async let erased = site.send("DELETE", "/api/v1/students/\(student)", token: token).status
                async let entered = Browser(site).send("POST", link).status
                let statuses = try await (erased, entered)
                #expect(statuses.0 == 204 && [303, 410].contains(statuses.1), "\(statuses)")
            }
        }
    }
}
