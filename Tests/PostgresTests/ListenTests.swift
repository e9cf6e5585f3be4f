import Postgres
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(15)))
struct ListenTests {
    @Test func `what is notified arrives in order, on its channel, hostile names included`() async throws {
        try await withDatabase { database in
            let channel = #"jobs"; DROP 'é"#
            var heard = database.listen(channel).makeAsyncIterator()
            var other = database.listen("other").makeAsyncIterator()
            #expect(await heard.next() == .listening)
            #expect(await other.next() == .listening)
            for number in 1...100 { try await database.execute("SELECT pg_notify(\(channel), \("n\(number) é"))") }
            try await database.execute("SELECT pg_notify('other', '')")
            for number in 1...100 { #expect(await heard.next() == .message(payload: "n\(number) é")) }
            #expect(await other.next() == .message(payload: ""))
        }
    }

    @Test func `two listeners of one channel both hear, and one may leave`() async throws {
        try await withDatabase { database in
            var first: AsyncStream<DatabaseNotification>.Iterator? = database.listen("c").makeAsyncIterator()
            #expect(await first?.next() == .listening)
            var second = database.listen("c").makeAsyncIterator()
            #expect(await second.next() == .listening)
            try await database.execute("NOTIFY c, '1'")
            #expect(await first?.next() == .message(payload: "1"))
            #expect(await second.next() == .message(payload: "1"))
            first = nil
            try await database.execute("NOTIFY c, '2'")
            #expect(await second.next() == .message(payload: "2"))
        }
    }

    @Test func `the last to leave takes the connection along`() async throws {
        try await withDatabase { database in
            try await database.execute("SELECT 1")
            let listening = Task {
                for await _ in database.listen("c") {}
            }
            try await eventually("a connection listens") { try await listeners(database) == 1 }
            listening.cancel()
            await listening.value
            try await eventually("none listens") { try await listeners(database) == 0 }
        }
    }

    @Test func `a listener that is cut off is told, and hears again`() async throws {
        try await withDatabase { database in
            var heard = database.listen("c").makeAsyncIterator()
            #expect(await heard.next() == .listening)
            try await database.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()")
            #expect(await heard.next() == .listening)
            try await database.execute("NOTIFY c, 'again'")
            #expect(await heard.next() == .message(payload: "again"))
        }
    }

    @Test func `a listener that does not keep up is told that it missed something`() async throws {
        try await withDatabase { database in
            let stream = database.listen("c")
            try await eventually("a connection listens") { try await listeners(database) == 1 }
            try await database.execute("SELECT pg_notify('c', n::text) FROM generate_series(1, 20000) AS n")
            try await database.execute("NOTIFY c, 'last'")
            var wasTold = false
            var count = 0
            for await notification in stream {
                switch notification {
                // It says first that it listens; that may come behind the first messages, and is then told with what was missed.
                case .listening where count == 0: continue
                case .listening:
                    wasTold = true
                    try await database.execute("NOTIFY c, 'end'")
                case .message("end"): break
                case .message: count += 1
                }
                if notification == .message(payload: "end") { break }
            }
            #expect(wasTold)
            #expect(count < 20_001)
        }
    }

    private func listeners(_ database: Database) async throws -> Int {
        try await database.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"
        ).decode(Int.self)[0]
    }
}
