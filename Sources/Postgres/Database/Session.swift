/// What can be done on a connection of one's own, in a transaction or not.
package protocol Session: Sendable {
    var lease: Lease { get }
}

extension Session {
    /// Runs one statement.
    ///
    /// - Parameter timeout: how long the client waits; the server's `statement_timeout` holds as well.
    @discardableResult
    package func execute(_ sql: SQL, timeout: Duration? = nil) async throws(PostgresError) -> Rows {
        try await lease.batch([sql], timeout: timeout)[0]
    }

    /// Runs statements in one round trip; after the first that fails, none runs.
    @discardableResult
    package func batch(_ statements: [SQL], timeout: Duration? = nil) async throws(PostgresError) -> [Rows] {
        if statements.isEmpty { return [] }
        return try await lease.batch(statements, timeout: timeout)
    }

    /// Runs a text of several statements, separated by semicolons, without values: a migration, say.
    package func script(_ sql: SQL, timeout: Duration? = nil) async throws(PostgresError) {
        try Switchboard.check([sql])
        guard sql.bindCount == 0 else { throw PostgresError(.misuse, "a script cannot bind values") }
        _ = try await lease.perform(.script(sql.text), timeout: timeout)
    }
}
