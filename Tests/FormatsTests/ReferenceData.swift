import Foundation

/// Files published by others, beside the working copy; tests that read them are skipped where they are absent.
enum ReferenceData {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data")

    static let isThere = FileManager.default.isReadableFile(atPath: folder.appending(path: "INDEX.csv").path)
    static let absence = "../shared/data is absent"

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: path)))
    }

    /// The names of the files of a folder, sorted; empty where it is absent.
    static func names(in path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path)) ?? []).sorted()
    }
}
