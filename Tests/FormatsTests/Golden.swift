import Foundation

/// Files of the folder Golden that hold a format to its bytes.
enum Golden {
    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")))
    }
}
