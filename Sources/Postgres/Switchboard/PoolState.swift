/// Who has which connection, who waits, and what must be opened or closed: decisions only, no connection is touched here.
///
/// A connection is `connecting`, then `idle` or `leased` in turns, then gone. A lease is `waiting`, then bound to one connection, then over.
struct PoolState {
    typealias Instant = ContinuousClock.Instant

    enum Role: Hashable { case shared, leased, listener }

    enum LeaseOutcome: Equatable { case granted(wire: Int), waiting, refused }

    struct Limits {
        var shared: Int
        var leased: Int
        var minimumLeased: Int
        var waiting: Int
        var idleTimeout: Duration
    }

    private struct Idle {
        let wire: Int
        let since: Instant
    }

    private let limits: Limits
    private(set) var backoff = Backoff()
    private var connecting: [Role: Int] = [:]
    private var open: [Role: Set<Int>] = [:]
    /// The last used stands last and is used first, so that those above the need grow old.
    private var idle: [Idle] = []
    private var waiting = Queue<Int>()
    private(set) var wireOfLease: [Int: Int] = [:]

    init(limits: Limits) { self.limits = limits }

    var waitingCount: Int { waiting.count }
    var idleCount: Int { idle.count }
    var leasedCount: Int { wireOfLease.count }
    func openCount(_ role: Role) -> Int { open[role]?.count ?? 0 }
    private func connectingCount(_ role: Role) -> Int { connecting[role] ?? 0 }
    private func aliveCount(_ role: Role) -> Int { openCount(role) + connectingCount(role) }

    /// Asks for a connection for one lease.
    mutating func lease(_ id: Int) -> LeaseOutcome {
        if waiting.isEmpty, let free = idle.popLast() {
            wireOfLease[id] = free.wire
            return .granted(wire: free.wire)
        }
        guard waiting.count < limits.waiting else { return .refused }
        waiting.append(id)
        return .waiting
    }

    /// A waiting lease no longer wants a connection.
    mutating func withdraw(lease id: Int) { waiting.removeAll { $0 == id } }

    /// A lease gives its connection back.
    ///
    /// - Returns: the lease that has it now.
    mutating func release(lease id: Int, at now: Instant) -> Int? {
        guard let wire = wireOfLease.removeValue(forKey: id) else { return nil }
        return offer(wire, at: now)
    }

    /// - Returns: the lease that has the new connection at once.
    mutating func connected(_ wire: Int, as role: Role, at now: Instant) -> Int? {
        connecting[role, default: 1] -= 1
        open[role, default: []].insert(wire)
        backoff.succeeded()
        return role == .leased ? offer(wire, at: now) : nil
    }

    mutating func connectFailed(_ role: Role, at now: Instant, jitter: Double) {
        connecting[role, default: 1] -= 1
        backoff.failed(at: now, jitter: jitter)
    }

    mutating func lost(_ wire: Int, role: Role) {
        open[role]?.remove(wire)
        idle.removeAll { $0.wire == wire }
        wireOfLease = wireOfLease.filter { $0.value != wire }
    }

    /// What should be opened now; counts as connecting from here on.
    ///
    /// - Parameters:
    ///   - sharedWanted: how many shared connections the present load could use.
    ///   - listens: whether anybody listens.
    mutating func connectionsToOpen(at now: Instant, sharedWanted: Int, listens: Bool) -> [Role] {
        guard backoff.allows(now) else { return [] }
        var roles: [Role] = []
        let shared = min(sharedWanted, limits.shared) - aliveCount(.shared)
        roles += Array(repeating: .shared, count: max(0, shared))
        let room = limits.leased - aliveCount(.leased)
        let wanted = max(waiting.count - connectingCount(.leased), limits.minimumLeased - aliveCount(.leased))
        roles += Array(repeating: .leased, count: max(0, min(room, wanted)))
        if listens, aliveCount(.listener) == 0 { roles.append(.listener) }
        // While the server does not answer, one attempt at a time tells enough.
        if backoff.failingSince != nil { roles = connecting.values.contains { $0 > 0 } ? [] : Array(roles.prefix(1)) }
        for role in roles { connecting[role, default: 0] += 1 }
        return roles
    }

    /// Idle connections above the minimum that are old enough to go; they count as gone from here on.
    mutating func connectionsToClose(at now: Instant) -> [Int] {
        let surplus = max(0, openCount(.leased) - limits.minimumLeased)
        let old = idle.prefix { $0.since + limits.idleTimeout <= now }.prefix(surplus).map(\.wire)
        for wire in old { lost(wire, role: .leased) }
        return old
    }

    /// When this must be asked again, if nothing else happens before.
    func nextChange(after now: Instant) -> Instant? {
        let closing = openCount(.leased) > limits.minimumLeased ? idle.first.map { $0.since + limits.idleTimeout } : nil
        return [backoff.notBefore, closing].compactMap { $0 }.filter { $0 > now }.min()
    }

    private mutating func offer(_ wire: Int, at now: Instant) -> Int? {
        guard let next = waiting.popFirst() else {
            idle.append(Idle(wire: wire, since: now))
            return nil
        }
        wireOfLease[next] = wire
        return next
    }
}
