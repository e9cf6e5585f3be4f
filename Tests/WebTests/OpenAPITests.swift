import API
import Formats
import Foundation
import TestSupport
import Testing

/// The description of the API: what is served, no more and no less.
@Suite struct OpenAPITests {
    @Test func `no file takes the parameters of a page`() {
        var files = 0
        for endpoint in Endpoints.all {
            guard case .file = endpoint.answer else { continue }
            files += 1
            let names = Set(Shape.of(endpoint.types.query).properties.map(\.name))
            #expect(names.isDisjoint(with: ["limit", "cursor"]), "\(endpoint.operation)")
        }
        #expect(files > 8)
    }

    @Test func `the document is the one that was agreed on`() throws {
        try expectGolden(OpenAPIDocument.bytes(), "openapi.json")
    }

    @Test(.enabled(if: Validator.find() != nil, "openapi-spec-validator is not installed (pip install openapi-spec-validator)"))
    func `the document is valid OpenAPI 3.1`() async throws {
        let validator = try #require(Validator.find())
        let file = FileManager.default.temporaryDirectory.appending(path: "vivier-openapi-\(UUID()).json")
        try OpenAPIDocument.bytes().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let verdict = try await validator.run(on: file)
        #expect(verdict.status == 0, "\(verdict.text)")
    }

    @Test func `no two types of the document share a name`() {
        var known: [String: [String]] = [:]
        func look(_ shape: Shape) {
            switch shape {
            case .object(let name, let properties):
                let keys = properties.map { "\($0.name)\($0.required ? "" : "?")" }
                if let before = known[name] {
                    #expect(before == keys, "\(name) stands for two types")
                } else {
                    known[name] = keys
                    for property in properties { look(property.shape) }
                }
            case .list(let item), .oneOrMore(let item), .map(let item): look(item)
            case .text, .integer, .number, .boolean: break
            }
        }
        for endpoint in Endpoints.all {
            for type in [endpoint.types.query, endpoint.types.body, endpoint.types.answer] { look(.of(type)) }
        }
        #expect(known.count > 50)
    }

    @Test func `the server shows the document`() async throws {
        try await TestSite.serve { site in
            let answer = try await site.get("/openapi.json")
            #expect(answer.status == 200)
            #expect(answer[header: "Content-Type"] == "application/json")
            #expect(try answer.body == OpenAPIDocument.bytes())
        }
    }

    @Test func `a shape names just the keys that the coders write`() throws {
        let day = try #require(Day("2027-01-04"))
        let draft = CaseDraft(
            company: "k", reference: "r", title: "t", description: "d", skills: [.init(skill: "s", uri: "u", level: 1, importance: .must)],
            teamSize: .init(min: 1, max: 2), capacity: 1, minimum: 1, window: .init(from: day, until: day), hoursPerWeek: 4,
            mentorSlots: WeekGrid(), languages: [], place: "p", remote: false, confidentiality: "open", rights: "students", reward: "r",
            openTo: [], draft: true)
        let written = try #require(try JSONSerialization.jsonObject(with: Wire.encoder.encode(draft)) as? [String: Any])
        let shape = Shape.of(CaseDraft.self)
        #expect(Set(shape.properties.map(\.name)) == Set(written.keys))
        #expect(Set(shape.properties.filter(\.required).map(\.name)) == ["title", "window", "hours_per_week"])
    }
}

/// The outside judge of OpenAPI documents.
private struct Validator {
    var program: URL

    /// Among the tests' own tools (`VIVIER_TEST_TOOLS`), or on the path.
    static func find() -> Validator? {
        let environment = ProcessInfo.processInfo.environment
        let folders = [environment["VIVIER_TEST_TOOLS"] ?? ""] + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let candidates = folders.filter { !$0.isEmpty }.map { "\($0)/openapi-spec-validator" }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }.map { Validator(program: URL(filePath: $0)) }
    }

    func run(on file: URL) async throws -> (status: Int32, text: String) {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let process = Process()
                        let output = Pipe()
                        process.executableURL = program
                        process.arguments = [file.path]
                        process.standardOutput = output
                        process.standardError = output
                        try process.run()
                        let said = output.fileHandleForReading.readDataToEndOfFile()
                        try output.fileHandleForReading.close()
                        process.waitUntilExit()
                        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
                    })
            }
        }
    }
}
