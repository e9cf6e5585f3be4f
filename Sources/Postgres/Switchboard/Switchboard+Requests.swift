import Foundation

/// Requests on their way from the caller to a wire and back.
extension Switchboard {
    /// How many batches one shared connection has on its way at most: enough to keep the server busy, few enough to share the load.
    private static let depth = 128

    func receive(_ request: Request) {
        switch request.target {
        case .shared:
            guard canWait(request, behind: pending.count) else { return }
            wait(for: request)
            pending.append(request)
        case .lease(let id):
            if let wire = wire(ofLease: id) {
                give(request, to: wire)
            } else if unbound[id] != nil {
                wait(for: request)
                unbound[id]?.append(request)
            } else if !request.opensLease {
                request.fail(.connectionLost(mayHaveRun: false), "the connection that this belonged to is gone")
            } else if canWait(request, behind: pool.waitingCount) {
                open(id, for: request)
            }
        }
    }

    private func open(_ id: Int, for request: Request) {
        switch pool.lease(id) {
        case .granted:
            guard let wire = wire(ofLease: id) else { return request.fail(.connectionLost(mayHaveRun: false), "the connection is gone") }
            wire.lease = id
            give(request, to: wire)
        case .waiting:
            wait(for: request)
            unbound[id] = [request]
        case .refused:
            request.fail(.poolExhausted, "\(pool.waitingCount) callers already wait for a connection")
        }
    }

    private func canWait(_ request: Request, behind others: Int) -> Bool {
        if isClosing {
            request.fail(.closed, "the database is closed")
        } else if others >= configuration.maximumWaiting {
            request.fail(.poolExhausted, "\(others) callers already wait for a connection")
        } else if let since = pool.backoff.failingSince, since + configuration.acquireTimeout <= now {
            // Others have waited that long in vain: no use in waiting as well. Attempts go on meanwhile.
            request.fail(.connectionLost(mayHaveRun: false), lastConnectError)
        } else {
            return true
        }
        return false
    }

    private func wait(for request: Request) {
        request.deadline = now + configuration.acquireTimeout
        expect(request.deadline)
    }

    func give(_ request: Request, to wire: Wire) {
        request.deadline = now + request.timeout
        expect(request.deadline)
        wire.take(request)
        if wire.failure != nil { attend(wire) }
    }

    func sendPending() {
        while let request = pending.first, let wire = freestLine {
            _ = pending.popFirst()
            if !request.isDone { give(request, to: wire) }
        }
    }

    /// The shared connection with the least to do, if any can take more.
    private var freestLine: Wire? {
        var freest: Wire?
        for wire in wires where wire.role == .shared && wire.isReady && wire.cancellation == nil && wire.failure == nil {
            if wire.sent.count < (freest?.sent.count ?? Self.depth) { freest = wire }
        }
        return freest
    }

    /// A wire has the whole answer to a request.
    func answered(_ wire: Wire, _ request: Request, _ answer: Answer) {
        if wire.cancellation?.target == ObjectIdentifier(request), wire.cancellation?.isUnderWay == false { wire.cancellation = nil }
        if case .failure(let error) = answer, wire.role == .shared, wire.isReady, mayRepeat(request, after: error, on: wire) {
            request.wasRepeated = true
            request.isSent = false
            wait(for: request)
            pending.prepend(request)
            return
        }
        request.finish(answer.mapError { meaning(of: $0, for: request) })
        if request.endsLease, let lease = wire.lease { release(lease) }
    }

    /// The server has rolled the request back for a reason that is not its own: it was hit by another's cancellation,
    /// or its prepared statement no longer fits the tables.
    private func mayRepeat(_ request: Request, after error: PostgresError, on wire: Wire) -> Bool {
        guard !request.isDone, !request.wasRepeated, request.stopReason == nil, !isClosing else { return false }
        let wasCancelledHere = wire.lastCancelled.map { $0 + configuration.answerGrace * 2 > now } ?? false
        return error.sqlState == "57014" && wasCancelledHere || BatchReader.isStale(error.report)
    }

    private func meaning(of error: PostgresError, for request: Request) -> PostgresError {
        guard error.sqlState == "57014" else { return error }
        // Without a reason of ours it is the server's statement_timeout, or an operator.
        return error.with(kind: request.stopReason == .cancelled ? .cancelled : .timeout(mayHaveRun: false))
    }

    // MARK: Stopping

    /// The caller's task was cancelled.
    func stop(_ request: Request) {
        guard !request.isDone else { return }
        if request.isSent, case .lease = request.target {
            demandEnd(of: request, because: .cancelled)
        } else {
            // A shared connection goes on: whatever the answer is, nobody waits for it.
            request.fail(.cancelled, "the task was cancelled")
            if !request.isSent { forget(request) }
        }
    }

    private func demandEnd(of request: Request, because reason: PostgresError.Kind) {
        request.stopReason = reason
        request.deadline = now + configuration.answerGrace
        expect(request.deadline)
    }

    /// A request that was never sent is done: its lease, if it has no connection, will not need one.
    private func forget(_ request: Request) {
        switch request.target {
        case .shared: pending.removeAll { $0 === request }
        case .lease(let id):
            if let wire = wire(ofLease: id) {
                wire.dropHeld { $0 === request }
                if request.endsLease { release(id) }
            } else {
                // The others of this lease rely on the statement that opens it.
                pool.withdraw(lease: id)
                for other in unbound.removeValue(forKey: id) ?? [] {
                    other.fail(.connectionLost(mayHaveRun: false), "the transaction was given up before it had a connection")
                }
            }
        }
    }

    // MARK: Deadlines

    /// Ends what has taken too long.
    func sweep() {
        guard let due = nextSweep, due <= now else { return }
        nextSweep = nil
        for request in pending where !isInTime(request) {
            failWaiting(request)
        }
        pending.removeAll { $0.isDone }
        for request in unbound.values.joined() where !isInTime(request) && !request.isDone {
            failWaiting(request)
            forget(request)
        }
        for wire in wires { sweep(wire) }
    }

    private func sweep(_ wire: Wire) {
        if let cancellation = wire.cancellation, cancellation.isUnderWay {
            let limit = cancellation.since + configuration.answerGrace * 2
            if limit <= now {
                wire.lose(PostgresError.Report(message: "the server did not take a cancellation in time"))
            } else {
                expect(limit)
            }
        }
        if let again = wire.cancellation?.tellAgain, wire.cancellation?.isUnderWay == false {
            if again <= now {
                wire.cancellation?.isUnderWay = true
                wire.lastCancelled = now
                tellServer(wire)
            } else {
                expect(again)
            }
        }
        for request in wire.held where !isInTime(request) {
            request.fail(.timeout(mayHaveRun: false), "the connection was busy until the deadline")
            forget(request)
        }
        let sent = wire.sent.compactMap(\.request) + [wire.current].compactMap { $0 }
        for request in sent where !isInTime(request) {
            if request.stopReason == nil {
                demandEnd(of: request, because: .timeout(mayHaveRun: true))
                if wire.role == .shared { request.fail(.timeout(mayHaveRun: true), "no answer came within \(request.timeout)") }
            } else if wire.current === request, wire.cancellation?.target == ObjectIdentifier(request) {
                wire.lose(PostgresError.Report(message: "the server did not stop the statement in time"))
            } else {
                // It waits behind another that is being stopped.
                request.deadline = now + configuration.answerGrace
                expect(request.deadline)
            }
        }
    }

    private func isInTime(_ request: Request) -> Bool {
        guard request.deadline > now else { return false }
        expect(request.deadline)
        return true
    }

    private func failWaiting(_ request: Request) {
        if pool.backoff.failingSince == nil {
            request.fail(.poolExhausted, "no connection was free within \(configuration.acquireTimeout)")
        } else {
            request.fail(.connectionLost(mayHaveRun: false), lastConnectError)
        }
    }

    // MARK: Cancelling

    func attendAll() {
        for wire in wires { attend(wire) }
    }

    /// Does what the wire's new state asks for: burial, a cancellation, the end of its lease.
    func attend(_ wire: Wire) {
        if wire.failure != nil { return bury(wire) }
        if wire.role == .listener { deliverNotifications(wire) }
        if let request = wire.current, request.stopReason != nil, wire.cancellation == nil { cancel(request, on: wire) }
        if wire.endsLeaseWhenQuiet, wire.isQuiet, let lease = wire.lease { release(lease) }
    }

    private func cancel(_ request: Request, on wire: Wire) {
        wire.cancellation = Wire.Cancellation(target: ObjectIdentifier(request), since: now)
        wire.lastCancelled = now
        request.deadline = now + configuration.answerGrace
        expect(request.deadline)
        tellServer(wire)
    }

    private func tellServer(_ wire: Wire) {
        let (inbox, id) = (inbox, wire.id)
        ServerCancellation(wire.pg)?.start { inbox.post(.cancellationDelivered(wire: id)) }
    }

    func cancellationDelivered(_ id: Int) {
        guard let wire = wires.first(where: { $0.id == id }), var cancellation = wire.cancellation else { return }
        cancellation.isUnderWay = false
        let again = now + cancellation.patience
        cancellation.tellAgain = again
        cancellation.patience = min(cancellation.patience * 2, .seconds(1))
        expect(again)
        // Kept while its target is still being worked on, so that the next is not mistaken for it.
        wire.cancellation = wire.current.map { ObjectIdentifier($0) } == cancellation.target ? cancellation : nil
        attend(wire)
    }
}
