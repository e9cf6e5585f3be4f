import Foundation

/// Whose turn it is to do something in a state folder that one process at a time may do: of two that ask at once, the second waits for the
/// first and says so.
final class Turn {
    private let lock: Int32

    /// - Parameters:
    ///   - name: of the command whose turn it is.
    ///   - folder: of the state; made where it is missing, as the daemon makes it.
    init(_ name: String, in folder: String) throws(ClusterError) {
        lock = try Self.file(name, in: folder)
        if flock(lock, LOCK_EX | LOCK_NB) != 0 {
            FileHandle.standardError.write(Data("another vivierd \(name) is at work here: waiting for its end\n".utf8))
            while flock(lock, LOCK_EX) != 0, errno == EINTR {}
        }
    }

    /// Nil where it is somebody else's.
    init?(ifFree name: String, in folder: String) throws(ClusterError) {
        lock = try Self.file(name, in: folder)
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }

    private static func file(_ name: String, in folder: String) throws(ClusterError) -> Int32 {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
        } catch {
            throw .stateNotWritable(folder, error.localizedDescription)
        }
        let lock = open("\(folder)/\(name).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .stateNotWritable(folder, String(cString: strerror(errno))) }
        return lock
    }

    deinit {
        close(lock)
    }
}
