import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// Who gives access and who ends the access that it stands on take turns.
struct HeldAccessTests {
    private func owner(_ given: Given, of company: Organisation.ID, _ name: String) async throws -> (
        caller: Caller, membership: Membership.ID
    ) {
        let account = try await given.account("\(name)@example.org")
        let membership = try await given.member(account, .companyOwner, of: company)
        return (Caller(role: .companyOwner, organisation: company, account: account, requestID: "test"), membership)
    }

    @Test func `whoever is put out while giving out tokens keeps none`() async throws {
        try await Given.house { given in
            let company = try await given.company("Miel & fils")
            let bob = try await owner(given, of: company, "bob").caller
            for round in 1...5 {
                let alice = try await owner(given, of: company, "alice\(round)")
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 1...6 {
                        group.addTask {
                            let issue = IssueToken(draft: TokenDraft(role: .companyOwner, label: "\(number)", days: 30))
                            let reason = try await given.refusal(of: issue, as: alice.caller)
                            #expect(reason == nil || reason?.kind == .denied)
                        }
                    }
                    group.addTask { try await given.perform(EndMembership(membership: alice.membership), as: bob) }
                    try await group.waitForAll()
                }
                let late = try await given.refusal(of: IssueToken(draft: TokenDraft(role: .companyOwner)), as: alice.caller)
                #expect(late?.kind == .denied)
            }
            let living = try await given.database.execute("SELECT count(*)::integer FROM token WHERE revoked_at IS NULL")[0].decode(
                Int.self)
            #expect(living == 0)
        }
    }

    @Test func `a token that is revoked takes along what was issued with it`() async throws {
        try await Given.house { given in
            let company = try await given.company("Miel & fils")
            let bob = try await owner(given, of: company, "bob").caller
            func issue(as caller: Caller) async throws -> Token {
                try await given.perform(IssueToken(draft: TokenDraft(role: .companyOwner)), as: caller).token
            }
            func holder(of token: Token) -> Caller {
                Caller(role: .companyOwner, organisation: company, token: token.id, issuer: .companyOwner, requestID: "test")
            }
            let stolen = try await issue(as: bob)
            let child = try await issue(as: holder(of: stolen))
            let grandchild = try await issue(as: holder(of: child))
            let other = try await issue(as: bob)
            try await given.perform(RevokeToken(token: stolen.id), as: bob)
            let living = try await given.database.execute("SELECT id FROM token WHERE revoked_at IS NULL").decode(Token.ID.self)
            #expect(living == [other.id])
            #expect(
                try await given.refusal(of: IssueToken(draft: TokenDraft(role: .companyOwner)), as: holder(of: grandchild))?.kind == .denied
            )
        }
    }

    @Test func `a token that is revoked while one issued with it gives out more leaves none`() async throws {
        try await Given.house { given in
            let company = try await given.company("Miel & fils")
            let bob = try await owner(given, of: company, "bob").caller
            func holder(of token: Token) -> Caller {
                Caller(role: .companyOwner, organisation: company, token: token.id, issuer: .companyOwner, requestID: "test")
            }
            for _ in 1...5 {
                let issue = IssueToken(draft: TokenDraft(role: .companyOwner))
                let stolen = try await given.perform(issue, as: bob).token
                let child = try await given.perform(issue, as: holder(of: stolen)).token
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 1...6 {
                        group.addTask {
                            let reason = try await given.refusal(of: issue, as: holder(of: child))
                            #expect(reason == nil || reason?.kind == .denied)
                        }
                    }
                    group.addTask { try await given.perform(RevokeToken(token: stolen.id), as: bob) }
                    try await group.waitForAll()
                }
            }
            #expect(try await given.database.execute("SELECT FROM token WHERE revoked_at IS NULL").isEmpty)
        }
    }

    /// What a token stands on, as a school is told.
    private func above(_ token: Token.ID, for school: Organisation.ID, _ given: Given) async throws -> [String] {
        try await given.application.database.transaction { transaction in
            _ = try await transaction.execute(
                "SELECT set_config('role', 'vivier_school', true), set_config('app.organisation', \(school.description), true)")
            return try await transaction.execute("SELECT access_above(\(token))").decode(UUID.self).map(\.uuidString)
        }
    }

    @Test func `an operator's token takes along what a school gives out meanwhile by one that it was issued with`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("École"), try await given.school("Autre"))
            let account = try await given.account("root@example.org")
            _ = try await given.member(account, .operator, of: nil)
            let root = Caller(role: .operator, account: account, requestID: "test")
            func holder(of token: Token, _ role: Role, in organisation: Organisation.ID?) -> Caller {
                Caller(role: role, organisation: organisation, token: token.id, issuer: .operator, requestID: "test")
            }
            let issue = IssueToken(draft: TokenDraft(role: .schoolAdmin))
            for _ in 1...5 {
                let above = try await given.perform(IssueToken(draft: TokenDraft(role: .operator)), as: root).token
                let child = try await given.perform(
                    IssueToken(draft: TokenDraft(role: .schoolAdmin, organisation: school)), as: holder(of: above, .operator, in: nil)
                ).token
                // All that it stands on is held, and of another school's nothing is told.
                let held = try await self.above(child.id, for: school, given)
                #expect(held.sorted() == [above.id.uuid, child.id.uuid, account.uuid].map(\.uuidString).sorted())
                #expect(try await self.above(child.id, for: other, given) == [])
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 1...6 {
                        group.addTask {
                            let reason = try await given.refusal(of: issue, as: holder(of: child, .schoolAdmin, in: school))
                            #expect(reason == nil || reason?.kind == .denied)
                        }
                    }
                    group.addTask { try await given.perform(RevokeToken(token: above.id), as: root) }
                    try await group.waitForAll()
                }
                #expect(try await given.database.execute("SELECT FROM token WHERE revoked_at IS NULL").isEmpty)
            }
        }
    }

    @Test func `whoever comes by a token that is not there any more gives out nothing`() async throws {
        try await Given.house { given in
            let company = try await given.company("Miel & fils")
            let gone = Caller(
                role: .companyOwner, organisation: company, token: Token.ID(UUID()), issuer: .companyOwner, requestID: "test")
            #expect(try await given.refusal(of: IssueToken(draft: TokenDraft(role: .companyOwner)), as: gone)?.kind == .denied)
        }
    }
}
