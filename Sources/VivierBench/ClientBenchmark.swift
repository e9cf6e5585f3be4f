import Foundation
import Postgres

/// The rate of one-row prepared reads through the database client, beside that of `pgbench` with as many connections as there are callers.
struct ClientBenchmark {
    var conninfo: String
    var callers = 64
    var seconds = 5
    /// How many connections all callers share.
    var connections = 4

    struct Outcome {
        /// Reads in a second.
        var client: Double
        var pgbench: Double
        var ratio: Double { client / pgbench }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let rows = 10_000

    /// Makes a table, measures both, one after the other, and removes the table.
    func run() async throws -> Outcome {
        var configuration = DatabaseConfiguration(conninfo: conninfo)
        configuration.sharedConnections = connections
        let database = Database(configuration: configuration)
        do {
            try await prepare(database)
            _ = try await reads(database, for: .seconds(1))
            let client = try await reads(database, for: .seconds(seconds))
            let pgbench = try await pgbench()
            try await remove(database)
            await database.close()
            return Outcome(client: client, pgbench: pgbench)
        } catch {
            // The next run removes the table.
            await database.close()
            throw error
        }
    }

    private func prepare(_ database: Database) async throws {
        try await remove(database)
        try await database.execute(
            "CREATE UNLOGGED TABLE vivier_bench_client (id int CONSTRAINT vivier_bench_client_pk PRIMARY KEY, name text NOT NULL)")
        try await database.execute(
            "INSERT INTO vivier_bench_client SELECT n, 'name ' || n FROM generate_series(1, \(Int32(Self.rows))) AS n")
        try await database.execute("ANALYZE vivier_bench_client")
    }

    private func remove(_ database: Database) async throws {
        try await database.execute("DROP TABLE IF EXISTS vivier_bench_client")
    }

    private func reads(_ database: Database, for duration: Duration) async throws -> Double {
        let start = ContinuousClock.now
        let end = start + duration
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for caller in 0..<callers {
                group.addTask {
                    var id = caller
                    var count = 0
                    while ContinuousClock.now < end {
                        id = (id + 7_919) % Self.rows
                        let rows = try await database.execute("SELECT id, name FROM vivier_bench_client WHERE id = \(Int32(id + 1))")
                        let answer = try rows.decode(Int.self, String.self)
                        guard answer.count == 1, answer[0].0 == id + 1 else { throw Failure(description: "a read returned another row") }
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / (start.duration(to: .now) / .seconds(1))
    }

    private func pgbench() async throws -> Double {
        let script = FileManager.default.temporaryDirectory.appending(path: "vivier-bench-\(UUID().uuidString).sql")
        try Data("\\set id random(1, \(Self.rows))\nSELECT id, name FROM vivier_bench_client WHERE id = :id;\n".utf8).write(to: script)
        defer { try? FileManager.default.removeItem(at: script) }
        let arguments = ["-n", "-M", "prepared", "-c", "\(callers)", "-j", "2", "-T", "\(seconds)", "-f", script.path, conninfo]
        let said = try await ChildProgram.output(of: ChildProgram.ofPostgres("pgbench"), arguments)
        // "tps = 27123.456 (without initial connection time)"
        guard let match = said.firstMatch(of: /tps = ([0-9.]+)/), let rate = Double(match.1) else {
            throw Failure(description: "pgbench did not say its rate: \(said)")
        }
        return rate
    }
}
