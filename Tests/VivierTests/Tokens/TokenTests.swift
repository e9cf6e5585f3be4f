import API
import Postgres
import TestSupport
import Testing
import Vivier

@Suite struct TokenTests {
    @Test func `each role issues the roles of its table and no other`() async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let company = try await given.company("Ça & Cie")
            let student = try await given.student("Ève O’Neil", of: school)
            let allowed: [Role: Set<Role>] = [
                .operator: Set(Role.allCases), .networkOperator: [.networkOperator], .schoolAdmin: [.schoolAdmin, .supervisor, .student],
                .companyOwner: [.companyOwner, .company, .recruiter, .contributor],
            ]
            let network = try await given.network("Réseau", of: school)
            func home(_ role: Role) -> Organisation.ID? {
                switch role {
                case .operator: nil
                case .networkOperator: network
                case .schoolAdmin, .supervisor, .student: school
                case .companyOwner, .company, .recruiter, .contributor: company
                }
            }
            for issuer in Role.allCases {
                let caller = Caller(
                    role: issuer, organisation: home(issuer), student: issuer == .student ? student : nil, requestID: "test")
                for role in Role.allCases {
                    let home = home(role)
                    let draft = TokenDraft(role: role, organisation: home, student: role == .student ? student : nil)
                    let refusal = try await given.refusal(of: IssueToken(draft: draft), as: caller)
                    #expect((refusal == nil) == (allowed[issuer]?.contains(role) == true), "\(issuer) → \(role): \(refusal?.code ?? "")")
                    if let refusal { #expect(refusal.kind == .denied) }
                }
            }
        }
    }

    @Test func `the secret opens the door, is stored nowhere, and says who bears it`() async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let draft = TokenDraft(role: .schoolAdmin, organisation: school, email: "zoë@exämple.org", label: "n’importe")
            let issued = try await given.perform(IssueToken(draft: draft), as: .root)
            let secret = try #require(TokenSecret(issued.secret))
            let door = Doorkeeper(database: given.application.database, endings: given.application.endings)
            let principal = try #require(try await door.principal(bearing: secret.text))
            #expect(principal.role == .schoolAdmin)
            let identity = try await given.perform(ShowIdentity(), as: principal.caller(requestID: "r", language: .french))
            #expect(identity.organisation?.name == "École Zoë")
            #expect(identity.email == "zoë@exämple.org")
            #expect(identity.tokenExpiresAt == issued.token.expiresAt)
            let kept = try await given.database.execute("SELECT t::text FROM token t")[0].decode(String.self)
            #expect(!kept.contains(issued.secret.dropFirst(4).prefix(20)))
        }
    }

    @Test func `a student's token names the student by the e-mail of the roster`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("École Zoë"), try await given.school("Autre"))
            let eve = try await given.student("Ève O’Neil", of: school)
            let twins = [try await given.student("Léa Roux", of: school), try await given.student("Léo Roux", of: school)]
            try await given.database.execute("UPDATE student SET email = 'Eve@Example.org' WHERE id = \(eve)")
            try await given.database.execute("UPDATE student SET email = 'roux@example.org' WHERE id = ANY (\(twins))")
            func draft(_ school: Organisation.ID, _ email: String, _ student: Student.ID? = nil) -> TokenDraft {
                TokenDraft(role: .student, organisation: school, email: email, student: student)
            }
            let issued = try await given.perform(IssueToken(draft: draft(school, "eve@example.ORG")), as: .root)
            let door = Doorkeeper(database: given.application.database, endings: given.application.endings)
            #expect(try await door.principal(bearing: issued.secret)?.student == eve)
            for (school, email, code) in [
                (school, "nobody@example.org", "no-such-student"), (other, "eve@example.org", "no-such-student"),
                (school, "roux@example.org", "several-students"),
            ] {
                let refusal = try await given.refusal(of: IssueToken(draft: draft(school, email)), as: .root)
                #expect(refusal?.fields.map(\.code) == [code] && refusal?.fields.first?.pointer == "/email", "\(email)")
            }
            // The id tells which one is meant.
            #expect(try await given.refusal(of: IssueToken(draft: draft(school, "roux@example.org", twins[1])), as: .root) == nil)
            let nobody = try await given.refusal(of: IssueToken(draft: TokenDraft(role: .student, organisation: school)), as: .root)
            #expect(nobody?.fields.first?.pointer == "/student")
        }
    }

    @Test func `what ends is over before anybody is told that it is`() async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            // It listens to no notification.
            let door = Doorkeeper(database: given.application.database, endings: given.application.endings)
            let issued = try await given.perform(IssueToken(draft: TokenDraft(role: .schoolAdmin, organisation: school)), as: .root)
            #expect(try await door.principal(bearing: issued.secret) != nil)
            try await given.perform(RevokeToken(token: issued.token.id), as: .root)
            #expect(try await door.principal(bearing: issued.secret) == nil)
            let account = try await given.account("dean@example.org")
            let membership = try await given.member(account, .schoolAdmin, of: school)
            let (one, two) = (try await given.session(account, in: membership), try await given.session(account, in: membership))
            for session in [one, two] { #expect(try await door.principal(of: session.secret) != nil) }
            try await given.perform(EndSignedIn(.one(one.id)), as: .root)
            #expect(try await door.principal(of: one.secret) == nil)
            #expect(try await door.principal(of: two.secret) != nil)
            try await given.perform(EndMembership(membership: membership), as: .root)
            #expect(try await door.principal(of: two.secret) == nil)
        }
    }

    @Test func `a student asks who it is as well`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let student = try await given.student("Ève O’Neil", of: school)
            let issued = try await given.perform(
                IssueToken(draft: TokenDraft(role: .student, organisation: school, email: "eve@example.org", student: student, days: 2)),
                as: .root)
            let caller = Caller(role: .student, organisation: school, student: student, token: issued.token.id, requestID: "r")
            let identity = try await given.perform(ShowIdentity(), as: caller)
            #expect(identity.student == student)
            #expect(identity.organisation?.id == school)
        }
    }

    @Test func `one person works for two organisations, neither of which sees the other's accounts`() async throws {
        try await Given.house { given in
            let (first, second) = (try await given.school("A"), try await given.school("B"))
            let draft = TokenDraft(role: .schoolAdmin, organisation: first, email: "Both@Example.org")
            _ = try await given.perform(IssueToken(draft: draft), as: .root)
            var other = draft
            (other.organisation, other.email) = (second, "both@example.org")
            _ = try await given.perform(IssueToken(draft: other), as: .root)
            // A member by now, in whose name the own organisation issues one.
            other.organisation = nil
            _ = try await given.perform(IssueToken(draft: other), as: .school(second))
            let counts = try await given.database.execute("SELECT (SELECT count(*) FROM account), (SELECT count(*) FROM membership)")[0]
                .decode(Int.self, Int.self)
            #expect(counts == (1, 2))
            #expect(try await given.perform(ListTokens(query: TokenListQuery()), as: .school(first)).items.count == 1)
        }
    }

    @Test func `a token makes nobody a member, and tells nobody's address`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("A"), try await given.school("B"))
            _ = try await given.member(try await given.account("dean@example.org"), .schoolAdmin, of: school)
            _ = try await given.member(try await given.account("boss@example.org"), .operator)
            _ = try await given.member(try await given.account("eve@example.org"), .supervisor, of: school)
            _ = try await given.member(try await given.account("far@example.org"), .schoolAdmin, of: other)
            var told: Set<String> = []
            for address in ["boss@example.org", "eve@example.org", "far@example.org", "nobody@example.org"] {
                let draft = TokenDraft(role: .schoolAdmin, email: address)
                let reason = try #require(try await given.refusal(of: IssueToken(draft: draft), as: .school(school)))
                #expect(reason.faults == ["/email not-a-member"])
                told.insert("\(reason.code) \(reason.sentence.en) \(reason.fields.map(\.sentence.en))")
            }
            #expect(told.count == 1)
            let draft = TokenDraft(role: .schoolAdmin, email: "Dean@example.org")
            let issued = try await given.perform(IssueToken(draft: draft), as: .school(school))
            let (members, accounts) = try await given.database.execute(
                "SELECT (SELECT count(*) FROM membership), (SELECT count(*) FROM account)")[0].decode(Int.self, Int.self)
            #expect((members, accounts) == (4, 4))
            let row = try await given.database.execute("SELECT issued_by, account_id IS NOT NULL FROM token WHERE id = \(issued.token.id)")[
                0]
            #expect(try row.decode(String.self, Bool.self) == ("school-admin", true))
        }
    }

    @Test func `what a token cannot have is named field by field`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("A"), try await given.school("B"))
            let foreigner = try await given.student("Jürgen Groß", of: other)
            func faults(_ draft: TokenDraft, _ caller: Caller) async throws -> [String]? {
                try await given.refusal(of: IssueToken(draft: draft), as: caller)?.faults
            }
            #expect(
                try await faults(TokenDraft(role: .student, email: "no address", days: 366), .school(school)) == [
                    "/days out-of-range", "/email email",
                ])
            #expect(try await faults(TokenDraft(role: .student), .school(school)) == ["/student role"])
            #expect(try await faults(TokenDraft(role: .schoolAdmin, organisation: other), .school(school)) == ["/organisation foreign"])
            #expect(try await faults(TokenDraft(role: .schoolAdmin), .root) == ["/organisation missing"])
            #expect(try await faults(TokenDraft(role: .company, organisation: school), .root) == ["/organisation unknown"])
            #expect(try await faults(TokenDraft(role: .operator, organisation: school), .root) == ["/organisation not-applicable"])
            #expect(try await faults(TokenDraft(role: .student, student: foreigner), .school(school)) == ["/student unknown"])
        }
    }

    @Test func `a revoked token stays revoked since the first time, and a foreign one is not to be found`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("A"), try await given.school("B"))
            let token = try await given.perform(IssueToken(draft: TokenDraft(role: .schoolAdmin)), as: .school(school)).token.id
            #expect(try await given.refusal(of: RevokeToken(token: token), as: .school(other))?.kind == .missing)
            try await given.perform(RevokeToken(token: token), as: .school(school))
            let first = try await given.perform(ListTokens(query: TokenListQuery()), as: .school(school)).items[0].revokedAt
            try await given.perform(RevokeToken(token: token), as: .root)
            let again = try await given.perform(ListTokens(query: TokenListQuery()), as: .root).items[0].revokedAt
            #expect(first != nil)
            #expect(first == again)
        }
    }

    @Test func `the database itself refuses a school a token that is not its own to give`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("A"), try await given.school("B"))
            for (role, organisation) in [("operator", nil), ("company", school), ("school-admin", other)] as [(String, Organisation.ID?)] {
                await #expect(throws: PostgresError.self, "\(role)") {
                    try await given.application.database.batch([
                        "SELECT set_config('role', 'vivier_school', true), set_config('app.organisation', \(school.description), true)",
                        """
                        INSERT INTO token (sha256, role, organisation_id, expires_at)
                        VALUES (\(TokenSecret.random().digest), \(role), \(organisation), now() + interval '1 day')
                        """,
                    ])
                }
            }
        }
    }
}
