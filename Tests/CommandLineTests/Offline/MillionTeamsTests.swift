import Foundation
import Testing

/// A million teams and one case, within a bounded memory: what is linear in the teams must stay so, whatever the policy.
@Suite(.timeLimit(.minutes(5)))
struct MillionTeamsTests {
    private static let teams = 1_000_000
    /// Kibibytes of addresses that the program may use.
    private static let ceiling = 1 << 20

    /// Writes the instance without building it in memory as a value.
    private func instance(in folder: URL) throws -> String {
        var bytes: [UInt8] = Array(#"{"format":"vivier-instance/1","cases":[{"id":"c","capacity":1000}],"teams":["#.utf8)
        func number(_ value: Int) { bytes += String(value).utf8 }
        for team in 0..<Self.teams {
            bytes += (team == 0 ? #"{"id":"t"# : #",{"id":"t"#).utf8
            number(team)
            bytes += #""}"#.utf8
        }
        bytes += #"],"fits":["#.utf8
        for team in 0..<Self.teams {
            bytes += (team == 0 ? #"["t"# : #",["t"#).utf8
            number(team)
            bytes += #"","c","#.utf8
            number(team * 7_919 % 10_001)
            bytes += "]".utf8
        }
        bytes += "]}".utf8
        let file = folder.appending(path: "instance.json")
        try Data(bytes).write(to: file)
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
                        #expect(said.output.hasPrefix("1000 of 1000000 teams placed on 1 cases, "), "\(policy): \(said)")
                    } else {
                        #expect(said.output == "valid\n", "\(policy): \(said)")
                    }
                }
            }
        }
    }
}
