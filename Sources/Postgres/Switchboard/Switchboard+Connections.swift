import CPostgres
import Foundation

/// Connections from their making to their end.
extension Switchboard {
    func wire(ofLease id: Int) -> Wire? {
        guard let wanted = pool.wireOfLease[id] else { return nil }
        return wires.first { $0.id == wanted }
    }

    func openAndClose() {
        guard !isClosing else { return }
        for id in pool.connectionsToClose(at: now) { wires.removeAll { $0.id == id } }
        let roles = pool.connectionsToOpen(at: now, sharedWanted: sharedWanted, listens: !subscriptions.isEmpty)
        for role in roles {
            let inbox = inbox
            ConnectionAttempt.start(configuration) { attempt in
                if !inbox.post(.connected(role, attempt)) { attempt.discard() }
            }
        }
    }

    /// One shared connection serves a few callers best; more callers keep more of the server's processes busy.
    private var sharedWanted: Int {
        let shared = wires.filter { $0.role == .shared }
        let load = pending.count + shared.reduce(0) { $0 + $1.sent.count }
        return load == 0 ? min(1, shared.count) : max(shared.count, (load + 7) / 8)
    }

    func connected(_ role: PoolState.Role, _ attempt: ConnectionAttempt) {
        guard !isClosing else { return attempt.discard() }
        guard let pg = attempt.pg else { return connectFailed(role, attempt.message) }
        nextWire += 1
        let wire = Wire(id: nextWire, role: role, pg: pg, preparedStatements: configuration.maximumPreparedStatements) { [unowned self] in
            answered($0, $1, $2)
        }
        wires.append(wire)
        let setup = Request(
            .batch(setup(role, version: PQserverVersion(pg))), on: .shared,
            timeout: configuration.connectTimeout + configuration.answerGrace
        ) {
            [unowned self, unowned wire] answer in
            switch answer {
            case .success: ready(wire)
            case .failure(let error):
                // A burial that is under way already removes the wire itself.
                wire.lose(error.report)
                connectFailed(role, error.report.message)
            }
        }
        give(setup, to: wire)
    }

    private func setup(_ role: PoolState.Role, version: Int32) -> [SQL] {
        let timeout = configuration.statementTimeout.wholeMilliseconds.description
        let idle = configuration.idleInTransactionTimeout.wholeMilliseconds.description
        var statements: [SQL] = [
            "SELECT set_config('statement_timeout', \(timeout), false), set_config('idle_in_transaction_session_timeout', \(idle), false)"
        ]
        // Lets the server notice that whoever asked has gone; since version 14.
        if version >= 140_000 { statements.append("SELECT set_config('client_connection_check_interval', '2s', false)") }
        statements += configuration.onConnect
        if role == .listener { statements += Set(subscriptions.values.map(\.channel)).map { "LISTEN \(identifier: $0)" } }
        return statements
    }

    private func connectFailed(_ role: PoolState.Role, _ message: String) {
        lastConnectError = message
        pool.connectFailed(role, at: now, jitter: .random(in: 0..<1))
    }

    private func ready(_ wire: Wire) {
        wire.isReady = true
        let lease = pool.connected(wire.id, as: wire.role, at: now)
        if let lease { bind(lease, to: wire) }
        if wire.role == .listener { announceAll() }
    }

    private func bind(_ lease: Int, to wire: Wire) {
        wire.lease = lease
        for request in unbound.removeValue(forKey: lease) ?? [] { give(request, to: wire) }
    }

    /// A lease is over. Its connection goes on to the next once it is free of requests and transactions.
    func release(_ lease: Int) {
        guard let wire = wire(ofLease: lease) else { return }
        guard wire.isQuiet else {
            wire.endsLeaseWhenQuiet = true
            return
        }
        if wire.isInTransaction {
            if wire.isRollingBack { return wire.lose(PostgresError.Report(message: "the transaction could not be rolled back")) }
            wire.isRollingBack = true
            wire.endsLeaseWhenQuiet = true
            return give(Request(.batch(["ROLLBACK"]), on: .lease(lease), timeout: configuration.answerGrace), to: wire)
        }
        wire.lease = nil
        wire.isRollingBack = false
        wire.endsLeaseWhenQuiet = false
        if let next = pool.release(lease: lease, at: now) { bind(next, to: wire) }
    }

    /// Takes a dead connection out and tells all that waited on it.
    func bury(_ wire: Wire) {
        guard let index = wires.firstIndex(where: { $0 === wire }) else { return }
        wires.remove(at: index)
        if wire.isReady { pool.lost(wire.id, role: wire.role) }
        let report = wire.failure ?? PostgresError.Report(message: "the connection was closed")
        let sent = wire.sent.compactMap(\.request) + [wire.current].compactMap { $0 }
        for request in sent {
            let kind = request.stopReason ?? .connectionLost(mayHaveRun: true)
            request.finish(.failure(PostgresError(kind, report: report)))
        }
        for request in wire.held { request.finish(.failure(PostgresError(.connectionLost(mayHaveRun: false), report: report))) }
        if wire.role == .listener { nextHealthCheck = nil }
    }
}
