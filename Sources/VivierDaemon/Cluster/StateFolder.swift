import Foundation

/// The folder of everything that the daemon keeps: the private cluster, and the lock that keeps a second daemon out.
final class StateFolder: Sendable {
    let path: String
    private let lock: Int32

    /// Makes the folder where it is missing and takes its lock until the process ends.
    init(path: String) throws(ClusterError) {
        let path = URL(filePath: path).standardizedFileURL.path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
        } catch {
            throw .stateNotWritable(path, error.localizedDescription)
        }
        let descriptor = open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .stateNotWritable(path, String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .stateInUse(path)
        }
        self.path = path
        lock = descriptor
    }

    deinit {
        close(lock)
    }

    /// The usual place: `$XDG_STATE_HOME/vivier`, or `/var/lib/vivier` for root.
    static var usual: String {
        let environment = ProcessInfo.processInfo.environment
        if geteuid() == 0 { return "/var/lib/vivier" }
        if let state = environment["XDG_STATE_HOME"], !state.isEmpty { return "\(state)/vivier" }
        return "\(environment["HOME"] ?? "/tmp")/.local/state/vivier"
    }
}
