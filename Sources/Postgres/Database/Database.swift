import Synchronization

/// A PostgreSQL database: a bounded pool of connections that survives the server's restarts.
///
/// Single statements and batches share a few connections, each sent before the last was answered; transactions have one for themselves.
/// No call blocks a thread of Swift's pool, and none waits without a deadline.
package final class Database: Sendable {
    package let configuration: DatabaseConfiguration
    let switchboard: Switchboard
    private let ended: AsyncStream<Void>
    private let endedSignal: AsyncStream<Void>.Continuation

    /// Begins to open the minimum of connections; calls made before one is open wait for it.
    package init(configuration: DatabaseConfiguration) {
        self.configuration = configuration
        switchboard = Switchboard(configuration)
        (ended, endedSignal) = AsyncStream.makeStream()
        switchboard.start()
    }

    deinit { switchboard.inbox.post(.close(nil)) }

    /// Runs one statement in a transaction of its own.
    ///
    /// - Parameter timeout: how long it may take, `statementTimeout` if not said; a longer one needs a transaction.
    @discardableResult
    package func execute(_ sql: SQL, timeout: Duration? = nil) async throws(PostgresError) -> Rows {
        try await switchboard.rows(of: [sql], timeout: timeout)[0]
    }

    /// Runs statements in one transaction and one round trip: all take effect or none.
    ///
    /// - Returns: what each of them returned.
    @discardableResult
    package func batch(_ statements: [SQL], timeout: Duration? = nil) async throws(PostgresError) -> [Rows] {
        if statements.isEmpty { return [] }
        return try await switchboard.rows(of: statements, timeout: timeout)
    }

    /// Lends one connection. What is left of a transaction at the end is rolled back; other settings of the session stay.
    @discardableResult
    package func withConnection<T>(_ body: (Connection) async throws -> T) async throws -> T {
        let lease = Lease(switchboard, opening: [])
        defer { lease.giveBack() }
        return try await body(Connection(lease: lease))
    }

    package var statistics: DatabaseStatistics { switchboard.inbox.statistics }

    /// Listens to a channel, for as long as the stream is read. Lost connections are made anew: see `DatabaseNotification.listening`.
    package func listen(_ channel: String) -> AsyncStream<DatabaseNotification> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: DatabaseNotification.self, bufferingPolicy: .bufferingOldest(Subscription.bound))
        let subscription = Subscription(id: Lease.nextNumber(), channel: channel, continuation: continuation)
        let inbox = switchboard.inbox
        continuation.onTermination = { _ in inbox.post(.unlisten(subscription.id)) }
        if !inbox.post(.listen(subscription)) { continuation.finish() }
        return stream
    }

    /// Keeps the database open until the task is cancelled or `close` is called: the body of a service.
    package func run() async {
        for await _ in ended {}
        await close()
    }

    /// Lets what has begun end, for `answerGrace` at most, and closes all connections. Later calls fail with `closed`.
    package func close() async {
        endedSignal.finish()
        let inbox = switchboard.inbox
        await withCheckedContinuation { continuation in
            if !inbox.post(.close(continuation)) { continuation.resume() }
        }
    }
}

/// A connection of one's own, outside any transaction at first.
package struct Connection: Session {
    package let lease: Lease
}
