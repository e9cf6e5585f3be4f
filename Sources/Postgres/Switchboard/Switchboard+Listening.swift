import CPostgres
import Foundation

/// LISTEN and NOTIFY, on a connection that does nothing else.
extension Switchboard {
    private var listener: Wire? { wires.first { $0.role == .listener && $0.isReady && $0.failure == nil } }

    func listen(_ subscription: Subscription) {
        guard !isClosing else { return subscription.continuation.finish() }
        let isNew = !subscriptions.values.contains { $0.channel == subscription.channel }
        subscriptions[subscription.id] = subscription
        // Without a connection, its setup will listen; with one under way, it listens once it is ready.
        guard let listener else { return }
        if isNew { startListening([subscription.channel], on: listener) } else { announce(subscription) }
    }

    func unlisten(_ id: Int) {
        overflowed.remove(id)
        guard let gone = subscriptions.removeValue(forKey: id), let listener else { return }
        if subscriptions.isEmpty {
            wires.removeAll { $0 === listener }
            pool.lost(listener.id, role: .listener)
            nextHealthCheck = nil
        } else if !subscriptions.values.contains(where: { $0.channel == gone.channel }) {
            ask(["UNLISTEN \(identifier: gone.channel)"], listener) { _ in }
        }
    }

    /// The listening connection is up.
    func announceAll() {
        guard let listener else { return }
        nextHealthCheck = now + configuration.healthInterval
        // Some may have come while the setup was under way; to listen twice does no harm.
        startListening(Set(subscriptions.values.map(\.channel)), on: listener)
    }

    private func startListening(_ channels: Set<String>, on listener: Wire) {
        ask(channels.map { "LISTEN \(identifier: $0)" }, listener) { [unowned self] _ in
            for subscription in subscriptions.values where channels.contains(subscription.channel) { announce(subscription) }
        }
    }

    private func ask(_ statements: [SQL], _ listener: Wire, then act: @escaping (Reply) -> Void) {
        guard !statements.isEmpty else { return }
        let request = Request(.batch(statements), on: .shared, timeout: configuration.connectTimeout + configuration.answerGrace) {
            answer in
            if case .success(let reply) = answer { act(reply) }
        }
        give(request, to: listener)
    }

    private func announce(_ subscription: Subscription) { say(.listening, to: subscription) }

    private func say(_ notification: DatabaseNotification, to subscription: Subscription) {
        if case .dropped = subscription.continuation.yield(notification) { overflowed.insert(subscription.id) }
    }

    func deliverNotifications(_ wire: Wire) {
        while let pointer = PQnotifies(wire.pg) {
            defer { PQfreemem(pointer) }
            let channel = String(cString: pointer.pointee.relname)
            let payload = String(cString: pointer.pointee.extra)
            for subscription in subscriptions.values where subscription.channel == channel {
                say(.message(payload: payload), to: subscription)
            }
        }
        for id in overflowed {
            guard let subscription = subscriptions[id] else { continue }
            overflowed.remove(id)
            announce(subscription)
        }
        if let due = nextHealthCheck, due <= now, wire.isReady, wire.failure == nil {
            nextHealthCheck = now + configuration.healthInterval
            // A server that no longer answers misses the deadline, and another connection is made.
            ask(["SELECT 1"], wire) { _ in }
        }
    }

    func finishSubscriptions() {
        for subscription in subscriptions.values { subscription.continuation.finish() }
        subscriptions = [:]
    }
}
