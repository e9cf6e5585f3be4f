import Foundation
import Postgres
import TestSupport
import Testing

/// A database of somebody else's server, by one address: its owner is no superuser.
struct OwnerTests {
    @Test func `an owner who may make roles and is no superuser migrates and serves, the second time too`() async throws {
        let cluster = try await TestCluster.start(settings: ["max_connections=60", "shared_buffers=32MB"])
        do {
            let root = Database(configuration: DatabaseConfiguration(conninfo: cluster.conninfo()))
            _ = try await root.execute("CREATE ROLE landlord LOGIN CREATEROLE")
            _ = try await root.execute("CREATE DATABASE let OWNER landlord")
            await root.close()
            let url = cluster.conninfo(database: "let", user: "landlord")
            try await TemporaryFolder.lend { folder in
                for command in [["migrate"], ["migrate"], ["token", "create", "--role", "operator"]] {
                    let outcome = try await CommandLineProgram.run(
                        command + ["--state-dir", folder.path, "--owner-database-url", url, "--database-url", url], of: "vivierd")
                    #expect(outcome.status == 0, "\(command) \(outcome)")
                    let alone = try await CommandLineProgram.run(
                        command + ["--state-dir", folder.path, "--database-url", url], of: "vivierd")
                    #expect(alone.status == 0, "\(command) \(alone)")
                }
            }
            try await cluster.stop()
        } catch {
            try? await cluster.stop()
            throw error
        }
    }
}
