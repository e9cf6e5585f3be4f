import Foundation
import Testing

/// Where `vivier solve -o` writes to.
@Suite(.timeLimit(.minutes(2)))
struct SolveOutputTests {
    private let instance = """
        {"format": "vivier-instance/1", "teams": [{"id": "t"}], "cases": [{"id": "c", "capacity": 1}], "fits": [["t", "c", 7000]]}
        """

    @Test func `the worst-served team of a fairest result is one that nobody has pinned, and the summary says so`() async throws {
        let pinned = """
            {"format": "vivier-instance/1", "policy": "fairest", "teams": [{"id": "t"}, {"id": "u"}],
             "cases": [{"id": "c", "capacity": 1}, {"id": "d", "capacity": 1}],
             "fits": [["t", "c", 1000], ["u", "d", 9000]], "pins": [["t", "c"]]}
            """
        try await TemporaryFolder.lend { folder in
            let file = folder.appending(path: "instance.json")
            for (text, beside) in [
                (pinned, " beside the pinned"), (pinned.replacing("\"pins\": [[\"t\", \"c\"]]", with: "\"pins\": []"), ""),
            ] {
                try Data(text.utf8).write(to: file)
                let said = try await CommandLineProgram.run(["solve", file.path, "-o", folder.appending(path: "result.json").path]).output
                #expect(said.contains("2 of 2 teams placed on 2 cases"), "\(said)")
                #expect(said.contains("the worst-served\(beside) at fit \(beside.isEmpty ? 1000 : 9000)"), "\(said)")
            }
        }
    }

    @Test func `a link stays one, a device stays one, and the instance is not written over`() async throws {
        try await TemporaryFolder.lend { folder in
            let file = folder.appending(path: "instance.json")
            try Data(instance.utf8).write(to: file)
            let (target, link) = (folder.appending(path: "target.json"), folder.appending(path: "link.json"))
            try Data("old".utf8).write(to: target)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
            #expect(try await CommandLineProgram.run(["solve", file.path, "-o", link.path]).status == 0)
            #expect(try String(contentsOf: target, encoding: .utf8).contains("\"total_fit\": 7000"))
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == target.path)

            let device = folder.appending(path: "device")
            try FileManager.default.createSymbolicLink(atPath: device.path, withDestinationPath: "/dev/null")
            #expect(try await CommandLineProgram.run(["solve", file.path, "-o", device.path]).status == 0)
            #expect(try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType == .typeCharacterSpecial)

            let itself = folder.appending(path: "itself.json")
            try FileManager.default.createSymbolicLink(at: itself, withDestinationURL: file)
            for path in [file.path, itself.path] {
                let refused = try await CommandLineProgram.run(["solve", file.path, "-o", path])
                #expect(refused.status == 2 && refused.complaints.contains("is the instance itself"), "\(refused)")
            }
            #expect(try String(contentsOf: file, encoding: .utf8) == instance)
        }
    }
}
