import Formats
import Foundation

/// The backups of a folder whose declared life is over: people who were erased meanwhile are still in them.
struct ExpiredBackups {
    let folder: URL
    /// Opens those that are closed; what it does not open may be somebody else's, and stays.
    let passphrase: [UInt8]?

    /// Bytes of a tar's head, and of the largest manifest.
    private static let (headSize, mostManifest) = (512, 1 << 20)

    /// Deletes them; one that cannot be deleted keeps none of the others. Whatever is no backup, or whose life is not over, stays.
    ///
    /// - Parameter remove: deletes a file.
    /// - Returns: the paths of those that are gone, and why others are not.
    func delete(
        now: Date = Date(), by remove: (URL) throws -> Void = { try FileManager.default.removeItem(at: $0) }
    ) -> (deleted: [String], left: [BackupError]) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        } catch {
            return ([], [.fileUnreadable(folder.path, error.localizedDescription)])
        }
        var (deleted, left): ([String], [BackupError]) = ([], [])
        for file in names.map({ folder.appending(component: $0) }) where isExpired(file, now) {
            do {
                try remove(file)
                deleted.append(file.path)
            } catch {
                left.append(.notDeleted(file.path, error.localizedDescription))
            }
        }
        return (deleted, left)
    }

    private func isExpired(_ file: URL, _ now: Date) -> Bool {
        let kind = try? FileManager.default.attributesOfItem(atPath: file.path)[.type] as? FileAttributeType
        guard kind == .typeRegular, let front = try? self.front(of: file), let manifest = Self.manifest(in: front) else { return false }
        return manifest.expiresAt < now
    }

    /// As much of it as a manifest can be long.
    private func front(of file: URL) throws -> [UInt8]? {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        let most = Self.headSize + Self.mostManifest
        guard SealedFile.isSealed(file.path) else { return [UInt8](try handle.read(upToCount: most) ?? Data()) }
        return try passphrase.map { try SealedFile.front(of: handle, most: most, passphrase: $0) }
    }

    /// The first file of the tar that `vivierd backup` packs (POSIX.1, ustar: the name, and at 124 the size in octal digits).
    private static func manifest(in tar: [UInt8]) -> BackupManifest? {
        let name = Array("manifest.json".utf8) + [0]
        guard tar.count > headSize, tar.starts(with: name) else { return nil }
        let digits = String(decoding: tar[124..<136].prefix { $0 != 0 && $0 != 0x20 }, as: UTF8.self)
        // Files of others lie in the folder as well: a size may be anything, below nothing too.
        guard let size = Int(digits, radix: 8), (0...mostManifest).contains(size), headSize + size <= tar.count else { return nil }
        let manifest = try? BackupManifest.read(Data(tar[headSize..<(headSize + size)]))
        return manifest.flatMap { $0.format == BackupManifest.format ? $0 : nil }
    }
}
