import API
import Postgres

/// Imports and undoings of one school come one after the other: keys are the school's, and the next must see what this one stores.
enum RosterClaim: Refusal {
    case inProgress

    var reason: RefusalReason {
        switch self {
        case .inProgress:
            RefusalReason(
                .conflict, code: "import-in-progress", en: "Another import of the school is in progress. Wait for its end, then repeat.",
                fr: "Un autre import de l’école est en cours. Attendez sa fin, puis recommencez.",
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
