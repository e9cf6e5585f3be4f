package import API
import Foundation
import Postgres
package import Vivier

// People who sign in.
extension Given {
    package func account(_ email: String) async throws -> Identifier<Account> {
        try await id("INSERT INTO account (email, language) VALUES (\(email), 'en') RETURNING id")
    }

    @discardableResult
    package func member(
        _ account: Identifier<Account>, _ role: Role, of organisation: Organisation.ID? = nil, for student: Student.ID? = nil
    ) async throws -> Membership.ID {
        try await id(
            """
            INSERT INTO membership (account_id, organisation_id, role, student_id)
            VALUES (\(account), \(organisation), \(role.rawValue), \(student)) RETURNING id
            """)
    }

    /// A session in a membership, as if the person had come by a link.
    package func session(_ account: Identifier<Account>, in membership: Membership.ID) async throws -> (id: SignedIn.ID, secret: LinkSecret)
    {
        let secret = LinkSecret()
        let session: SignedIn.ID = try await id(
            """
            INSERT INTO session (sha256, account_id, membership_id, role, organisation_id, student_id)
            SELECT \(secret.digest), \(account), id, role, organisation_id, student_id FROM membership WHERE id = \(membership) RETURNING id
            """)
        return (session, secret)
    }
}
