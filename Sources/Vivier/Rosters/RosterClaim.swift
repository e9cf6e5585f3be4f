import API
import Postgres

/// Whatever changes the students or teams of one school comes one after the other, imports and moves by hand alike: keys are the school's, and
/// the next must see what this one stores.
enum RosterClaim: Refusal {
    case inProgress

    var reason: RefusalReason {
        switch self {
        case .inProgress:
            RefusalReason(
                .conflict, code: "roster-in-use",
                en: "Another change to the students or teams of this school is being stored. Try again in a moment.",
                fr: "Une autre modification des étudiants ou des équipes de cette école s’enregistre. Réessayez dans un instant.",
                secondsToWait: 5)
        }
    }
}

extension UnitOfWork {
    /// Refuses at once where another holds the claim: who waited would keep a connection from everybody else.
    func claimRoster(of school: Organisation.ID) async throws {
        let isMine = try await execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended('roster of ' || \(school.description), 0))"
        ).decode(Bool.self)
        guard isMine == [true] else { throw RosterClaim.inProgress }
    }
}
