import CZip
import Foundation

/// The CSV files of a folder as one zip, which is how a OneRoster bundle travels.
enum FolderBundle {
    /// - Returns: nil where `path` is no folder.
    static func zip(_ path: String) throws -> Data? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else { return nil }
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { $0.lowercased().hasSuffix(".csv") }.sorted()
        guard !names.isEmpty else { throw CommandFailure.unreadable(path, "holds no CSV file.") }
        let target = FileManager.default.temporaryDirectory.appending(component: "vivier-\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: target) }
        var status: Int32 = 0
        guard let archive = zip_open(target.path, ZIP_CREATE | ZIP_EXCL, &status) else {
            throw CommandFailure.unreadable(path, "could not be bundled.")
        }
        for name in names {
            // The file is read when the archive is closed.
            guard let source = zip_source_file(archive, "\(path)/\(name)", 0, -1),
                zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0
            else {
                zip_discard(archive)
                throw CommandFailure.unreadable("\(path)/\(name)", "could not be bundled.")
            }
        }
        guard zip_close(archive) == 0 else {
            zip_discard(archive)
            throw CommandFailure.unreadable(path, "could not be bundled.")
        }
        return try Data(contentsOf: target)
    }
}
