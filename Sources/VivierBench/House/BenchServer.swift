import Foundation
import Postgres
import TestSupport

/// A PostgreSQL for the length of a benchmark: one of its own that is set as the daemon sets its private one, or a given one, on which
/// only databases of the benchmark's own are touched.
struct BenchServer: Sendable {
    // As the daemon sets its private server up.
    private static let initdb = ["--data-checksums", "--locale-provider=icu", "--icu-locale=fr"]
    private static let settings = [
        "max_connections=64", "shared_buffers=64MB", "max_wal_size=2GB", "wal_compression=lz4", "jit=off", "timezone=UTC",
    ]

    private let cluster: TestCluster?
    private let conninfo: String

    /// - Parameter url: in libpq's syntax, of a role that may create databases and roles; nil for a server of its own.
    static func start(url: String?) async throws -> BenchServer {
        if let url { return BenchServer(cluster: nil, conninfo: url) }
        let cluster = try await TestCluster.start(initdb: initdb, settings: settings)
        return BenchServer(cluster: cluster, conninfo: cluster.conninfo())
    }

    func stop() async throws {
        try await cluster?.stop()
    }

    func conninfo(database: String, user: String? = nil) -> String {
        let there = TestDatabase.conninfo(conninfo, with: "dbname", database)
        return user.map { TestDatabase.conninfo(there, with: "user", $0) } ?? there
    }

    /// The daemon signs in as a role of its own where the server is the benchmark's; on a given one that role may have no password.
    var daemonUser: String? { cluster == nil ? nil : "vivier_daemon" }

    /// Runs a statement that no transaction may hold, such as `CREATE DATABASE`.
    func administer(_ statement: SQL) async throws {
        let database = Database(configuration: DatabaseConfiguration(conninfo: conninfo))
        do {
            try await database.execute(statement, timeout: .seconds(600))
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    /// CPU-seconds of the server and of all that it started, those that have ended as well; nil for a given server.
    var cpuSeconds: Double? {
        guard let pid = cluster?.serverPID else { return nil }
        var ticks = 0.0
        for process in TestCluster.family(of: pid) {
            guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8), let end = stat.lastIndex(of: ")")
            else { continue }
            // proc(5): behind the name, utime is the 12th field, then stime, and both again of the children that were waited for.
            let fields = stat[stat.index(after: end)...].split(separator: " ")
            for field in fields.dropFirst(11).prefix(4) { ticks += Double(field) ?? 0 }
        }
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
