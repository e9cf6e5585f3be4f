import Foundation
import Testing

@testable import VivierCLI

/// What commands read: files, and whatever else gives bytes.
@Suite(.timeLimit(.minutes(1)))
struct InputFileTests {
    private static let id = "01a20694-7c60-7314-b484-2402708de809"
    private static let instance =
        #"{"format": "vivier-instance/1", "teams": [{"id": "t"}], "cases": [{"id": "c", "capacity": 1}], "fits": [["t", "c", 5]]}"#

    @Test(arguments: [
        ["solve"], ["verify", "-"], ["cohort", "import", "--cohort", id], ["case", "post"], ["case", "import"], ["skills", "import"],
    ])
    func `a file that is not there is bad usage of every command`(command: [String]) async throws {
        try await TemporaryFolder.lend { folder in
            for path in [folder.appending(path: "missing.csv").path, folder.path + "/in/side.csv"]
                + (command[0] == "cohort" ? [] : [folder.path])
            {
                let outcome = try await CommandLineProgram.run(
                    command + [path], input: Array(Self.instance.utf8), environment: ["VIVIER_URL": "http://127.0.0.1:1"])
                #expect(outcome.status == 2 && outcome.output.isEmpty && outcome.complaints.contains(path), "\(command) \(outcome)")
            }
        }
    }

    @Test func `a pipe with a name, a device and standard input are read as a file is`() async throws {
        try await TemporaryFolder.lend { folder in
            let plain = folder.appending(path: "instance.json").path
            try Data(Self.instance.utf8).write(to: URL(filePath: plain))
            let pipe = folder.appending(path: "pipe").path
            let vivier = CommandLineProgram.file("vivier").path
            for command in [
                "cat '\(plain)' | '\(vivier)' solve -", "cat '\(plain)' | '\(vivier)' solve /dev/stdin",
                "'\(vivier)' solve /dev/stdin < '\(plain)'", "'\(vivier)' solve <(cat '\(plain)')",
                "mkfifo '\(pipe)'; cat '\(plain)' > '\(pipe)' & '\(vivier)' solve '\(pipe)'",
                "'\(vivier)' solve '\(plain)' | '\(vivier)' verify <(cat '\(plain)') /dev/stdin",
            ] {
                let outcome = try await CommandLineProgram.run(["-c", command], of: "/bin/bash")
                let isAnswer = command.contains("verify") ? outcome.output == "valid\n" : outcome.output.contains("\"total_fit\": 5")
                #expect(outcome.status == 0 && isAnswer, "\(command) \(outcome)")
            }
        }
    }

    @Test func `a stream without end is refused at its bound`() throws {
        do {
            _ = try InputFile(path: "/dev/zero").bytes(most: 3 << 20)
            Issue.record("endless and taken")
        } catch {
            #expect(error.status == ExitStatus.refused && error.sentence.contains("/dev/zero"), "\(error)")
        }
    }

    @Test func `a file as large as the bound is taken, one byte more is not`() async throws {
        try await TemporaryFolder.lend { folder in
            let file = folder.appending(path: "bytes").path
            try Data(repeating: 7, count: 5_000).write(to: URL(filePath: file))
            #expect(try InputFile(path: file).bytes(most: 5_000).count == 5_000)
            #expect(throws: CommandFailure.self) { try InputFile(path: file).bytes(most: 4_999) }
        }
    }
}
