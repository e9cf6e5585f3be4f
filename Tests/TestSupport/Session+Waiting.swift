package import Postgres

extension Session {
    /// Whether somebody waits for a lock in this database. Asked of another session than the one that waits: its statements go one by one.
    package func hasWaiting() async throws -> Bool {
        try await !execute("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()").isEmpty
    }
}
