/// Where the database is, and how much of it may be used.
package struct DatabaseConfiguration: Sendable {
    /// A connection string of libpq: `postgresql://…` or `host=… dbname=…`, several hosts and TLS included.
    package var conninfo: String
    package var applicationName = "vivier"
    /// Connections that are shared by all callers of single statements and batches, each statement sent before the last was answered.
    package var sharedConnections = 2
    /// Connections that one transaction has for itself, at most.
    package var maximumConnections = 12
    /// How many of those are kept open while nobody needs them.
    package var minimumConnections = 1
    /// How many callers may wait for their turn; the next is refused at once.
    package var maximumWaiting = 1_024
    /// How long a caller may wait for a connection, its making included.
    package var acquireTimeout: Duration = .seconds(5)
    /// How long one attempt to connect may take, for each host.
    package var connectTimeout: Duration = .seconds(3)
    /// How long a statement may run on the server. The client itself gives up `answerGrace` later, since a frozen server never says so.
    package var statementTimeout: Duration = .seconds(30)
    /// How long an answer may be overdue, after a timeout or a cancellation, before the connection is given up.
    package var answerGrace: Duration = .seconds(2)
    /// How long a transaction may stay open without a statement before the server ends it.
    package var idleInTransactionTimeout: Duration = .seconds(60)
    /// A connection above the minimum that nobody used for so long is closed.
    package var idleTimeout: Duration = .seconds(60)
    /// How often a listening connection, which has nothing else to say, is asked whether it lives.
    package var healthInterval: Duration = .seconds(15)
    /// How many prepared statements a connection keeps.
    package var maximumPreparedStatements = 256
    /// What every new connection runs before its first use, such as `SET ROLE`.
    package var onConnect: [SQL] = []

    package init(conninfo: String) { self.conninfo = conninfo }
}

extension Duration {
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
