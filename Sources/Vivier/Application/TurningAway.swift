package import API
import Postgres

extension Application {
    /// Turns away, with a line in the audit, a caller whose role may not: what a door asks before it takes anything in.
    ///
    /// - Parameters:
    ///   - object: what it was asked of.
    ///   - kind: what that is the identity of, where it is one thing.
    /// - Throws: ``GeneralRefusal/denied(_:)``, or `PostgresError` where the line cannot be written.
    package func admit(_ caller: Caller, to action: String, needing permission: Permission, object: String? = nil, kind: String? = nil)
        async throws
    {
        guard !caller.may(permission) else { return }
        _ = try await database.batch([caller.context, Audited(action, object, kind: kind).line(outcome: "denied", by: caller)])
        throw GeneralRefusal.denied(permission)
    }
}
