import Foundation

/// Tells a file that is being written from one that a killed program has left: the system lets go of the lock of whoever ends.
final class PartLock: Sendable {
    /// What stands in the name of such a file, between the name that it was to have and an identifier.
    static let mark = ".part-"

    private let descriptor: Int32

    /// Makes the file, read by its owner only. Where the file system knows no locks, none is held.
    init?(creating path: String) {
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor < 0 { return nil }
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        // Another backup may have swept it away before it was held.
        if access(path, F_OK) != 0 { return nil }
    }

    /// Nil where somebody writes it, and where nobody can tell.
    private init?(ifLeft path: String) {
        descriptor = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        if descriptor < 0 || flock(descriptor, LOCK_EX | LOCK_NB) != 0 { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Removes the files of a folder that backups which were killed have left there: all that a service keeps, perhaps in clear.
    ///
    /// - Returns: their paths.
    static func sweep(_ folder: URL) -> [String] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter(isPart).sorted()
        return names.map { folder.appending(component: $0).path }.filter { path in
            let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
            guard kind == .typeRegular, let lock = PartLock(ifLeft: path) else { return false }
            defer { withExtendedLifetime(lock) {} }
            return unlink(path) == 0
        }
    }

    private static func isPart(_ name: String) -> Bool {
        guard name.hasPrefix("."), let place = name.range(of: Self.mark, options: .backwards) else { return false }
        return UUID(uuidString: String(name[place.upperBound...])) != nil
    }
}
