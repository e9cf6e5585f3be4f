import Postgres
import TestSupport
import Testing

/// Bounds, deadlines and cancellation.
struct LimitTests {
    @Test func `beyond the bound callers are refused, within it they are served`() async throws {
        try await withDatabase {
            $0.maximumConnections = 2
            $0.maximumWaiting = 3
        } _: { database in
            let arrived = Tally()
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        try await database.transaction { tx in
                            try await tx.execute("SELECT 1")
                            try await eventually("the others have come") { arrived.count == 1 }
                        }
                        return true
                    }
                }
                try await eventually("both connections are in use") { database.statistics.leased == 2 }
                for _ in 0..<3 { group.addTask { try await database.transaction { try await $0.execute("SELECT 2") }.count == 1 } }
                try await eventually("three wait") { database.statistics.waiting == 3 }
                let error = try await failure { try await database.transaction { try await $0.execute("SELECT 3") } }
                #expect(error.kind == .poolExhausted && error.isUnavailable)
                #expect(database.statistics.open <= 2 + 2)
                arrived.add()
                var served = 0
                for try await wasServed in group where wasServed { served += 1 }
                #expect(served == 5)
            }
        }
    }

    @Test func `who waits too long for a connection is told so`() async throws {
        try await withDatabase {
            $0.maximumConnections = 1
            $0.acquireTimeout = .seconds(1)
        } _: { database in
            try await eventually("it is connected") { database.statistics.idle == 1 }
            try await database.transaction { tx in
                try await tx.execute("SELECT 1")
                let error = try await failure { try await database.transaction { try await $0.execute("SELECT 2") } }
                #expect(error.kind == .poolExhausted)
            }
            #expect(try await database.transaction { try await $0.execute("SELECT 3").decode(Int.self) } == [3])
        }
    }

    @Test func `the server ends a statement that takes too long, and the connection stays`() async throws {
        try await withDatabase {
            $0.statementTimeout = .milliseconds(100)
        } _: { database in
            for _ in 0..<2 {
                let error = try await failure { try await database.execute("SELECT pg_sleep(20)") }
                #expect(error.kind == .timeout(mayHaveRun: false) && error.sqlState == "57014")
                let inside = try await failure { try await database.transaction { try await $0.execute("SELECT pg_sleep(20)") } }
                #expect(inside.kind == .timeout(mayHaveRun: false))
            }
            #expect(try await database.execute("SELECT 1").decode(Int.self) == [1])
        }
    }

    @Test func `a caller's own deadline ends its statement on the server as well`() async throws {
        try await withDatabase { database in
            let shared = try await failure { try await database.execute("SELECT pg_sleep(21)", timeout: .milliseconds(50)) }
            #expect(shared.kind == .timeout(mayHaveRun: true))
            let inside = try await failure {
                try await database.transaction { try await $0.execute("SELECT pg_sleep(22)", timeout: .milliseconds(50)) }
            }
            #expect(inside.kind == .timeout(mayHaveRun: false))
            try await eventually("the server sleeps no more") { try await sleepers(database) == 0 }
        }
    }

    @Test func `a longer deadline than usual reaches the server`() async throws {
        try await withDatabase {
            $0.statementTimeout = .milliseconds(100)
        } _: { database in
            let slept = try await database.transaction(timeout: .seconds(20)) {
                try await $0.execute("SELECT 5 FROM pg_sleep(0.3)").decode(Int.self)
            }
            #expect(slept == [5])
        }
    }

    @Test func `others on the same connection do not suffer from a statement that is stopped`() async throws {
        try await withDatabase {
            $0.sharedConnections = 1
        } _: { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        let error = try await failure { try await database.execute("SELECT pg_sleep(23)", timeout: .milliseconds(60)) }
                        #expect(error.kind == .timeout(mayHaveRun: true))
                    }
                    for number in 0..<20 {
                        group.addTask {
                            let answer = try await database.execute("SELECT \(number)").decode(Int.self)
                            #expect(answer == [number])
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `a cancelled task stops its statement and undoes its transaction`() async throws {
        try await withDatabase { database in
            try await database.execute("CREATE TABLE t (a int)")
            let task = Task {
                try await database.transaction { tx in
                    try await tx.execute("INSERT INTO t VALUES (1)")
                    try await tx.execute("SELECT pg_sleep(24)")
                }
            }
            try await eventually("it sleeps") { try await sleepers(database) == 1 }
            let start = ContinuousClock.now
            task.cancel()
            let error = try await failure { try await task.value }
            #expect(error.kind == .cancelled)
            #expect(start.duration(to: .now) < .seconds(20))
            try await eventually("the server sleeps no more") { try await sleepers(database) == 0 }
            let left = try await database.execute("SELECT a FROM t")
            #expect(left.isEmpty)
        }
    }

    @Test func `a task that is cancelled while it waits leaves the queue`() async throws {
        try await withDatabase {
            $0.maximumConnections = 1
        } _: { database in
            try await database.transaction { tx in
                try await tx.execute("SELECT 1")
                let waiting = Task { try await database.transaction { try await $0.execute("SELECT 2") } }
                try await eventually("it waits") { database.statistics.waiting == 1 }
                waiting.cancel()
                let error = try await failure { try await waiting.value }
                #expect(error.kind == .cancelled)
                try await eventually("nobody waits") { database.statistics.waiting == 0 }
            }
        }
    }

    @Test func `a task that is cancelled before it asks is not answered, and asks for nothing`() async throws {
        try await withDatabase { database in
            try await database.execute("CREATE TABLE t (a int)")
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return try await database.transaction { try await $0.execute("INSERT INTO t VALUES (1)") }
            }
            task.cancel()
            let error = try await failure { try await task.value }
            #expect(error.kind == .cancelled)
            let left = try await database.execute("SELECT a FROM t")
            #expect(left.isEmpty)
        }
    }

    @Test func `cancelling at random moments harms nobody else`() async throws {
        try await withDatabase {
            $0.maximumConnections = 3
        } _: { database in
            try await database.execute("CREATE TABLE t (a int)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for round in 0..<150 {
                    group.addTask {
                        let task = Task {
                            try await database.transaction { tx in
                                try await tx.execute("INSERT INTO t VALUES (1)")
                                try await tx.execute("SELECT pg_sleep(0.002)")
                                throw PostgresError(.misuse, "never committed")
                            }
                        }
                        try await Task.sleep(for: .microseconds(round * 40))
                        task.cancel()
                        let error = try await failure { try await task.value }
                        #expect(error.kind == .cancelled || error.kind == .misuse, "\(error.debugDescription)")
                    }
                    group.addTask {
                        let rows = try await database.transaction { try await $0.execute("SELECT \(round), pg_sleep(0.001)::text") }
                        #expect(try rows.decode(Int.self, String.self)[0].0 == round)
                    }
                    group.addTask {
                        let answer = try await database.execute("SELECT \(round)").decode(Int.self)
                        #expect(answer == [round])
                    }
                }
                try await group.waitForAll()
            }
            let left = try await database.execute("SELECT a FROM t")
            #expect(left.isEmpty)
        }
    }

    @Test func `more statements than are kept prepared all work`() async throws {
        try await withDatabase {
            $0.maximumPreparedStatements = 10
            $0.sharedConnections = 1
        } _: { database in
            for number in 0..<100 {
                let rows = try await database.execute("SELECT \(unsafelySpliced: "\(number % 37)")").decode(Int.self)
                #expect(rows == [number % 37])
            }
            let kept = try await database.execute("SELECT count(*) FROM pg_prepared_statements").decode(Int.self)
            #expect(kept[0] <= 12)
        }
    }

    @Test func `after the end nothing is accepted`() async throws {
        let database = try await TestCluster.database().open()
        try await database.execute("SELECT 1")
        await database.close()
        await database.close()
        let error = try await failure { try await database.execute("SELECT 1") }
        #expect(error.kind == .closed)
        for await _ in database.listen("x") { Issue.record("a closed database spoke") }
    }

    private func sleepers(_ database: Database) async throws -> Int {
        try await database.execute(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%pg_sleep(2%'
            """
        ).decode(Int.self)[0]
    }
}
