import Foundation
import Testing

/// A million teams and one case, within a bounded memory: what is linear in the teams must stay so, whatever the policy.
@Suite(.timeLimit(.minutes(15)))
struct MillionTeamsTests {
    private static let teams = 1_000_000
    /// Kibibytes of addresses that the program may use.
    private static let ceiling = 1 << 20

    private func instance(in folder: URL) throws -> String {
        let teams = (0..<Self.teams).map { "{\"id\":\"t\($0)\"}" }.joined(separator: ",")
        let fits = (0..<Self.teams).map { "[\"t\($0)\",\"c\",\($0 * 7_919 % 10_001)]" }.joined(separator: ",")
        let text =
            #"{"format":"vivier-instance/1","cases":[{"id":"c","capacity":1000}],"teams":["# + teams + #"],"fits":["# + fits + "]}"
        let file = folder.appending(path: "instance.json")
        try Data(text.utf8).write(to: file)
        return file.path
    }

    @Test func `each policy is solved and verified within a gibibyte of addresses`() async throws {
        try await TemporaryFolder.lend { folder in
            let file = try instance(in: folder)
            let vivier = CommandLineProgram.file("vivier").path
            for policy in ["best-total", "stable", "fairest"] {
                let result = folder.appending(path: "\(policy).json").path
                for command in ["solve '\(file)' --policy \(policy) -o '\(result)'", "verify '\(file)' '\(result)'"] {
                    let said = try await CommandLineProgram.run(
                        ["-c", "ulimit -v \(Self.ceiling) && exec '\(vivier)' \(command)"], of: "/bin/bash")
                    #expect(said.status == 0, "\(policy): \(said)")
                    if command.hasPrefix("solve") {
                        #expect(said.output.hasPrefix("1000 of 1000000 teams placed on 1 case, "), "\(policy): \(said)")
                    } else {
                        #expect(said.output == "valid\n", "\(policy): \(said)")
                    }
                }
            }
        }
    }
}
