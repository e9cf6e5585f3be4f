import Formats
import Foundation
import Testing

/// A document that is refused, and how: a row of a file of the folder Golden, which the tests of the programs read too.
struct RefusedRow: CustomTestStringConvertible {
    var document: String
    var code: String
    var path: String
    var testDescription: String { "\(code) at \(path): \(document.prefix(300))" }

    private struct Line: Decodable {
        var code: String
        var path: String
        var document: String?
        /// What `other` takes the place of, where the document is another one changed.
        var part: String?
        var other: String?
    }

    /// - Parameter whole: the document that lines with a part change.
    static func all(_ name: String, changing whole: String? = nil) throws -> [RefusedRow] {
        let text = try whole.map { String(decoding: try Golden.bytes($0), as: UTF8.self) } ?? ""
        return try JSONDecoder().decode([Line].self, from: Data(try Golden.bytes(name))).map { line in
            let document = line.document ?? text.replacing(line.part ?? "", with: line.other ?? "", maxReplacements: 1)
            return RefusedRow(document: document, code: line.code, path: line.path)
        }
    }

    /// The first reason is the row's, and each is said in both languages.
    func check(_ refusal: JSONRefusal?) {
        #expect(refusal?.problems.first?.code.rawValue == code)
        #expect(refusal?.problems.first?.place.path == path)
        for problem in refusal?.problems ?? [] {
            #expect(!problem.message.isEmpty && !problem.french.isEmpty && problem.message != problem.french)
            for text in [problem.message, problem.french] { #expect(!text.hasSuffix("."), "\(text)") }
            for word in [" the ", "expected", "found", "stands", "must", "there is", " of "] {
                #expect(!problem.french.contains(word), "\(problem.french)")
            }
        }
    }
}
