import CZip
import Foundation

/// Makes zips for tests.
enum Archive {
    /// - Parameter files: the name and the bytes of each entry.
    static func zip(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8]? {
        let target = FileManager.default.temporaryDirectory.appending(component: "formats-\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: target) }
        guard let archive = zip_open(target.path, ZIP_CREATE | ZIP_EXCL, nil) else { return nil }
        for (name, bytes) in files where !add(bytes, as: name, to: archive) {
            zip_discard(archive)
            return nil
        }
        guard zip_close(archive) == 0, let packed = try? Data(contentsOf: target) else { return nil }
        return Array(packed)
    }

    private static func add(_ bytes: [UInt8], as name: String, to archive: OpaquePointer) -> Bool {
        // libzip frees it once the archive is written.
        guard let copy = malloc(max(1, bytes.count)) else { return false }
        copy.copyMemory(from: bytes, byteCount: bytes.count)
        guard let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else { return false }
        return zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0
    }
}
