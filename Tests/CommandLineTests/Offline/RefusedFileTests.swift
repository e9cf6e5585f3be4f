import Formats
import Foundation
import Testing

/// What `vivier solve` and `vivier verify` say of files that they refuse: file, line, column and path, in the language that was asked for.
@Suite(.timeLimit(.minutes(5)))
struct RefusedFileTests {
    private struct Problems: Decodable {
        var problems: [Row]
    }

    private struct Row: Decodable {
        var file: String
        var line: Int
        var column: Int
        var path: String
        var code: String
        var message: String
    }

    /// Runs a command on a file that it must refuse, in both languages and as JSON.
    ///
    /// - Parameters:
    ///   - file: as the messages call it.
    ///   - expected: the reasons, in the order of the document.
    private func check(_ words: [String], _ file: String, _ row: RefusedDocument, _ expected: [JSONProblem]) async throws {
        #expect(expected.first?.code.rawValue == row.code && expected.first?.place.path == row.path, "\(words) \(row)")
        for language in ["en", "fr"] {
            let outcome = try await CommandLineProgram.run(words + ["--language", language])
            #expect(outcome.status == 3 && outcome.output.isEmpty, "\(words) \(row) \(outcome)")
            let lines = expected.map { problem in
                "\(file):\(problem.place.line):\(problem.place.column): \(problem.place.path): "
                    + (language == "fr" ? problem.french : problem.message)
            }
            #expect(outcome.complaints == lines.map { $0 + "\n" }.joined(), "\(words) \(row) \(outcome)")
        }
        let outcome = try await CommandLineProgram.run(words + ["--json"], environment: ["VIVIER_LANGUAGE": "fr"])
        let rows = try JSONDecoder().decode(Problems.self, from: Data(outcome.output.utf8)).problems
        #expect(outcome.status == 3 && rows.map(\.message) == expected.map(\.french), "\(words) \(row) \(outcome)")
        #expect(rows.map(\.code) == expected.map(\.code.rawValue) && rows.map(\.path) == expected.map(\.place.path), "\(rows)")
        #expect(rows.map { [$0.line, $0.column] } == expected.map { [$0.place.line, $0.place.column] }, "\(rows)")
        #expect(rows.allSatisfy { $0.file == file }, "\(rows)")
    }

    private func written(_ bytes: [UInt8], _ name: String, in folder: URL) throws -> String {
        let file = folder.appending(path: name)
        try Data(bytes).write(to: file)
        return file.path
    }

    @Test func `an instance that is refused is refused alike by solve and verify`() async throws {
        let rows = try RefusedDocument.all("instance-refusals.json")
        #expect(rows.count > 50)
        try await TemporaryFolder.lend { folder in
            let result = RefusedDocument.golden("result.json").path
            for row in rows {
                let file = try written(row.bytes(), "instance.json", in: folder)
                let refusal = try #require(throws: JSONRefusal.self) { try InstanceFile.read(row.bytes()) }
                try await check(["solve", file], file, row, refusal.problems)
                let verified = try await CommandLineProgram.run(["verify", file, result])
                #expect(verified.status == 3 && verified.complaints.contains(": \(row.path): "), "\(row) \(verified)")
            }
        }
    }

    @Test func `a result that is refused is refused with its places`() async throws {
        let rows = try RefusedDocument.all("result-refusals.json")
        #expect(rows.count > 10)
        let instance = RefusedDocument.golden("instance.json")
        let whole = try String(contentsOf: RefusedDocument.golden("result.json"), encoding: .utf8)
        let read = try InstanceFile.read(Array(try Data(contentsOf: instance))).instance
        try await TemporaryFolder.lend { folder in
            for row in rows {
                let file = try written(row.bytes(of: whole), "result.json", in: folder)
                let refusal = try #require(throws: JSONRefusal.self) { try ResultFile.read(row.bytes(of: whole), for: read) }
                try await check(["verify", instance.path, file], file, row, refusal.problems)
            }
        }
    }

    @Test func `a snapshot that is refused is refused with its places`() async throws {
        let rows = try RefusedDocument.all("snapshot-refusals.json")
        #expect(rows.count > 10)
        let whole = try String(contentsOf: RefusedDocument.golden("snapshot.json"), encoding: .utf8)
        try await TemporaryFolder.lend { folder in
            for row in rows {
                let bytes = row.bytes(of: whole)
                // What does not begin as a snapshot is read as an instance.
                guard Snapshot.isSnapshot(bytes) else { continue }
                let file = try written(bytes, "snapshot.json", in: folder)
                let refusal = try #require(throws: JSONRefusal.self) { try Snapshot.read(bytes) }
                try await check(["verify", file, RefusedDocument.golden("result.json").path], file, row, refusal.problems)
            }
        }
    }

    @Test func `from a pipe the file is called standard input, and lines and columns count from one`() async throws {
        let document = """
            {"format": "vivier-instance/1",
             "teams": [{"id": "a"}, {"id": "a"}],
             "cases": [{"id": "x", "capacity": -1}]}
            """
        for (language, told) in [
            (
                "en",
                """
                standard input:2:32: $.teams[1].id: the team id "a" stands twice
                standard input:3:36: $.cases[0].capacity: a capacity must be from 0 to 1000000000, this is -1

                """
            ),
            (
                "fr",
                """
                entrée standard:2:32: $.teams[1].id: l’id «\u{A0}a\u{A0}» figure deux fois parmi les équipes
                entrée standard:3:36: $.cases[0].capacity: une capacité doit aller de 0 à 1000000000, on lit ici -1

                """
            ),
        ] {
            let outcome = try await CommandLineProgram.run(["solve", "-", "--language", language], input: Array(document.utf8))
            #expect(outcome.status == 3 && outcome.complaints == told, "\(outcome)")
        }
    }

    @Test func `what is passed over is warned of in French too`() async throws {
        let document = #"{"format":"vivier-instance/1","note":1,"teams":[],"cases":[]}"#
        let outcome = try await CommandLineProgram.run(["solve", "-", "--language", "fr"], input: Array(document.utf8))
        #expect(outcome.status == 0, "\(outcome)")
        #expect(
            outcome.complaints
                == "avertissement\u{A0}: entrée standard:1:31: $.note: le format n’a pas ici de membre «\u{A0}note\u{A0}»\u{A0}: il est ignoré\n",
            "\(outcome)")
    }
}
