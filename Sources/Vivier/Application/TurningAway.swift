package import API
import Postgres

extension Application {
    /// Turns away, with a line in the audit, a caller whose role may not: what a door asks before it takes anything in.
    ///
    /// - Parameter object: what it was asked of.
    /// - Throws: ``GeneralRefusal/denied(_:)``, or `PostgresError` where the line cannot be written.
    package func admit(_ caller: Caller, to action: String, needing permission: Permission, object: String? = nil) async throws {
        guard !caller.may(permission) else { return }
        _ = try await database.batch([caller.context, Audited(action, object).line(outcome: "denied", by: caller)])
        throw GeneralRefusal.denied(permission)
    }
}
