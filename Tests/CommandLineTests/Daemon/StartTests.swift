import Foundation
import TestSupport
import Testing

/// What stands in the way of a start, and what a start that is given up leaves.
struct StartTests {
    @Test func `a number that another program has got since is not taken for the server's`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            let first = try RunningDaemon(state: state)
            _ = try await first.address()
            let server = try #require(first.serverPID)
            _ = try await first.stop(SIGKILL)
            kill(server, SIGKILL)
            // As the server's own user, whose processes PostgreSQL takes for servers.
            let stranger = Process()
            let asPostgres = ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", "/usr/bin/sleep", "600"]
            stranger.executableURL = URL(filePath: geteuid() == 0 ? "/usr/bin/setpriv" : "/usr/bin/sleep")
            stranger.arguments = geteuid() == 0 ? asPostgres : ["600"]
            stranger.standardOutput = FileHandle.nullDevice
            stranger.standardError = FileHandle.nullDevice
            try stranger.run()
            defer { kill(stranger.processIdentifier, SIGKILL) }
            let status = state.appending(path: "postgres/postmaster.pid")
            var lines = try String(contentsOf: status, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false).map(
                String.init)
            lines[0] = "\(stranger.processIdentifier)"
            try Data(lines.joined(separator: "\n").utf8).write(to: status)
            try await RunningDaemon.serve(state: state) { second in
                let answered = try await second.status(of: "readyz")
                #expect(answered == 200)
            }
            #expect(stranger.isRunning)
        }
    }

    @Test func `a daemon that is stopped while it starts leaves no server behind`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            let daemon = try RunningDaemon(state: state)
            let socket = state.appending(path: "run/.s.PGSQL.5432").path
            try await eventually("no server starts") { FileManager.default.fileExists(atPath: socket) }
            #expect(try await daemon.stop(SIGTERM) == 0, "\(daemon.log)")
            #expect(daemon.serverPID == nil, "\(daemon.log)")
        }
    }
}
