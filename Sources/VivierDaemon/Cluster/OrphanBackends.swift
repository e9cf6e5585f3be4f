import Foundation

/// What a server that was killed leaves behind: its backends notice only when their statement ends, and hold its shared memory until then.
///
/// PostgreSQL starts no server on a folder whose memory somebody still holds ("pre-existing shared memory block is still in use").
/// Nothing they do can be committed in the new server, so they are ended; PostgreSQL recovers from its log as after any crash.
struct OrphanBackends {
    /// The cluster's data folder: PostgreSQL's processes work in it (`ChangeToDataDir`), and nobody else does, it being of mode 0700.
    let folder: String

    /// Ends them. To be called only where no server runs on the folder, by who holds the state folder's lock.
    ///
    /// - Returns: the numbers of those ended.
    @discardableResult func end() -> [pid_t] {
        let orphans = all
        // SIGQUIT would ask them to leave at once, but one in a loop of its own does not look.
        for process in orphans { kill(process, SIGKILL) }
        return orphans
    }

    private var all: [pid_t] {
        guard let home = realpath(folder, nil) else { return [] }
        defer { free(home) }
        let (folder, names) = (String(cString: home), (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [])
        return names.compactMap { pid_t($0) }.filter { process in
            let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")
            let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
            return place == folder && (program.map { ($0 as NSString).lastPathComponent.hasPrefix("postgres") } ?? false)
        }
    }
}
