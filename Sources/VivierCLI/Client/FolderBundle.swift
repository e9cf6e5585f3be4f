import CZip
import Formats
import Foundation

/// A OneRoster bundle in a folder as one zip, which is how it travels. Only the files that the server reads are in it: demographics,
/// families and passwords stay at home.
enum FolderBundle {
    /// - Returns: nil where `path` is no folder.
    static func zip(_ path: String) throws -> Data? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else { return nil }
        guard let entries = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw CommandFailure.unreadable(path, "cannot be read. Check its permissions.")
        }
        let names = entries.filter { $0.lowercased().hasSuffix(".csv") }.sorted()
        let sent = names.filter(OneRosterBundle.reads)
        guard !sent.isEmpty else { throw CommandFailure.refused(path, "holds no file of a OneRoster bundle, such as users.csv.") }
        if sent.count < names.count {
            complain("not sent, since nothing reads them: \(names.filter { !sent.contains($0) }.joined(separator: ", "))")
        }
        let target = FileManager.default.temporaryDirectory.appending(component: "vivier-\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: target) }
        var status: Int32 = 0
        guard let archive = zip_open(target.path, ZIP_CREATE | ZIP_EXCL, &status) else {
            throw CommandFailure.unreadable(path, "could not be bundled.")
        }
        for name in sent {
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
