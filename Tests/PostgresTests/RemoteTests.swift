import Foundation
import Postgres
import TestSupport
import Testing

/// The server is reached over TCP: encrypted, and as one of several hosts.
struct RemoteTests {
    private func withServer(_ body: (_ port: UInt16, _ certificate: URL) async throws -> Void) async throws {
        let port = try #require(LoopbackServer.freePort())
        let cluster = try await TestCluster.startEncrypted(port: port)
        let trusted = FileManager.default.temporaryDirectory.appending(path: "vivier-trust-\(UUID().uuidString).crt")
        try Data(try cluster.certificate).write(to: trusted)
        defer { try? FileManager.default.removeItem(at: trusted) }
        try await body(port, trusted)
        try await cluster.stop()
    }

    private func connected<T>(_ conninfo: String, _ body: (Database) async throws -> T) async throws -> T {
        var configuration = DatabaseConfiguration(conninfo: "user=postgres dbname=postgres " + conninfo)
        configuration.acquireTimeout = .seconds(3)
        let database = Database(configuration: configuration)
        do {
            let answer = try await body(database)
            await database.close()
            return answer
        } catch {
            await database.close()
            throw error
        }
    }

    @Test func `a server with a verified certificate is spoken to encrypted, in answers of any size`() async throws {
        try await withServer { port, certificate in
            let verified = "host=localhost hostaddr=127.0.0.1 port=\(port) sslmode=verify-full sslrootcert=\(certificate.path)"
            try await connected(verified) { database in
                let encrypted = try await database.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                #expect(try encrypted.first?.decode(Bool.self) == true)
                // Larger than a record of TLS, and many on their way at once.
                let sizes = try await withThrowingTaskGroup(of: Int.self) { group in
                    for size in [1, 16_383, 16_384, 100_000, 3_000_000] {
                        group.addTask {
                            let rows = try await database.execute("SELECT repeat('é', \(Int32(size)))")
                            return try rows.first?.decode(String.self).count ?? 0
                        }
                    }
                    return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
                }
                #expect(sizes == [1, 16_383, 16_384, 100_000, 3_000_000])
            }
        }
    }

    @Test func `a server whose certificate nobody vouches for is refused`() async throws {
        try await withServer { port, certificate in
            let other = FileManager.default.temporaryDirectory.appending(path: "vivier-other-\(UUID().uuidString).crt")
            defer { try? FileManager.default.removeItem(at: other) }
            try Data().write(to: other)
            for doubt in ["host=localhost sslrootcert=\(other.path)", "host=127.0.0.1 sslrootcert=\(certificate.path)"] {
                let conninfo = "\(doubt) hostaddr=127.0.0.1 port=\(port) sslmode=verify-full"
                let error = await #expect(throws: PostgresError.self) {
                    try await connected(conninfo) { try await $0.execute("SELECT 1") }
                }
                #expect(error?.kind == .connectionLost(mayHaveRun: false), "\(doubt)")
            }
        }
    }

    /// In a spelling of the loopback that is taken for a name like any other.
    @Test func `where nothing is said of it, a server by another name has to be vouched for`() async throws {
        try await withServer { port, certificate in
            let error = await #expect(throws: PostgresError.self) {
                try await connected("host=127.1 port=\(port)") { try await $0.execute("SELECT 1") }
            }
            #expect(error.map { "\($0)" + $0.debugDescription }?.contains("certificate") == true, "\(error.debugDescription)")
            let said = try await connected("host=127.1 port=\(port) sslmode=require") {
                try await $0.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").first?.decode(Bool.self)
            }
            #expect(said == true)
            let vouched = "host=127.1 sslmode=verify-ca sslrootcert=\(certificate.path) port=\(port)"
            #expect(try await connected(vouched) { try await $0.execute("SELECT 1::integer").first?.decode(Int.self) } == 1)
        }
    }

    @Test func `of several hosts the first that answers is used`() async throws {
        try await withServer { port, _ in
            let nobody = try #require(LoopbackServer.freePort())
            let conninfo = "host=127.0.0.1,127.0.0.1 port=\(nobody),\(port) target_session_attrs=read-write"
            let answer = try await connected(conninfo) { try await $0.execute("SELECT inet_server_port()").first?.decode(Int.self) }
            #expect(answer == Int(port))
        }
    }
}
