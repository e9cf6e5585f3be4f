import Foundation
import Postgres
import Synchronization
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
            try await serve(url.replacing("host=", with: "host=/nowhere,"))
            try await rewrite(url, cluster)
            // A server that may forget what it has acknowledged is not served on.
            let careless = Database(configuration: DatabaseConfiguration(conninfo: cluster.conninfo()))
            _ = try await careless.execute("ALTER ROLE landlord SET synchronous_commit = off")
            await careless.close()
            try await refuse(url, naming: "synchronous_commit")
            try await cluster.stop()
        } catch {
            try? await cluster.stop()
            throw error
        }
    }

    @Test func `a server beyond a network is used when its certificate is the one that is trusted`() async throws {
        let port = try #require(LoopbackServer.freePort())
        let cluster = try await TestCluster.startEncrypted(port: port, settings: ["max_connections=60", "shared_buffers=32MB"])
        do {
            try await TemporaryFolder.lend { folder in
                let trusted = folder.appending(path: "server.crt")
                try Data(try cluster.certificate).write(to: trusted)
                let url = "host=localhost port=\(port) user=postgres dbname=postgres sslmode=verify-full sslrootcert="
                try await serve(url + trusted.path)
                try await refuse(url + "/nowhere", naming: "/nowhere")
            }
            try await cluster.stop()
        } catch {
            try? await cluster.stop()
            throw error
        }
    }

    /// A daemon on the database answers, and has made none of its own.
    private func serve(_ url: String) async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            let daemon = try RunningDaemon(state: state, arguments: ["--database-url", url])
            #expect(try await daemon.status(of: "readyz") == 200)
            let made = try await CommandLineProgram.run(
                ["token", "create", "--role", "operator", "--state-dir", state.path, "--database-url", url], of: "vivierd")
            let token = made.output.trimmingCharacters(in: .newlines)
            let asked = try await RunningDaemon.answer(of: daemon.address().appending(path: "api/v1/whoami"), token: token)
            #expect(asked.status == 200 && String(decoding: asked.body, as: UTF8.self).contains("operator"), "\(made)")
            #expect(!FileManager.default.fileExists(atPath: state.appending(path: "postgres").path))
            let database = Database(configuration: DatabaseConfiguration(conninfo: url))
            let others = try await database.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
            #expect(try others[0].decode(Int.self) > 0)
            await database.close()
            let status = try await daemon.stop(SIGTERM)
            #expect(status == 0)
        }
    }

    private func refuse(_ url: String, naming reason: String) async throws {
        try await TemporaryFolder.lend { folder in
            let outcome = try await CommandLineProgram.run(
                ["serve", "--listen", "127.0.0.1:0", "--state-dir", folder.path, "--database-url", url], of: "vivierd")
            #expect(outcome.status != 0 && outcome.complaints.contains(reason), "\(outcome)")
        }
    }

    /// After an erasure, of which the trace alone is needed here: as the owner, while others read.
    private func rewrite(_ url: String, _ cluster: TestCluster) async throws {
        let owner = Database(configuration: DatabaseConfiguration(conninfo: url))
        _ = try await owner.execute("INSERT INTO erased_trace DEFAULT VALUES")
        func rewrite() async throws -> CommandLineProgram.Outcome {
            try await TemporaryFolder.lend { folder in
                try await CommandLineProgram.run(
                    ["privacy", "rewrite", "--state-dir", folder.path, "--database-url", url], of: "vivierd")
            }
        }
        func waiting() async throws -> [[String]] { try await owner.execute("SELECT waiting FROM erased_trace").decode([String].self) }
        // Who reads the database as it was sees rows that cannot go yet.
        try await owner.transaction(isolation: .repeatableRead) { reader in
            _ = try await reader.execute("SELECT count(*) FROM student")
            let put = try await rewrite()
            #expect(put.status == 1 && put.complaints.contains("still read"), "\(put)")
        }
        // Who holds a table keeps it from being written, and nobody else from reading it.
        try await owner.transaction { holder in
            try await holder.execute("LOCK TABLE student IN ACCESS SHARE MODE")
            let end = End()
            async let longest = longestRead(owner, until: end)
            let start = ContinuousClock.now
            let outcome = try await rewrite()
            end.hasCome.store(true, ordering: .relaxed)
            #expect(outcome.status == 1 && outcome.complaints.contains("student"), "\(outcome)")
            let longestOfAll = try await longest
            // Ten times it is tried, and left again each time: a read behind it waits for one of them at most, and not for the last.
            #expect(longestOfAll < (ContinuousClock.now - start) / 2, "\(longestOfAll)")
        }
        #expect(try await waiting() == [["student"]])
        let done = try await rewrite()
        #expect(
            done.status == 0 && done.output.contains("written anew: student\n") && done.output.contains("not this service's"), "\(done)")
        #expect(try await waiting() == [])
        await owner.close()
    }

    private final class End: Sendable {
        let hasCome = Atomic(false)
    }

    private func longestRead(_ database: Database, until end: End) async throws -> Duration {
        var longest: Duration = .zero
        while !end.hasCome.load(ordering: .relaxed) {
            let begun = ContinuousClock.now
            _ = try await database.execute("SELECT count(*) FROM student")
            longest = max(longest, ContinuousClock.now - begun)
        }
        return longest
    }
}
