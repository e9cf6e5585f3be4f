import CPostgres
import TestSupport
import Testing

@testable import Postgres

struct StatementCacheTests {
    private func key(_ text: String) -> StatementCache.Key { StatementCache.Key(text: text, types: []) }

    @Test func `a statement is prepared once, and used by name when that is confirmed`() {
        var cache = StatementCache(bound: 4)
        guard case .prepare(let name) = cache.plan(key("a"), batch: 1) else { return #expect(Bool(false), "not prepared") }
        #expect(cache.plan(key("a"), batch: 1) == .ready(name: name))
        #expect(cache.plan(key("a"), batch: 2) == .unnamed)
        cache.confirm(key("a"))
        #expect(cache.plan(key("a"), batch: 2) == .ready(name: name))
    }

    @Test func `the same text with other types is another statement`() {
        var cache = StatementCache(bound: 4)
        let first = cache.plan(StatementCache.Key(text: "a", types: [20]), batch: 1)
        let second = cache.plan(StatementCache.Key(text: "a", types: [23]), batch: 1)
        #expect(first != second)
    }

    @Test func `a failed preparation is tried again under another name`() {
        var cache = StatementCache(bound: 4)
        let first = cache.plan(key("a"), batch: 1)
        cache.forget(key("a"))
        let second = cache.plan(key("a"), batch: 2)
        #expect(first == .prepare(name: "v1"))
        #expect(second == .prepare(name: "v2"))
    }

    @Test func `the longest unused leave when the bound is passed`() {
        var cache = StatementCache(bound: 2)
        for text in ["a", "b", "c"] {
            _ = cache.plan(key(text), batch: 1)
            cache.confirm(key(text))
        }
        _ = cache.plan(key("a"), batch: 2)
        #expect(cache.evict() == ["v2"])
        #expect(cache.count == 2)
        #expect(cache.evict() == [])
    }
}

struct BatchReaderTests {
    private let key = StatementCache.Key(text: "SELECT 1", types: [])
    private let broken = PostgresError.Report(sqlState: "42601", message: "syntax error")

    @Test func `a batch is complete with its sync`() throws {
        var reader = BatchReader(steps: [.prepare(key), .execute(key)])
        #expect(reader.receive(.rows(try .none)) == .confirm(key))
        #expect(reader.receive(.commandEnd) == nil)
        #expect(reader.receive(.rows(try .none)) == nil)
        #expect(reader.receive(.commandEnd) == nil)
        #expect(!reader.isComplete)
        #expect(reader.receive(.sync) == nil)
        #expect(reader.isComplete && !reader.isConfused && reader.error == nil)
        #expect(reader.rows.count == 1)
    }

    @Test func `after an error the rest is skipped and its preparations are forgotten`() {
        let other = StatementCache.Key(text: "SELECT 2", types: [])
        var reader = BatchReader(steps: [.execute(key), .prepare(other), .execute(other)])
        #expect(reader.receive(.error(broken)) == nil)
        #expect(reader.receive(.commandEnd) == nil)
        #expect(reader.receive(.skipped) == .forget(other))
        #expect(reader.receive(.commandEnd) == nil)
        #expect(reader.receive(.skipped) == nil)
        #expect(reader.receive(.commandEnd) == nil)
        _ = reader.receive(.sync)
        #expect(reader.isComplete && !reader.isConfused)
        #expect(reader.error?.sqlState == "42601")
        #expect(reader.error?.statement == "SELECT 1")
    }

    @Test func `a plan that fits the tables no longer is forgotten`() {
        var reader = BatchReader(steps: [.execute(key)])
        let stale = PostgresError.Report(sqlState: "0A000", function: "RevalidateCachedQuery")
        #expect(reader.receive(.error(stale)) == .forget(key))
    }

    @Test func `a sync before its time is noticed`() {
        var reader = BatchReader(steps: [.execute(key)])
        _ = reader.receive(.sync)
        #expect(reader.isConfused)
    }
}

struct PoolStateTests {
    private let start = ContinuousClock.now
    private func pool(leased: Int = 2, minimum: Int = 0, waiting: Int = 2) -> PoolState {
        PoolState(limits: .init(shared: 2, leased: leased, minimumLeased: minimum, waiting: waiting, idleTimeout: .seconds(60)))
    }

    @Test func `connections are opened for those who wait, up to the limit`() {
        var pool = pool(leased: 2, waiting: 3)
        #expect(pool.lease(1) == .waiting)
        #expect(pool.connectionsToOpen(at: start, sharedWanted: 0, listens: false) == [.leased])
        #expect(pool.connectionsToOpen(at: start, sharedWanted: 0, listens: false) == [])
        #expect(pool.lease(2) == .waiting)
        #expect(pool.lease(3) == .waiting)
        #expect(pool.connectionsToOpen(at: start, sharedWanted: 0, listens: false) == [.leased])
        #expect(pool.connected(7, as: .leased, at: start) == 1)
        #expect(pool.connectionsToOpen(at: start, sharedWanted: 0, listens: false) == [])
    }

    @Test func `who waits longest is served first, and beyond the bound nobody may wait`() {
        var pool = pool(leased: 1, waiting: 2)
        #expect(pool.lease(1) == .waiting)
        _ = pool.connectionsToOpen(at: start, sharedWanted: 0, listens: false)
        #expect(pool.connected(7, as: .leased, at: start) == 1)
        #expect(pool.lease(2) == .waiting)
        #expect(pool.lease(3) == .waiting)
        #expect(pool.lease(4) == .refused)
        #expect(pool.release(lease: 1, at: start) == 2)
        pool.withdraw(lease: 3)
        #expect(pool.release(lease: 2, at: start) == nil)
        #expect(pool.idleCount == 1)
        #expect(pool.lease(5) == .granted(wire: 7))
    }

    @Test func `idle connections above the minimum are closed when they are old`() {
        var pool = pool(leased: 3, minimum: 1)
        for lease in 1...3 { _ = pool.lease(lease) }
        _ = pool.connectionsToOpen(at: start, sharedWanted: 0, listens: false)
        for wire in 1...2 { _ = pool.connected(wire, as: .leased, at: start) }
        for lease in 1...2 { _ = pool.release(lease: lease, at: start) }
        #expect(pool.connectionsToClose(at: start + .seconds(59)) == [])
        #expect(pool.connectionsToClose(at: start + .seconds(61)) == [1])
        #expect(pool.connectionsToClose(at: start + .seconds(61)) == [])
    }

    @Test func `while nothing answers one attempt at a time is made, further and further apart`() {
        var pool = pool(leased: 4, minimum: 4)
        #expect(pool.connectionsToOpen(at: start, sharedWanted: 2, listens: true).count == 7)
        for _ in 0..<6 { pool.connectFailed(.leased, at: start, jitter: 0) }
        #expect(pool.connectionsToOpen(at: start, sharedWanted: 2, listens: true) == [])
        #expect(pool.nextChange(after: start) == start + .milliseconds(1600))
    }

    @Test func `a lost connection takes its lease along`() {
        var pool = pool()
        _ = pool.lease(1)
        _ = pool.connectionsToOpen(at: start, sharedWanted: 0, listens: false)
        _ = pool.connected(7, as: .leased, at: start)
        pool.lost(7, role: .leased)
        #expect(pool.leasedCount == 0)
        #expect(pool.release(lease: 1, at: start) == nil)
        #expect(pool.idleCount == 0)
    }
}

struct BackoffTests {
    @Test func `waiting doubles up to two seconds and is forgotten after a success`() {
        let now = ContinuousClock.now
        var backoff = Backoff()
        #expect(backoff.allows(now))
        backoff.failed(at: now, jitter: 0)
        #expect(!backoff.allows(now) && backoff.allows(now + .milliseconds(50)))
        for _ in 0..<10 { backoff.failed(at: now, jitter: 1) }
        #expect(backoff.notBefore == now + .milliseconds(2500))
        #expect(backoff.failingSince == now)
        backoff.succeeded()
        #expect(backoff.allows(now) && backoff.failingSince == nil)
    }
}

struct QueueTests {
    @Test func `a queue behaves as an array that is emptied from the front`() {
        var random = SeededGenerator(state: 20_261_123)
        var queue = Queue<Int>()
        var model: [Int] = []
        for number in 0..<20_000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                queue.append(number)
                model.append(number)
            case 5..<9: #expect(queue.popFirst() == (model.isEmpty ? nil : model.removeFirst()))
            default:
                queue.prepend(number)
                model.insert(number, at: 0)
            }
            #expect(queue.first == model.first && queue.count == model.count)
        }
        queue.removeAll { $0 % 2 == 0 }
        #expect(Array(queue) == model.filter { $0 % 2 != 0 })
    }
}

extension Rows {
    /// Rows without a server.
    static var none: Rows {
        get throws { Rows(QueryResult(try #require(PQmakeEmptyPGresult(nil, PGRES_COMMAND_OK)))) }
    }
}
