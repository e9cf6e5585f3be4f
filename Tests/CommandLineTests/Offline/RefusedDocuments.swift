import Foundation

/// The documents that the tests of the formats hold to be refused, as files to be given to a program.
struct RefusedDocument: Decodable {
    var code: String
    var path: String
    private var document: String?
    private var part: String?
    private var other: String?

    static func golden(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../FormatsTests/Golden/\(name)").standardized
    }

    static func all(_ name: String) throws -> [RefusedDocument] {
        try JSONDecoder().decode([RefusedDocument].self, from: Data(contentsOf: golden(name)))
    }

    /// - Parameter whole: the text that a row of only a part changes.
    func bytes(of whole: String = "") -> [UInt8] {
        Array((document ?? whole.replacing(part ?? "", with: other ?? "", maxReplacements: 1)).utf8)
    }
}
