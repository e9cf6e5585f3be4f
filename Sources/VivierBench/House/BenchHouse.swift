import Foundation
import Logging
import Postgres
import TestSupport
import Vivier

/// An empty Vivier in a database of its own, with the starter referential.
struct BenchHouse: Sendable {
    let server: BenchServer
    let name: String
    /// As the schema's owner.
    let database: Database
    /// Signs in as the daemon does.
    let application: Application

    var conninfo: String { server.conninfo(database: name) }

    /// Lends a house that is gone afterwards.
    static func lend<T>(on server: BenchServer, _ body: (BenchHouse) async throws -> T) async throws -> T {
        let name = "vivier_bench_\(getpid())_\(UInt32.random(in: 0...UInt32.max))"
        try await server.administer("CREATE DATABASE \(identifier: name) TEMPLATE template0")
        let house = BenchHouse(server: server, name: name)
        do {
            _ = try await Migrator.migrate(house.database, Migration.all)
            try await house.application.start()
            let value = try await body(house)
            try await house.demolish()
            return value
        } catch {
            try? await house.demolish()
            throw error
        }
    }

    private init(server: BenchServer, name: String) {
        self.server = server
        self.name = name
        database = Database(configuration: DatabaseConfiguration(conninfo: server.conninfo(database: name)))
        application = Application(
            database: Database(configuration: DatabaseConfiguration(conninfo: server.conninfo(database: name, user: server.daemonUser))),
            log: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
    }

    private func demolish() async throws {
        await application.database.close()
        await database.close()
        try await server.administer("DROP DATABASE \(identifier: name) WITH (FORCE)")
    }

    /// What a piece of work costs here and in the server; what was written before is on disk when it begins.
    func cost(of work: () async throws -> Void) async throws -> WorkCost {
        // Only superusers may; without it, one run pays for what another left.
        _ = try? await database.execute("CHECKPOINT", timeout: .seconds(120))
        let server = server.cpuSeconds
        let here = ProcessCost.cpuSeconds
        let start = ContinuousClock.now
        try await work()
        let wall = start.duration(to: .now) / .seconds(1)
        var cost = WorkCost(seconds: wall, cpu: ProcessCost.cpuSeconds - here)
        if let server, let after = self.server.cpuSeconds { cost.serverCPU = after - server }
        return cost
    }
}

/// What a piece of work took.
struct WorkCost: Sendable {
    /// By the clock.
    var seconds: Double
    /// CPU-seconds of the benchmark's own process.
    var cpu: Double
    /// CPU-seconds of the database server; nil where it cannot be seen.
    var serverCPU: Double?

    /// The cost of the middle length by the clock; of an even number, the shorter of the two.
    static func median(_ costs: [WorkCost]) -> WorkCost? {
        costs.isEmpty ? nil : costs.sorted { $0.seconds < $1.seconds }[(costs.count - 1) / 2]
    }
}

extension WorkCost: CustomStringConvertible {
    var description: String {
        let own = String(format: "%8.3f s, CPU %.3f s here", seconds, cpu)
        return serverCPU.map { own + String(format: " and %.3f s in the server", $0) } ?? own
    }
}
