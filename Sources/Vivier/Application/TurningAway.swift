package import API
import Postgres

extension Application {
    /// Turns away, with a line in the audit, a caller whose role may not: what a door asks before it takes anything in.
    ///
    /// - Throws: ``GeneralRefusal/denied(_:)``, or `PostgresError` where the line cannot be written.
    package func admit(_ caller: Caller, to action: String, needing permission: Permission) async throws {
        guard !permission.roles.contains(caller.role) else { return }
        _ = try await database.batch([caller.context, Audited(action).line(outcome: "denied", by: caller)])
        throw GeneralRefusal.denied(permission)
    }
}
