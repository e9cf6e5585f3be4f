package import API
import Postgres

/// Ends a session of the caller's own, or all but one; at once. By a token those of its organisation. An operator ends anybody's. Ending one
/// again changes nothing.
package struct EndSignedIn: UseCase {
    package enum Which: Sendable {
        case one(SignedIn.ID)
        case allBut(SignedIn.ID?)
    }

    package var which: Which

    package init(_ which: Which) {
        self.which = which
    }

    package var needs: Permission { .manageOwnSessions }
    package var audited: Audited? {
        switch which {
        case .one(let id): Audited("signOut", id)
        case .allBut: Audited("signOutElsewhere")
        }
    }

    package func run(in work: UnitOfWork) async throws {
        work.afterCommit { $0.endings.tell() }
        switch which {
        case .one(let id):
            _ = try await work.one(
                """
                UPDATE session SET ended_at = coalesce(ended_at, now())
                WHERE id = \(id) AND (account_id = \(work.caller.account) \(work.ownReach) OR \(work.caller.role == .operator)) RETURNING id
                """, orMissing: .session)
        case .allBut(let id):
            _ = try await work.execute(
                """
                UPDATE session SET ended_at = now()
                WHERE account_id = \(work.caller.account) AND ended_at IS NULL AND id IS DISTINCT FROM \(id) \(work.ownReach)
                """)
        }
    }
}
