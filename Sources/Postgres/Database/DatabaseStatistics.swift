/// How busy the connections are, as of the last time the switchboard looked.
package struct DatabaseStatistics: Sendable, Equatable {
    /// All open connections.
    package var open = 0
    /// Connections for transactions that nobody has.
    package var idle = 0
    /// Connections that a transaction has.
    package var leased = 0
    /// Callers that wait for a connection.
    package var waiting = 0
    /// Batches that were sent and are not yet answered.
    package var inFlight = 0
    /// Whether the last attempt to connect succeeded.
    package var isReachable = true
}
