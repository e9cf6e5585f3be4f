import CZip
import Foundation

extension ZipArchive {
    /// Files as a zip, made in memory.
    ///
    /// - Parameter isSmall: whether they are packed; else they lie in it as they are.
    package static func packed(
        _ files: [(name: String, bytes: [UInt8])], file: String, isSmall: Bool = true
    ) throws(Problem) -> [UInt8] {
        guard let bytes = zip(files, isSmall: isSmall) else {
            throw Problem(
                file: file, code: "zip-not-made", en: "The zip could not be made anew. Bring it again.",
                fr: "L’archive n’a pas pu être recréée. Apportez-la de nouveau.")
        }
        return bytes
    }

    private static func zip(_ files: [(name: String, bytes: [UInt8])], isSmall: Bool) -> [UInt8]? {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let target = zip_source_buffer_create(nil, 0, 0, &error) else { return nil }
        // What the archive is written into outlives it.
        zip_source_keep(target)
        defer { zip_source_free(target) }
        guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
            zip_source_free(target)
            return nil
        }
        guard files.allSatisfy({ add($0.bytes, as: $0.name, to: archive, isSmall) }), zip_close(archive) == 0 else {
            zip_discard(archive)
            return nil
        }
        return contents(of: target)
    }

    private static func add(_ bytes: [UInt8], as name: String, to archive: OpaquePointer, _ isSmall: Bool) -> Bool {
        // The archive reads it when it is closed, and then frees it.
        guard let copy = malloc(max(1, bytes.count)) else { return false }
        bytes.withUnsafeBytes { buffer in
            if let start = buffer.baseAddress { copy.copyMemory(from: start, byteCount: buffer.count) }
        }
        guard let source = zip_source_buffer(archive, copy, zip_uint64_t(bytes.count), 1) else {
            free(copy)
            return false
        }
        let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            zip_source_free(source)
            return false
        }
        return isSmall || zip_set_file_compression(archive, zip_uint64_t(index), ZIP_CM_STORE, 0) == 0
    }

    private static func contents(of source: OpaquePointer) -> [UInt8]? {
        var stat = zip_stat_t()
        guard zip_source_stat(source, &stat) == 0, zip_source_open(source) == 0 else { return nil }
        defer { zip_source_close(source) }
        var bytes = [UInt8](repeating: 0, count: Int(stat.size))
        let read = bytes.withUnsafeMutableBytes { zip_source_read(source, $0.baseAddress, zip_uint64_t($0.count)) }
        return read == bytes.count ? bytes : nil
    }
}
