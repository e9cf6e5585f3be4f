import Foundation
import TestSupport
import Testing

/// The first command of the README, without its build.
@Suite(.timeLimit(.minutes(15)))
struct QuickstartTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../deploy/quickstart")
        .standardized

    private func start(_ state: URL, at address: String) async throws -> CommandLineProgram.Outcome {
        let outcome = try await CommandLineProgram.run(
            [Self.script.path, "--exit"], of: "/bin/bash",
            environment: [
                "VIVIER_PROGRAMS": CommandLineProgram.file("vivierd").deletingLastPathComponent().path, "VIVIER_STATE_DIR": state.path,
                "VIVIER_LISTEN": address, "LANG": "fr_FR.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            ])
        let log = (try? String(contentsOf: state.appending(path: "vivierd.log"), encoding: .utf8)) ?? ""
        #expect(outcome.status == 0, "\(outcome) \(log.suffix(4_000))")
        return outcome
    }

    /// The lines under a heading, to the next one.
    private func part(_ heading: String, of output: String) -> [String] {
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return Array(lines.drop { !$0.hasPrefix("— ") || !$0.contains(heading) }.dropFirst().prefix { !$0.isEmpty && !$0.hasPrefix("— ") })
    }

    @Test func `it prints what is promised, in one language, and the second time starts on what is there`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            let port = try #require(LoopbackServer.freePort())
            let address = "127.0.0.1:\(port)"
            for isFirst in [true, false] {
                let said = try await start(state, at: address)
                let demonstration = part("the demonstration", of: said.output)
                if isFirst {
                    #expect(demonstration.contains("imported: 3 schools, 300 students, 60 teams"), "\(said)")
                    #expect(demonstration.contains { $0.hasPrefix("posted: 40 cases") }, "\(said)")
                } else {
                    #expect(demonstration.contains("the demonstration is there already"), "\(said)")
                }
                #expect(demonstration.contains { $0.contains(/: total fit [1-9][0-9]*,/) }, "\(said)")
                #expect(part("the run", of: said.output).first == "certificate valid", "\(said)")
                #expect(part("the scarcest cases", of: said.output).count == 3, "\(said)")
                let pool = part("a talent pool", of: said.output)
                #expect((1...5).contains(pool.count), "\(said)")
                #expect(said.output.contains("Vivier answered at http://\(address) and is stopped."), "\(said)")
                // Neither the daemon nor its PostgreSQL goes on.
                let server = state.appending(path: "postgres/postmaster.pid")
                try await eventually("the server goes on") { !FileManager.default.fileExists(atPath: server.path) }
                let asked = try await CommandLineProgram.run(["whoami"], environment: ["VIVIER_URL": "http://\(address)"])
                #expect(asked.status == 7, "\(asked)")
            }
        }
    }
}
