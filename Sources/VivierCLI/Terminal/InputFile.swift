import Foundation

/// What a command reads: a file, a pipe, a device, or standard input for `-`.
struct InputFile {
    let path: String

    /// How messages call it.
    var name: String { path == "-" ? "standard input" : path }

    /// Reads to the end. A stream does not say how long it is, so the bound is kept while reading.
    ///
    /// - Throws: ``CommandFailure/unreadable(_:_:)`` or, beyond `most` bytes, ``CommandFailure/refused(_:_:)``.
    func bytes(most: Int) throws(CommandFailure) -> Data {
        var bytes = Data()
        do {
            let handle = try path == "-" ? FileHandle.standardInput : FileHandle(forReadingFrom: URL(filePath: path))
            // One byte too many tells a file that is too long from one that just fits.
            while bytes.count <= most, let chunk = try handle.read(upToCount: min(Self.chunk, most + 1 - bytes.count)), !chunk.isEmpty {
                bytes.append(chunk)
            }
        } catch {
            throw .unreadable(name, "cannot be read: \(error.localizedDescription)")
        }
        guard bytes.count <= most else {
            throw .refused(name, "is larger than \(Int64(most).formatted(.byteCount(style: .binary))), the most that is taken.")
        }
        return bytes
    }

    private static let chunk = 1 << 20
}
