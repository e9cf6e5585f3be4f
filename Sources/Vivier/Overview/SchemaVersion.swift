import Postgres

extension Application {
    /// Whether the database answers and stands at the very migrations that this program brings.
    ///
    /// - Throws: `PostgresError` where it does not answer.
    package func schemaIsOurs() async throws -> Bool {
        let ours = Migration.all.map(\.name)
        let applied = try await database.execute("SELECT name FROM schema_migration").decode(String.self)
        return Set(applied) == Set(ours)
    }

    /// How busy the database's connections are.
    package var connections: (open: Int, idle: Int, leased: Int, waiting: Int, inFlight: Int, isReachable: Bool) {
        let now = database.statistics
        return (now.open, now.idle, now.leased, now.waiting, now.inFlight, now.isReachable)
    }
}
