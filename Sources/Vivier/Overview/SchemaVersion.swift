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

    /// Has the database write some two hundred kilobytes that it forgets again: rows that are more than it may hold in memory. No table and
    /// no log grows by it.
    ///
    /// - Throws: what ``isOutOfRoom(_:)`` tells where its disk is full.
    package func tryDisk() async throws {
        _ = try await database.batch([
            "SELECT set_config('work_mem', '64kB', true)", "SELECT count(*) FROM generate_series(1, 10000)",
        ])
    }

    /// How busy the database's connections are.
    package var connections: (open: Int, idle: Int, leased: Int, waiting: Int, inFlight: Int, isReachable: Bool) {
        let now = database.statistics
        return (now.open, now.idle, now.leased, now.waiting, now.inFlight, now.isReachable)
    }
}
