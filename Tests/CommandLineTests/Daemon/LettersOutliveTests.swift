import Foundation
import TestSupport
import Testing

/// A warning outlives the daemon that was to deliver it.
@Suite(.timeLimit(.minutes(15))) struct LettersOutliveTests {
    private func roster(_ address: String) -> String { "key,given_name,family_name,email\n1,Ève,O’Neil,\(address)\n" }

    /// As the owner of the private database.
    private func query(_ statement: String, _ state: URL) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/psql")
        process.arguments = [
            "-qXAt", "-h", state.appending(path: "run").path, "-U", "vivier_owner", "-d", "vivier", "-c", statement,
        ]
        process.standardOutput = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: said, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    @Test func `a letter that was under way when the daemon was killed is delivered by the next one, once`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            // A mail server that takes the call and says nothing.
            let silent = try LoopbackServer { _ in nil }
            let mail = ["VIVIER_MAIL_URL": "smtp://127.0.0.1:\(silent.port)", "VIVIER_MAIL_FROM": "vivier@example.org"]
            let daemon = try RunningDaemon(state: state, environment: mail)
            let url = try await daemon.address().absoluteString
            let secret = try await daemon.operatorToken()
            let root = Speaker(url: url, token: secret)
            let school = try await root.done("school", "create", "École de Vézelay")
            let dean = Speaker(
                url: url, token: try await root.done("token", "create", "--role", "school-admin", "--organisation", school))
            let cohort = try await dean.done("cohort", "create", "M1", "Master 1")
            _ = try await dean.done("cohort", "import", "-", "--cohort", cohort, input: roster("old@ecole.example"))
            _ = try await dean.done("cohort", "import", "-", "--cohort", cohort, input: roster("new@ecole.example"))
            try await eventually { try query("SELECT tries FROM letter", state) == "1" }
            #expect(try await daemon.stop(SIGKILL) == SIGKILL)

            try await RunningDaemon.serve(state: state) { daemon in
                #expect(try query("SELECT count(*) FROM letter WHERE sent_at IS NULL AND email = 'old@ecole.example'", state) == "1")
                // Its time has not come yet; here it does.
                _ = try query("UPDATE letter SET due_at = now()", state)
                let inbox = state.appending(path: "mail")
                func files() -> [URL] {
                    (try? FileManager.default.contentsOfDirectory(at: inbox, includingPropertiesForKeys: nil)) ?? []
                }
                try await eventually { try query("SELECT count(*) FROM letter WHERE sent_at IS NULL", state) == "0" }
                let letters = files().compactMap { try? String(contentsOf: $0, encoding: .utf8) }
                #expect(letters.count == 1 && letters[0].contains("To: <old@ecole.example>"), "\(letters)")
                #expect(!daemon.log.contains("old@ecole.example"))
            }
        }
    }
}
