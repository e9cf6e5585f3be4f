import Foundation
import Matching
import Testing

@testable import Formats

/// Input that would stretch or disguise the message which refuses it.
struct HostileQuoteTests {
    /// A megabyte with an override in front, as a JSON string holds it.
    private static let hostile = "\u{202E}" + String(repeating: "x", count: 1 << 20)

    private func check(_ message: String, _ about: String) {
        #expect(message.utf8.count < 700, "\(about): \(message.utf8.count) bytes")
        #expect(!message.unicodeScalars.contains(where: VisibleText.isHidden), "\(about)")
        #expect(message.contains("\\u{202E}xxx"), "\(about): \(message.prefix(200))")
    }

    private func refusals(of document: String) throws -> [JSONProblem] {
        do {
            return try InstanceFile.read(Array(document.utf8)).ignored
        } catch {
            return error.problems
        }
    }

    @Test(arguments: [
        #"{"format": "@"}"#, #"{"policy": "@"}"#,
        #"{"format": "vivier-instance/1", "teams": [], "cases": [], "@": 1}"#,
        #"{"format": "vivier-instance/1", "teams": [], "cases": [], "@": 1, "@": 2}"#,
        #"{"teams": [{"id": "@"}, {"id": "@"}]}"#,
        #"{"format": "vivier-instance/1", "teams": [{"id": "t", "prefers": ["@"]}], "cases": []}"#,
        #"{"format": "vivier-instance/1", "teams": [{"id": "t", "prefers": ["@", "@"]}], "cases": [{"id": "@", "capacity": 1}]}"#,
        #"{"format": "vivier-instance/1", "teams": [{"id": "@"}], "cases": [{"id": "c", "capacity": 1}], "fits": [], "pins": [["@", "c"]]}"#,
        #"{"format": "vivier-instance/1", "teams": [], "cases": [{"id": "c", "capacity": 1, "company": "@"}]}"#,
        #"{"@": {"x": 01}}"#,
    ])
    func `an instance`(pattern: String) throws {
        for problem in try refusals(of: pattern.replacing("@", with: Self.hostile)) where !problem.message.contains("missing") {
            check(problem.message + problem.place.path, pattern)
            check(problem.french + problem.place.path, pattern)
        }
    }

    @Test(arguments: [#"{"matches": [["@", "c"]]}"#, #"{"certificate": {"kind": "lp-dual", "cases": {"@": 1}}}"#])
    func `a result`(pattern: String) throws {
        let instance = Instance()
        let error = #expect(throws: JSONRefusal.self) {
            try ResultFile.read(Array(pattern.replacing("@", with: Self.hostile).utf8), for: instance)
        }
        let problem = try #require(error?.problems.first { $0.code == .unknownID })
        check(problem.message + problem.place.path, pattern)
        check(problem.french + problem.place.path, pattern)
    }

    @Test(arguments: [
        "key,given_name,family_name,email,@\n", "key,given_name,family_name,email,email @\n1,a,b,c@d.example,x\n",
        "key,given_name,family_name,email\n1,a,b,@\n", "key,given_name,family_name,email,graduation\n1,a,b,c@d.example,@\n",
        "key,given_name,family_name,email,skills\n1,a,b,c@d.example,@:9\n",
        "key,given_name,family_name,email,availability\n1,a,b,c@d.example,@\n", "key,name,email\n1,@,c@d.example\n",
        "key,given_name,family_name,email,sex @\n",
    ])
    func `a roster`(pattern: String) {
        // The cell's own bound would refuse a megabyte without quoting it.
        let hostile = "\u{202E}" + String(repeating: "x", count: 200)
        let text = pattern.replacing("c@d", with: "c#d").replacing("@", with: hostile).replacing("c#d", with: "c@d")
        let problems = RosterCSV.read(Array(text.utf8), file: hostile + ".csv").problems.problems
        #expect(!problems.isEmpty)
        for problem in problems {
            for words in [problem.en, problem.fr, problem.column ?? "", problem.file] {
                #expect(words.utf8.count < 1_500, "\(words)")
                #expect(!words.unicodeScalars.contains(where: VisibleText.isHidden), "\(words)")
            }
        }
        #expect(problems.contains { ($0.en + ($0.column ?? "")).contains("\\u{202E}xxx") }, "\(problems)")
    }

    @Test func `a field of a case file`() {
        let (_, problems) = CaseFileReader.read(
            Array("---\n\(String(repeating: "x", count: 900)): 1\ncapacity: \(String(repeating: "y", count: 9_000))\n---\n".utf8),
            file: "case.md")
        #expect(problems.total >= 2)
        for problem in problems.problems { #expect(problem.en.count < 500 && (problem.column ?? "").count < 90, "\(problem)") }
    }
}
