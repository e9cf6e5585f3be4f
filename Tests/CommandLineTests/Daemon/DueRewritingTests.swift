import Formats
import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import VivierDaemon

/// When what was erased is written anew: small tables by day, all of them at night, and nothing once somebody says stop.
@Suite(.timeLimit(.minutes(10))) struct DueRewritingTests {
    @Test(
        arguments: [
            ("2027-01-15T00:59:59Z", false), ("2027-01-15T01:00:00Z", true), ("2027-01-15T03:59:59Z", true),
            ("2027-01-15T04:00:00Z", false), ("2027-01-15T12:00:00Z", false), ("2027-07-14T23:59:59Z", false),
            ("2027-07-15T00:00:00Z", true), ("2027-07-15T02:59:59Z", true), ("2027-07-15T03:00:00Z", false),
            // The hour that a spring night lacks, and that an autumn night has twice.
            ("2027-03-28T00:59:59Z", false), ("2027-03-28T01:00:00Z", true), ("2027-10-31T00:30:00Z", true), ("2027-10-31T01:30:00Z", true),
            ("2027-10-31T03:59:59Z", true), ("2027-10-31T04:00:00Z", false),
        ])
    func `the night is from two to five in the zone of the house`(instant: String, isNight: Bool) throws {
        let time = try Date(instant, strategy: .iso8601)
        #expect((Rewriting.Bounds.scheduled(at: time).largest == nil) == isNight)
        // Where the house stands elsewhere it is another hour.
        let elsewhere = try #require(TimeZone(identifier: "America/Martinique"))
        HouseZone.$current.withValue(elsewhere) {
            let hour = Int(instant.split(separator: "T")[1].prefix(2)) ?? 0
            #expect((Rewriting.Bounds.scheduled(at: time).largest == nil) == (6..<9).contains(hour))
        }
    }

    /// A service over a house of its own, until the closure has ended; then it is told to stop.
    private func serve(
        _ given: Given, pause: Duration = .milliseconds(50), _ bounds: @escaping @Sendable () -> Rewriting.Bounds,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await TemporaryFolder.lend { folder in
            let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let reader = SettingsReader(
                flags: [.stateFolder: folder.path, .databaseURL: given.testDatabase.conninfo], environment: [:], file: nil)
            let due = DueRewriting(rewriting: try Rewriting(try reader.read(), log: log), log: log, pause: pause, bounds: bounds)
            let group = ServiceGroup(configuration: .init(services: [.init(service: due)], logger: log))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                tasks.addTask {
                    do { try await body() } catch {
                        await group.triggerGracefulShutdown()
                        throw error
                    }
                    await group.triggerGracefulShutdown()
                }
                try await tasks.waitForAll()
            }
        }
    }

    /// The tables that each trace waits for, the oldest trace first.
    private func waiting(_ given: Given) async throws -> [[String]] {
        try await given.database.execute("SELECT waiting FROM erased_trace ORDER BY id").decode([String].self)
    }

    /// In which file a table lies: written anew it lies in another.
    private func file(_ table: String, _ given: Given) async throws -> Int {
        try await given.database.execute("SELECT pg_relation_filenode(\(table)::text::regclass)::bigint")[0].decode(Int.self)
    }

    @Test func `small tables are written anew by day, large ones wait for the night, and each trace goes when its tables are done`()
        async throws
    {
        try await Given.house { given in
            let school = try await given.school("École")
            try await given.database.batch([
                """
                INSERT INTO student (school_id, key, given_name, family_name, email)
                SELECT \(school), 'm' || n, 'Ana', 'Ba', 'm' || n || '@example.org' FROM generate_series(1, 2000) n
                """,
                "INSERT INTO erased_trace (waiting) VALUES ('{session}'), ('{session,student}'), ('{token,a_table_that_is_gone}')",
            ])
            let largest = try await given.database.execute(
                "SELECT greatest(pg_total_relation_size('session'), pg_total_relation_size('token'))")[0].decode(Int64.self)
            let bounds = Mutex(Rewriting.Bounds(largest: largest, patience: .seconds(30)))
            let (small, large) = (try await file("session", given), try await file("student", given))
            try await serve(given, { bounds.withLock { $0 } }) {
                try await eventually { try await waiting(given) == [["student"]] }
                #expect(try await file("session", given) != small)
                #expect(try await file("student", given) == large)
                #expect(try await given.database.execute("SELECT at FROM rewriting").isEmpty)
                let since = try await given.database.execute(
                    "SELECT waiting_since = (SELECT at FROM erased_trace) FROM bytes_left()")[0].decode(Bool.self)
                #expect(since, "what is done still counts as waiting")

                bounds.withLock { $0 = .atNight }
                try await eventually { try await waiting(given) == [] }
                let after = try await file("student", given)
                #expect(after != large)
                try await eventually { try await !given.database.execute("SELECT at FROM rewriting").isEmpty }
                // And then there is nothing to be done, however often it looks.
                try await Task.sleep(for: .milliseconds(500))
                #expect(try await file("student", given) == after)
            }
        }
    }

    /// The next look is a year away, or the first one stands before a table that is let go of only when the service has ended.
    @Test(arguments: [Duration.seconds(31_536_000), .milliseconds(50)])
    func `whoever says stop waits neither for the next look nor for a table that is in use`(pause: Duration) async throws {
        try await Given.house { given in
            try await given.database.execute("INSERT INTO erased_trace (waiting) VALUES ('{session}')")
            let before = try await file("session", given)
            @Sendable func isAtIt() async throws -> Bool {
                try await !given.database.execute(
                    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'vivierd rewrite'"
                ).isEmpty
            }
            try await given.database.transaction { holder in
                try await holder.execute("LOCK TABLE session IN ACCESS SHARE MODE")
                try await serve(given, pause: pause, { .atNight }) {
                    if pause < .seconds(1) { try await eventually { try await isAtIt() } }
                }
            }
            try await eventually { try await !isAtIt() }
            #expect(try await file("session", given) == before)
            #expect(try await waiting(given) == [["session"]])
        }
    }

    @Test func `a daemon looks every quarter of an hour`() async throws {
        try await Given.house { given in
            let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let settings = try SettingsReader(flags: [.databaseURL: given.testDatabase.conninfo], environment: [:], file: nil).read()
            let due = DueRewriting(rewriting: try Rewriting(settings, log: log), log: log)
            #expect(due.pause == .seconds(900))
            #expect(due.bounds().largest == Rewriting.Bounds.scheduled(at: .now).largest)
        }
    }
}
