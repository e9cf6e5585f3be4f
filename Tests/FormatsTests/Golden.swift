import Foundation
import Testing

/// Files of the folder Golden that hold a format to its bytes.
enum Golden {
    private static func place(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: place(name)))
    }

    /// Compares with the file; one that is not there is written, and fails this once.
    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        guard let known = try? String(contentsOf: place(name), encoding: .utf8) else {
            try text.write(to: place(name), atomically: true, encoding: .utf8)
            Issue.record("Golden/\(name) was not there; it is written now: read it, then run again", sourceLocation: sourceLocation)
            return
        }
        #expect(text == known, sourceLocation: sourceLocation)
    }
}
