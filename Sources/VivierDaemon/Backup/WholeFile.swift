import Foundation

/// A file that appears under its name when it is whole and on the disk, and that takes nobody's place.
struct WholeFile {
    private let path: String
    /// Where it is written: beside its place, read by its owner only.
    let part: URL
    /// Held while it is written, so that nobody takes it for one that was left behind.
    private let lock: PartLock

    /// - Throws: ``BackupError`` where something is there already, or nothing can be written there.
    init(at path: String) throws(BackupError) {
        guard !FileManager.default.fileExists(atPath: path) else { throw .fileExists(path) }
        let target = URL(filePath: path)
        self.path = path
        part = target.deletingLastPathComponent().appending(
            component: ".\(target.lastPathComponent)\(PartLock.mark)\(UUID().uuidString)")
        guard !path.hasSuffix("/"), let lock = PartLock(creating: part.path)
        else { throw .fileNotWritable(path, "its folder takes no file of that name; is it there, and yours?") }
        self.lock = lock
    }

    /// What has not appeared is nothing.
    func remove() { try? FileManager.default.removeItem(at: part) }

    /// Gives it its name.
    func appear() throws(BackupError) {
        try sync(part.path, O_RDWR)
        if link(part.path, path) != 0 {
            switch errno {
            case EEXIST: throw .fileExists(path)
            case EPERM, EOPNOTSUPP, ENOSYS, EMLINK:
                // File systems without second names, such as those of sticks and of many networks.
                guard !FileManager.default.fileExists(atPath: path) else { throw .fileExists(path) }
                guard rename(part.path, path) == 0 else { throw .fileNotWritable(path, String(cString: strerror(errno))) }
            default: throw .fileNotWritable(path, String(cString: strerror(errno)))
            }
        }
        remove()
        try sync(part.deletingLastPathComponent().path, O_RDONLY)
    }

    private func sync(_ place: String, _ flags: Int32) throws(BackupError) {
        let descriptor = open(place, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw .fileNotWritable(path, String(cString: strerror(errno))) }
        defer { close(descriptor) }
        // Of a folder some file systems cannot be asked.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .fileNotWritable(path, String(cString: strerror(errno))) }
    }
}
