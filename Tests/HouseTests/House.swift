import Foundation

/// The sources as text.
enum House {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    struct Source {
        /// From the root of the package.
        var path: String
        var lines: [Substring]
        /// `Vivier` of `Sources/Vivier/…`.
        var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    }

    /// Every file below a folder, by its path from the root.
    static func files(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path).map { "\(folder)/\($0)" }
    }

    static func swift(in folder: String) throws -> [Source] {
        try files(in: folder).filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
            return Source(path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
        }
    }
}
