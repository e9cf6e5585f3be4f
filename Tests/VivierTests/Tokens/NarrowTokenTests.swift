import API
import Postgres
import TestSupport
import Testing
import Vivier

/// Tokens that may only some of what their role may.
struct NarrowTokenTests {
    @Test func `a narrowed token may what it names and nothing else, whatever its role may`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            let door = Doorkeeper(database: given.application.database, endings: given.application.endings)
            let draft = TokenDraft(role: .companyOwner, organisation: company, permissions: [.searchPools, .readCases, .searchPools])
            let issued = try await given.perform(IssueToken(draft: draft), as: .root)
            #expect(issued.token.permissions == [.readCases, .searchPools])
            let caller = try #require(try await door.principal(bearing: issued.secret)).caller(requestID: "r", language: .english)
            #expect(Permission.allCases.filter(caller.may) == [.readOwnIdentity, .readCases, .searchPools])
            #expect(try await given.perform(ShowIdentity(), as: caller).permissions == [.readCases, .searchPools])
            #expect(try await given.perform(ListCases(query: CaseListQuery()), as: caller).items.isEmpty)
            #expect(try await given.refusal(of: ListAudit(query: AuditQuery()), as: caller)?.code == "not-allowed")
            #expect(try await given.refusal(of: ListProspects(query: ProspectListQuery()), as: caller)?.kind == .denied)
            let more = IssueToken(draft: TokenDraft(role: .companyOwner))
            #expect(try await given.refusal(of: more, as: caller)?.kind == .denied)
            await #expect(throws: GeneralRefusal.self) {
                try await given.application.admit(caller, to: "listProspects", needing: .followProspects)
            }
            let denied = try await given.database.execute("SELECT count(*) FROM audit_entry WHERE outcome = 'denied'")[0].decode(Int.self)
            #expect(denied == 4)
            let listed = try await given.perform(
                ListTokens(query: TokenListQuery()), as: Caller(role: .companyOwner, organisation: company, requestID: "r"))
            #expect(listed.items.map(\.permissions) == [[.readCases, .searchPools]])
            // Another of the same role may all of it.
            let whole = try await given.perform(IssueToken(draft: TokenDraft(role: .schoolAdmin, organisation: school)), as: .root)
            let free = try #require(try await door.principal(bearing: whole.secret)).caller(requestID: "r", language: .english)
            #expect(Permission.allCases.allSatisfy { free.may($0) == $0.roles.contains(.schoolAdmin) })
        }
    }

    @Test func `what its role may not, what lets others in, and nothing at all are refused`() async throws {
        try await Given.house { given in
            let company = try await given.company("Cie")
            func faults(_ permissions: [Permission]) async throws -> [String]? {
                let draft = TokenDraft(role: .companyOwner, organisation: company, permissions: permissions)
                return try await given.refusal(of: IssueToken(draft: draft), as: .root)?.faults
            }
            #expect(
                try await faults([.searchPools, .eraseStudents, .manageTokens]) == [
                    "/permissions/1 not-of-role", "/permissions/2 not-of-role",
                ])
            #expect(try await faults([]) == ["/permissions count"])
            // A permission that there is no more permits nothing, and does not widen.
            let issued = try await given.perform(
                IssueToken(draft: TokenDraft(role: .company, organisation: company, permissions: [.readCases])), as: .root)
            try await given.database.execute("UPDATE token SET permissions = '{readMinds}'")
            let door = Doorkeeper(database: given.application.database, endings: given.application.endings)
            let caller = try #require(try await door.principal(bearing: issued.secret)).caller(requestID: "r", language: .english)
            #expect(Permission.allCases.filter(caller.may) == [.readOwnIdentity])
        }
    }
}
