import CZip

/// Reads a zip in memory, within bounds that no real bundle comes near: a small zip can unpack to anything.
package enum ZipArchive {
    package struct Limits: Sendable {
        package var entries = 64
        package var bytes: UInt64 = 256 << 20
        /// How much larger than its packed form an entry may be.
        package var ratio: UInt64 = 200

        package init() {}
    }

    package static func isZip(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
    }

    /// - Parameter isCancelled: asked at every entry; then the reading is given up.
    /// - Returns: name and bytes of every file in it, folders left out.
    package static func files(
        in bytes: [UInt8], file: String, limits: Limits = Limits(), isCancelled: () -> Bool = { false }
    ) throws(Problem) -> [(name: String, bytes: [UInt8])] {
        var result: Result<[(name: String, bytes: [UInt8])], Problem> = .failure(damaged(file))
        bytes.withUnsafeBytes { buffer in
            var error = zip_error_t()
            zip_error_init(&error)
            defer { zip_error_fini(&error) }
            // The source only reads: the bytes outlive the archive, which is discarded before they are given back.
            guard let source = zip_source_buffer_create(buffer.baseAddress, UInt64(buffer.count), 0, &error) else { return }
            guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
                zip_source_free(source)
                return
            }
            defer { zip_discard(archive) }
            do throws(Problem) {
                result = .success(try entries(of: archive, file: file, limits: limits, isCancelled: isCancelled))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }

    private static func entries(
        of archive: OpaquePointer, file: String, limits: Limits, isCancelled: () -> Bool
    ) throws(Problem) -> [(name: String, bytes: [UInt8])] {
        let count = zip_get_num_entries(archive, 0)
        guard count <= limits.entries else {
            throw Problem(
                file: file, code: "too-many-entries", en: "The zip has \(count) entries; \(limits.entries) are taken.",
                fr: "L’archive contient \(count) entrées ; \(limits.entries) sont acceptées.")
        }
        var files: [(name: String, bytes: [UInt8])] = []
        var total: UInt64 = 0
        for index in 0..<UInt64(max(0, count)) {
            if isCancelled() { throw .givenUp(file) }
            var stat = zip_stat_t()
            let known = UInt64(ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)
            guard zip_stat_index(archive, index, 0, &stat) == 0, stat.valid & known == known,
                let name = stat.name.map({ String(cString: $0) })
            else { throw damaged(file) }
            if name.hasSuffix("/") { continue }
            let parts = name.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
            guard parts.first != "", !parts.contains(".."), parts.first?.hasSuffix(":") != true else {
                throw Problem(
                    file: file, code: "path-escape", en: "The zip names a path outside itself: \(name.excerpt).",
                    fr: "L’archive nomme un chemin hors d’elle-même : \(name.excerpt).")
            }
            total += stat.size
            guard stat.size <= limits.bytes, total <= limits.bytes, stat.size <= 4_096 || stat.size / max(1, stat.comp_size) <= limits.ratio
            else {
                throw Problem(
                    file: file, code: "zip-too-large", en: "The zip unpacks to more than a roster can be. It is not taken.",
                    fr: "L’archive se décompresse au-delà de la taille d’une liste. Elle n’est pas acceptée.")
            }
            files.append((name, try contents(of: archive, index: index, size: stat.size, file: file)))
        }
        return files
    }

    /// Never more than the size that was declared and checked; the read past the end makes libzip compare the checksum, and finds an entry
    /// that is longer than it says.
    private static func contents(of archive: OpaquePointer, index: UInt64, size: UInt64, file: String) throws(Problem) -> [UInt8] {
        guard let entry = zip_fopen_index(archive, index, 0) else { throw damaged(file) }
        defer { zip_fclose(entry) }
        var bytes = [UInt8](repeating: 0, count: Int(size))
        var filled = 0
        while filled < bytes.count {
            let read = bytes.withUnsafeMutableBytes { zip_fread(entry, $0.baseAddress?.advanced(by: filled), UInt64($0.count - filled)) }
            guard read > 0 else { throw damaged(file) }
            filled += Int(read)
        }
        var surplus: UInt8 = 0
        guard zip_fread(entry, &surplus, 1) == 0 else { throw damaged(file) }
        return bytes
    }

    private static func damaged(_ file: String) -> Problem {
        Problem(
            file: file, code: "damaged-zip", en: "The zip is damaged. Make it again.", fr: "L’archive est endommagée. Recréez-la.")
    }
}
