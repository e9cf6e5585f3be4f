package import API
import Foundation
import Postgres

/// Where the caller is signed in, the latest first; by a token, in its organisation.
package struct ListSignedIn: UseCase {
    package init() {}

    /// More are not shown: each is over after two weeks.
    private static let most = 100

    package var needs: Permission { .manageOwnSessions }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<SignedIn> {
        let rows = try await work.execute(
            """
            SELECT id, role, organisation_id, browser, created_at, last_seen_at, expires_at FROM session
            WHERE account_id = \(work.caller.account) AND ended_at IS NULL AND expires_at > now() AND last_seen_at > now() - interval '12 hours'
                \(work.ownReach)
            ORDER BY id DESC LIMIT \(Self.most)
            """
        ).decode(SignedIn.ID.self, Role.self, Organisation.ID?.self, String.self, Date.self, Date.self, Date.self)
        return Page(
            rows.map {
                SignedIn(
                    id: $0.0, role: $0.1, organisation: $0.2, browser: $0.3, createdAt: $0.4, lastSeenAt: $0.5, expiresAt: $0.6)
            }, limit: Self.most
        ) { Cursor($0.id.description) }
    }
}

extension UnitOfWork {
    /// Narrows the account's sessions, or its memberships, to the one organisation that the caller reaches.
    var ownReach: SQL { caller.reachesAll ? "" : "AND organisation_id IS NOT DISTINCT FROM \(caller.organisation)" }
}
