import Foundation
import Postgres
import Synchronization
import TestSupport

/// A whole service of which the daemon, its PostgreSQL or one of the server's processes is killed at any moment, and which is started again.
final class MortalService: Sendable {
    enum Victim: String, CaseIterable {
        case daemon, server, both
        /// One process of the server, whichever it is: PostgreSQL then ends all others and recovers.
        case process
    }

    private struct Life {
        var daemon: RunningDaemon
        var address: URL
    }

    let state: URL
    private let life = Mutex<Life?>(nil)

    /// Lends one that runs, and stops it afterwards.
    static func lend<T>(_ body: (MortalService) async throws -> T) async throws -> T {
        try await TemporaryFolder.lend { folder in
            let service = MortalService(state: folder.appending(path: "state"))
            do {
                try await service.start()
                let value = try await body(service)
                _ = try await service.running.stop(SIGTERM)
                return value
            } catch {
                _ = try? await service.running.stop(SIGTERM)
                throw error
            }
        }
    }

    private init(state: URL) { self.state = state }

    func start() async throws {
        let daemon = try RunningDaemon(state: state, environment: ["VIVIER_REQUESTS_PER_SECOND": "0"])
        let address = try await daemon.address()
        life.withLock { $0 = Life(daemon: daemon, address: address) }
    }

    /// Where it answers, or did before it was killed.
    var address: URL? { life.withLock { $0?.address } }

    private var running: RunningDaemon {
        get throws {
            guard let daemon = life.withLock({ $0?.daemon }) else { throw RunningDaemon.Failure(description: "it was never started") }
            return daemon
        }
    }

    /// An operator's.
    func token() async throws -> String {
        try await running.operatorToken()
    }

    /// As the owner of the private database, whom no row-level security keeps from a row.
    func owner() -> Database {
        Database(
            configuration: DatabaseConfiguration(conninfo: "host=\(state.appending(path: "run").path) user=vivier_owner dbname=vivier"))
    }

    /// Kills without a word to anybody. Where the daemon lives it starts its server again by itself.
    func strike(_ victim: Victim, with chance: inout SeededGenerator) async throws {
        let daemon = try running
        try await eventually("the server of the last life is gone, and the next one there") { daemon.serverPID != nil }
        let server = daemon.serverPID ?? 0
        let family = server > 0 ? TestCluster.family(of: server) : []
        switch victim {
        case .daemon:
            _ = try await daemon.stop(SIGKILL)
        case .server:
            _ = kill(server, SIGKILL)
        case .both:
            // The daemon first, or it would start another server.
            for process in [daemon.pid] + family { _ = kill(process, SIGKILL) }
            _ = try await daemon.stop(SIGKILL)
        case .process:
            if let process = family.dropFirst().randomElement(using: &chance) { _ = kill(process, SIGKILL) }
        }
        // What is asked for from now on is not cut off by this kill any more.
        if victim != .daemon {
            let ended = victim == .process ? family.dropFirst() : family[...]
            try await eventually("all have noticed it") { !ended.contains(where: RunningDaemon.isAlive) }
        }
    }

    /// Starts the daemon again where it was killed.
    func revive() async throws {
        if try !running.isRunning { try await start() }
    }
}
