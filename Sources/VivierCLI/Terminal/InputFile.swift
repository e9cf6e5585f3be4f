import Foundation

/// What a command reads: a file, a pipe, a device, or standard input for `-`.
struct InputFile {
    let path: String

    /// How messages call it.
    var name: String { path == "-" ? said("standard input", "entrée standard") : path }

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
            throw .unreadable(name, reason())
        }
        guard bytes.count <= most else {
            let limit = Int64(most).formatted(.byteCount(style: .binary))
            throw .refused(
                name, said("is larger than \(limit), the most that is taken.", "dépasse \(limit), le maximum accepté."))
        }
        return bytes
    }

    /// Why it cannot be read, as far as the file system says.
    private func reason() -> String {
        var isFolder: ObjCBool = false
        if !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            return said("there is no such file. Check its name and folder.", "ce fichier n’existe pas. Vérifiez son nom et son dossier.")
        }
        return isFolder.boolValue
            ? said("is a folder and cannot be read. Name a file.", "est un dossier, qui ne peut être lu. Nommez un fichier.")
            : said("cannot be read. Check its permissions.", "ne peut être lu. Vérifiez ses droits.")
    }

    private static let chunk = 1 << 20
}
