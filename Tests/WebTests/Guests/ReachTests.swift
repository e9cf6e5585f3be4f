import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// How far a letter, a session and a token reach.
@Suite(.timeLimit(.minutes(15))) struct ReachTests {
    private func serve(_ body: @Sendable @escaping (TestSite, Mailbox) async throws -> Void) async throws {
        let mailbox = Mailbox()
        try await TestSite.serve(
            application: { given, log in mailbox.application(of: given.application, log: log, publicURL: "http://127.0.0.1:8080") },
            { site in try await body(site, mailbox) })
    }

    private func alive(_ session: SignedIn.ID, _ site: TestSite) async throws -> Bool {
        try await !site.given.database.execute("SELECT FROM session WHERE id = \(session) AND ended_at IS NULL").isEmpty
    }

    /// - Returns: the secret.
    private func issue(_ draft: String, by token: String, _ site: TestSite) async throws -> String {
        let answer = try await site.post("/api/v1/tokens", draft, token: token)
        #expect(answer.status == 201, "\(answer.text)")
        return try answer.json(IssuedToken.self).secret
    }

    @Test func `an invitation opens what it offered, and the rest of the account needs a link of its own`() async throws {
        try await serve { site, mailbox in
            let school = try await site.given.school("Lille")
            let account = try await site.given.account("two@example.org")
            let deanship = try await site.given.member(account, .schoolAdmin, of: school)
            let elsewhere = try await site.given.session(account, in: deanship)
            let company = try await site.given.company("Miel & fils")
            let owner = try await site.given.token(.companyOwner, of: company)
            let made = try await site.post("/api/v1/invitations", #"{"email": "two@example.org", "role": "recruiter"}"#, token: owner)
            #expect(made.status == 201, "\(made.text)")
            let holder = Browser(site)
            #expect(try await holder.send("POST", try await mailbox.link(to: "two@example.org")).status == 303)
            let page = try await holder.get("/account")
            #expect(page.text.contains("Miel &amp; fils") && !page.text.contains("Lille"), "\(page.text)")
            #expect(page.text.contains("You came by an invitation"))
            let token = try page.formToken()
            let refused = try await holder.send("POST", "/account/membership", ["form_token": token, "membership": "\(deanship)"])
            #expect(refused.status == 404)
            // Nor does it end what was begun elsewhere.
            #expect(try await holder.send("POST", "/account/sessions/end", ["form_token": token]).status == 303)
            _ = try await holder.send("POST", "/account/sessions/end", ["form_token": token, "session": "\(elsewhere.id)"])
            #expect(try await alive(elsewhere.id, site))
            // Whoever reads the mail goes on to all of it.
            let person = Browser(site)
            #expect(try await person.signIn("two@example.org", mailbox, number: 2).status == 303)
            let whole = try await person.get("/account")
            #expect(whole.text.contains("Lille") && whole.text.contains("Miel &amp; fils"))
            let other = whole.text.contains("value=\"\(deanship)\"")
            let change = try await site.given.database.execute(
                "SELECT id FROM membership WHERE account_id = \(account) AND (id = \(deanship)) = \(other)")[0].decode(Membership.ID.self)
            #expect(
                try await person.send("POST", "/account/membership", ["form_token": whole.formToken(), "membership": "\(change)"]).status
                    == 303)
        }
    }

    @Test func `a token sees and ends the sessions of its own organisation alone, and a narrowed one none`() async throws {
        try await serve { site, _ in
            let given = site.given
            let (school, company) = (try await given.school("Lille"), try await given.company("Miel & fils"))
            let account = try await given.account("dual@example.org")
            let atSchool = try await given.session(account, in: try await given.member(account, .schoolAdmin, of: school))
            let atCompany = try await given.session(account, in: try await given.member(account, .recruiter, of: company))
            let owner = try await given.token(.companyOwner, of: company)
            let whole = try await issue(#"{"role": "recruiter", "email": "dual@example.org"}"#, by: owner, site)
            let narrow = try await issue(
                #"{"role": "recruiter", "email": "dual@example.org", "permissions": ["readCases"]}"#, by: owner, site)
            let listed: Page<SignedIn> = try await site.get("/api/v1/sessions", token: whole).json()
            #expect(listed.items.map(\.id) == [atCompany.id])
            #expect(try await site.send("DELETE", "/api/v1/sessions/\(atSchool.id)", token: whole).status == 404)
            #expect(try await site.get("/api/v1/sessions", token: narrow).status == 403)
            #expect(try await site.get("/api/v1/whoami", token: narrow).status == 200)
            let root = try await given.token(.operator)
            let idle = try await issue(#"{"role": "operator", "permissions": ["searchSkills"]}"#, by: root, site)
            for (token, session) in [(narrow, atCompany.id), (narrow, atSchool.id), (idle, atSchool.id)] {
                #expect(try await site.send("DELETE", "/api/v1/sessions/\(session)", token: token).status == 403)
            }
            for session in [atSchool.id, atCompany.id] { #expect(try await alive(session, site)) }
            // The second wall says the same.
            let seen = try await given.database.transaction { transaction in
                _ = try await transaction.execute(
                    """
                    SELECT set_config('role', 'vivier_company', true), set_config('app.organisation', \(company.description), true),
                        set_config('app.account', \(account.description), true)
                    """)
                return try await transaction.execute("SELECT id FROM session").decode(SignedIn.ID.self)
            }
            #expect(seen == [atCompany.id])
            #expect(try await site.send("DELETE", "/api/v1/sessions/\(atCompany.id)", token: whole).status == 204)
            #expect(try await !alive(atCompany.id, site))
        }
    }

    @Test func `whoever is put out does not come back by what was given out before`() async throws {
        try await serve { site, mailbox in
            let given = site.given
            let company = try await given.company("Miel & fils")
            let root = try await given.token(.operator)
            func owner(_ name: String) async throws -> (secret: String, membership: Membership.ID) {
                let draft = #"{"role": "company-owner", "organisation": "\#(company)", "email": "\#(name)@example.org"}"#
                let secret = try await issue(draft, by: root, site)
                return (
                    secret,
                    try await given.id(
                        "SELECT m.id FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email = \(name + "@example.org")")
                )
            }
            let (alice, bob) = (try await owner("alice"), try await owner("bob"))
            let nameless = try await issue(#"{"role": "company-owner", "days": 365}"#, by: alice.secret, site)
            // With a token in somebody else's name, and one more with that.
            let lent = try await issue(#"{"role": "company-owner", "email": "bob@example.org"}"#, by: nameless, site)
            let last = try await issue(#"{"role": "recruiter", "label": "last"}"#, by: lent, site)
            for (address, token) in [("alice2", alice.secret), ("alice3", nameless), ("alice4", lent)] {
                let sent = try await site.post(
                    "/api/v1/invitations", #"{"email": "\#(address)@example.org", "role": "company-owner"}"#, token: token)
                #expect(sent.status == 201, "\(sent.text)")
            }
            let kept = try await issue(#"{"role": "recruiter", "label": "kept"}"#, by: bob.secret, site)
            let listed: Page<Token> = try await site.get("/api/v1/tokens", token: bob.secret).json()
            #expect(listed.items.map(\.issuer) == ["bob", "bob", "alice", "alice", nil, nil].map { $0.map { "\($0)@example.org" } })
            #expect(listed.items.compactMap(\.issuedBy) == Array(repeating: .companyOwner, count: 4) + [.operator, .operator])
            // While all of them are known at the door.
            for token in [alice.secret, nameless, lent, last, kept] {
                #expect(try await site.get("/api/v1/whoami", token: token).status == 200)
            }
            #expect(try await site.send("DELETE", "/api/v1/memberships/\(alice.membership)", token: bob.secret).status == 204)
            for token in [alice.secret, nameless, lent, last] {
                #expect(try await site.get("/api/v1/whoami", token: token).status == 401)
            }
            for token in [bob.secret, kept] { #expect(try await site.get("/api/v1/whoami", token: token).status == 200) }
            let open = try await given.database.execute("SELECT email FROM invitation WHERE withdrawn_at IS NULL").decode(String.self)
            #expect(open.isEmpty, "\(open)")
            #expect(try await Browser(site).send("POST", try await mailbox.link(to: "alice3@example.org")).status == 410)
        }
    }

    @Test func `of many invitations at once from one organisation no more go out than in an hour`() async throws {
        try await serve { site, _ in
            let company = try await site.given.company("Miel & fils")
            let owner = try await site.given.token(.companyOwner, of: company)
            try await site.given.database.execute(
                """
                INSERT INTO invitation (sha256, email, role, organisation_id, language)
                SELECT sha256(n::text::bytea), 'sent' || n || '@example.org', 'recruiter', \(company), 'fr' FROM generate_series(1, 58) AS n
                """)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<12 {
                    group.addTask {
                        try await site.post(
                            "/api/v1/invitations", #"{"email": "new\#(number)@example.org", "role": "recruiter"}"#, token: owner
                        ).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [201, 201] + Array(repeating: 429, count: 10))
        }
    }
}
