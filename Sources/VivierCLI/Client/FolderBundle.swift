import CZip
import Formats
import Foundation

/// A OneRoster bundle in a folder as one zip, which is how it travels. Only the files and columns that the server reads are in it:
/// demographics, families and passwords stay at home.
enum FolderBundle {
    /// Bytes of one file.
    private static let most = 256 << 20

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
            let left = names.filter { !sent.contains($0) }.joined(separator: ", ")
            complain(said("not sent, since nothing reads them: \(left)", "non envoyés, car rien ne les lit\u{A0}: \(left)"))
        }
        let target = FileManager.default.temporaryDirectory.appending(component: "vivier-\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: target) }
        var status: Int32 = 0
        guard let archive = zip_open(target.path, ZIP_CREATE | ZIP_EXCL, &status) else {
            throw CommandFailure.unreadable(path, "could not be bundled.")
        }
        for name in sent {
            do {
                try add(name, of: path, to: archive)
            } catch {
                zip_discard(archive)
                throw error
            }
        }
        guard zip_close(archive) == 0 else {
            zip_discard(archive)
            throw CommandFailure.unreadable(path, "could not be bundled.")
        }
        return try Data(contentsOf: target)
    }

    /// - Throws: a file that cannot be read, or is no CSV.
    private static func add(_ name: String, of folder: String, to archive: OpaquePointer) throws(CommandFailure) {
        let path = "\(folder)/\(name)"
        let file = try InputFile(path: path).bytes(most: most)
        let extract: [UInt8]
        do throws(Problem) {
            extract = try OneRosterBundle.extract(of: Array(file), name: name)
        } catch {
            throw .refused([path, error.line.map(String.init)].compactMap(\.self).joined(separator: ":"), error.en)
        }
        // The archive reads it when it is closed, and then frees it.
        guard let copy = malloc(max(1, extract.count)) else { throw .unreadable(path, "could not be bundled.") }
        copy.copyMemory(from: extract, byteCount: extract.count)
        guard let source = zip_source_buffer(archive, copy, zip_uint64_t(extract.count), 1) else {
            free(copy)
            throw .unreadable(path, "could not be bundled.")
        }
        guard zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0 else {
            zip_source_free(source)
            throw .unreadable(path, "could not be bundled.")
        }
    }
}
