import Postgres
import TestSupport
import Testing

/// The server fails; the database comes back by itself.
@Suite(.serialized)
struct OutageTests {
    private func withCluster(
        _ change: (inout DatabaseConfiguration) -> Void = { _ in }, _ body: (TestCluster, Database) async throws -> Void
    ) async throws {
        let cluster = try await TestCluster.start()
        var configuration = DatabaseConfiguration(conninfo: cluster.conninfo())
        configuration.acquireTimeout = .seconds(10)
        change(&configuration)
        let database = Database(configuration: configuration)
        do { try await body(cluster, database) } catch let error as PostgresError { Issue.record("\(error.debugDescription)") }
        await database.close()
    }

    @Test func `after a crash every caller is told, and the next are served without more ado`() async throws {
        try await withCluster { cluster, database in
            try await database.execute("CREATE TABLE t (id int CONSTRAINT t_pk PRIMARY KEY)")
            var heard = database.listen("c").makeAsyncIterator()
            #expect(await heard.next() == .listening)
            let sleeping = (0..<3).map { _ in Task { try await database.transaction { try await $0.execute("SELECT pg_sleep(60)") } } }
            let shared = Task { try await database.execute("SELECT pg_sleep(60)") }
            try await eventually("all are under way") { database.statistics.inFlight >= 4 }
            try await cluster.crash()
            for task in sleeping {
                let error = try await failure { try await task.value }
                #expect(error.kind == .connectionLost(mayHaveRun: true) && error.isUnavailable)
            }
            let error = try await failure { try await shared.value }
            #expect(error.kind == .connectionLost(mayHaveRun: true))
            // Asked while the server is down, answered when it is back.
            let patient = Task { try await database.transaction { try await $0.execute("SELECT 1").decode(Int.self) } }
            let other = Task { try await database.execute("SELECT 2").decode(Int.self) }
            try await eventually("the loss is noticed") { !database.statistics.isReachable }
            try await cluster.restart()
            let answers = try await (patient.value, other.value)
            #expect(answers.0 == [1] && answers.1 == [2])
            #expect(await heard.next() == .listening)
            try await database.execute("NOTIFY c, 'back'")
            #expect(await heard.next() == .message(payload: "back"))
        }
    }

    @Test func `under load a restart loses no answer and mixes none up`() async throws {
        try await withCluster { cluster, database in
            try await database.execute("CREATE TABLE t (id int CONSTRAINT t_pk PRIMARY KEY)")
            let (stop, stored, lost) = (Tally(), Tally(), Tally())
            try await withThrowingTaskGroup(of: Set<Int>.self) { group in
                for caller in 0..<16 {
                    group.addTask {
                        var mine: Set<Int> = []
                        var next = caller
                        while stop.count == 0, !Task.isCancelled {
                            do {
                                try await database.transaction { try await $0.execute("INSERT INTO t VALUES (\(Int32(next)))") }
                                mine.insert(next)
                                stored.add()
                            } catch let error as PostgresError {
                                guard error.isUnavailable else { throw error }
                                lost.add()
                                try await Task.sleep(for: .milliseconds(2))
                            }
                            next += 16
                        }
                        return mine
                    }
                }
                for _ in 0..<3 {
                    let (before, failures) = (stored.count, lost.count)
                    try await eventually("rows are stored") { stored.count >= before + 200 }
                    try await cluster.crash()
                    try await eventually("somebody notices") { lost.count > failures }
                    try await cluster.restart()
                }
                let before = stored.count
                try await eventually("rows are stored again") { stored.count >= before + 200 }
                stop.add()
                var acknowledged: Set<Int> = []
                for try await mine in group { acknowledged.formUnion(mine) }
                let present = Set(try await database.execute("SELECT id FROM t").decode(Int.self))
                // fsync is off, but the machine did not fail: what was acknowledged is there.
                #expect(acknowledged.isSubset(of: present))
                #expect(present.count - acknowledged.count <= lost.count)
            }
        }
    }

    @Test func `whoever waits for a frozen server holds no thread that others need`() async throws {
        try await withCluster {
            $0.statementTimeout = .seconds(120)
            $0.answerGrace = .seconds(120)
            $0.acquireTimeout = .seconds(120)
            $0.connectTimeout = .seconds(120)
            $0.healthInterval = .seconds(120)
        } _: { cluster, database in
            try await database.execute("CREATE TABLE t (id int)")
            try cluster.freeze(true)
            let (begun, ended) = (Tally(), Tally())
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Many more than there are threads: shared connections, leased ones, those that are still to be opened, and a COPY.
                for number in 0..<64 {
                    group.addTask {
                        begun.add()
                        switch number % 3 {
                        case 0: try await database.execute("SELECT 1")
                        case 1: try await database.transaction { try await $0.execute("SELECT 1") }
                        default:
                            try await database.transaction {
                                try await $0.copyIn(into: "t", columns: ["id"]) { try await $0.row(Int32(number)) }
                            }
                        }
                        ended.add()
                    }
                }
                try await eventually("all wait") { begun.count == 64 }
                let turns = await withTaskGroup(of: Int.self) { others in
                    for _ in 0..<8 {
                        others.addTask {
                            for _ in 0..<1_000 { await Task.yield() }
                            return 1_000
                        }
                    }
                    return await others.reduce(0, +)
                }
                #expect(turns == 8_000 && ended.count == 0, "they got their turns only when the calls had ended")
                try cluster.freeze(false)
                try await group.waitForAll()
            }
            #expect(ended.count == 64)
        }
    }

    @Test func `a frozen server is given up at the deadline, and used again when it thaws`() async throws {
        try await withCluster {
            $0.statementTimeout = .milliseconds(300)
            $0.answerGrace = .milliseconds(300)
            $0.acquireTimeout = .milliseconds(500)
            $0.connectTimeout = .seconds(2)
        } _: { cluster, database in
            try await database.transaction { try await $0.execute("SELECT 1") }
            try cluster.freeze(true)
            let start = ContinuousClock.now
            let shared = try await failure { try await database.execute("SELECT 1") }
            let leased = try await failure { try await database.transaction { try await $0.execute("SELECT 1") } }
            #expect(shared.isUnavailable && leased.isUnavailable)
            // It would stay frozen for ever.
            #expect(start.duration(to: .now) < .seconds(60))
            try cluster.freeze(false)
            try await eventually("it answers again") { (try? await database.execute("SELECT 1")) != nil }
        }
    }

    @Test func `a server that is not there fails calls in time, later ones at once`() async throws {
        var configuration = DatabaseConfiguration(conninfo: "host=/nonexistent-folder")
        configuration.acquireTimeout = .seconds(1)
        let database = Database(configuration: configuration)
        let first = try await failure { try await database.execute("SELECT 1") }
        #expect(first.kind == .connectionLost(mayHaveRun: false))
        #expect(first.debugDescription.contains("/nonexistent-folder"))
        #expect(!"\(first)".contains("/nonexistent-folder"))
        let start = ContinuousClock.now
        for _ in 0..<20 { _ = try await failure { try await database.transaction { try await $0.execute("SELECT 1") } } }
        // Were each to wait its whole time, they would take twenty seconds.
        #expect(start.duration(to: .now) < .seconds(15))
        await database.close()
    }

    @Test func `the first of several hosts that takes part is used`() async throws {
        try await withCluster { cluster, _ in
            let folder = cluster.conninfo().split(separator: " ")[0].dropFirst("host=".count)
            let several = DatabaseConfiguration(
                conninfo: "host=/nonexistent,\(folder) user=postgres dbname=postgres target_session_attrs=read-write")
            let database = Database(configuration: several)
            let answer = try await database.execute("SELECT 1").decode(Int.self)
            #expect(answer == [1])
            await database.close()
        }
    }
}
