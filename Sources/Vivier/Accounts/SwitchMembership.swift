package import API
import Postgres

/// Goes on in another of the caller's memberships, in a session with a secret of its own; the one before ends. A session
/// that began by an invitation stays where it is: whoever holds the letter is that member and nobody else.
package struct SwitchMembership: UseCase {
    package var membership: Membership.ID

    package init(to membership: Membership.ID) {
        self.membership = membership
    }

    package var needs: Permission { .manageOwnSessions }
    package var audited: Audited? { Audited("switchMembership", membership) }

    package func run(in work: UnitOfWork) async throws -> LinkSecret {
        let secret = LinkSecret()
        let made = try await work.execute("SELECT switch_membership(\(work.caller.session), \(membership), \(secret.digest))")[0]
            .decode(SignedIn.ID?.self)
        guard made != nil else { throw GeneralRefusal.missing(.membership) }
        work.afterCommit { $0.endings.tell() }
        return secret
    }
}

extension Sentence {
    package static let membership = Sentence(en: "The membership", fr: "L’appartenance")
    package static let session = Sentence(en: "The session", fr: "La connexion")
}
