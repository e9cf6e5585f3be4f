import Foundation

/// Connects callers with connections: one thread of its own that owns every connection of a database and never waits for a single one.
///
/// Callers post requests and sleep as continuations; the thread sends them, takes the answers of all sockets in one `poll`, and wakes the callers.
/// All that changes here is touched by that thread alone, so nothing needs a lock but the inbox.
// Sendable: only `inbox` and `configuration` are used by other threads, and both are Sendable constants; the rest belongs to the thread.
final class Switchboard: @unchecked Sendable {
    typealias Instant = ContinuousClock.Instant

    let configuration: DatabaseConfiguration
    let inbox = Inbox()

    var pool: PoolState
    var wires: [Wire] = []
    var nextWire = 0
    /// Requests for a shared connection that are not sent yet.
    var pending = Queue<Request>()
    /// Requests of leases that have no connection yet.
    var unbound: [Int: [Request]] = [:]
    /// No deadline falls before this.
    var nextSweep: Instant?
    var lastConnectError = ""
    var now = ContinuousClock.now

    var subscriptions: [Int: Subscription] = [:]
    /// Listeners that were too slow and must be told so.
    var overflowed: Set<Int> = []
    var nextHealthCheck: Instant?

    var isClosing = false
    private var closingDeadline: Instant?
    private var closers: [CheckedContinuation<Void, Never>] = []
    private var commands: [Command] = []

    init(_ configuration: DatabaseConfiguration) {
        self.configuration = configuration
        pool = PoolState(
            limits: PoolState.Limits(
                shared: max(1, configuration.sharedConnections), leased: max(1, configuration.maximumConnections),
                minimumLeased: min(max(0, configuration.minimumConnections), max(1, configuration.maximumConnections)),
                waiting: max(0, configuration.maximumWaiting), idleTimeout: configuration.idleTimeout))
    }

    /// Starts the thread; it ends after `close`.
    func start() {
        let thread = Thread { [self] in run() }
        thread.name = "postgres"
        thread.start()
    }

    private func run() {
        while !isOver {
            now = .now
            inbox.drain(into: &commands, statistics: statistics)
            for command in commands { obey(command) }
            let hasNews = !commands.isEmpty
            sweep()
            openAndClose()
            sendPending()
            attendAll()
            // What was just sent may be answered already, and more may have been posted: look before sleeping.
            listenToSockets(for: hasNews ? .zero : timeToSleep)
        }
        end()
    }

    private func obey(_ command: Command) {
        switch command {
        case .run(let request): receive(request)
        case .stop(let request): stop(request)
        case .release(let lease): release(lease)
        case .connected(let role, let attempt): connected(role, attempt)
        case .cancellationDelivered(let id): cancellationDelivered(id)
        case .listen(let subscription): listen(subscription)
        case .unlisten(let id): unlisten(id)
        case .close(let closer):
            isClosing = true
            if let closer { closers.append(closer) }
            closingDeadline = closingDeadline ?? now + configuration.answerGrace
            refusePending()
            finishSubscriptions()
        }
    }

    // MARK: Sleeping

    private func listenToSockets(for duration: Duration?) {
        let count = wires.count + 1
        withUnsafeTemporaryAllocation(of: pollfd.self, capacity: count) { sockets in
            sockets.initializeElement(at: 0, to: pollfd(fd: inbox.wakeEnd, events: Int16(POLLIN), revents: 0))
            for (index, wire) in wires.enumerated() {
                let events = (wire.wantsToRead ? Int16(POLLIN) : 0) | (wire.wantsToWrite ? Int16(POLLOUT) : 0)
                sockets.initializeElement(at: index + 1, to: pollfd(fd: wire.socket, events: events, revents: 0))
            }
            // Rounded up, so that a deadline has passed when the thread wakes for it.
            let milliseconds = duration.map { Int32(clamping: $0 == .zero ? 0 : $0.wholeMilliseconds + 1) } ?? -1
            guard poll(sockets.baseAddress, nfds_t(count), milliseconds) > 0 else { return }
            now = .now
            if sockets[0].revents != 0 { inbox.silence() }
            // A wire that is buried on the way leaves the list.
            for (wire, socket) in zip(wires, sockets.dropFirst()) where socket.revents != 0 {
                let broken = socket.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0
                if socket.revents & Int16(POLLOUT) != 0 { wire.write() }
                if socket.revents & Int16(POLLIN) != 0 || broken { wire.receive() }
                attend(wire)
            }
        }
    }

    private var timeToSleep: Duration? {
        let retelling = overflowed.isEmpty ? nil : now + .milliseconds(100)
        let moments = [nextSweep, pool.nextChange(after: now), nextHealthCheck, closingDeadline, retelling]
        return moments.compactMap { $0 }.min().map { max(.zero, now.duration(to: $0)) }
    }

    /// A deadline was set.
    func expect(_ deadline: Instant) { nextSweep = nextSweep.map { min($0, deadline) } ?? deadline }

    // MARK: Ending

    private var isOver: Bool {
        guard isClosing, let closingDeadline else { return false }
        return closingDeadline <= now || wires.allSatisfy { $0.isQuiet && $0.lease == nil }
    }

    private func end() {
        for wire in wires { wire.lose(PostgresError.Report(message: "the database is being closed")) }
        for wire in wires { bury(wire) }
        for command in inbox.close() {
            switch command {
            case .run(let request): request.fail(.closed, "the database is closed")
            case .connected(_, let attempt): attempt.discard()
            case .close(let closer): closer?.resume()
            case .listen(let subscription): subscription.continuation.finish()
            case .stop, .release, .cancellationDelivered, .unlisten: break
            }
        }
        for closer in closers { closer.resume() }
    }

    private func refusePending() {
        while let request = pending.popFirst() { request.fail(.closed, "the database is closed") }
        for (lease, requests) in unbound {
            pool.withdraw(lease: lease)
            for request in requests { request.fail(.closed, "the database is closed") }
        }
        unbound = [:]
    }

    private var statistics: DatabaseStatistics {
        DatabaseStatistics(
            open: wires.count, idle: pool.idleCount, leased: pool.leasedCount, waiting: pool.waitingCount + pending.count,
            inFlight: wires.reduce(0) { $0 + $1.sent.count }, isReachable: pool.backoff.failingSince == nil)
    }
}
