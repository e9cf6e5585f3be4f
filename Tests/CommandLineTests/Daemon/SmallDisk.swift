import Foundation

/// A file system with room for so many megabytes in memory, which only the daemon that was launched on it sees, and which is gone with it.
struct SmallDisk: Sendable {
    /// Whether this process may mount anything (capabilities(7): CAP_SYS_ADMIN is the bit 21).
    static let canBeMade: Bool = {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("CapEff:") }
        let bits = line?.split(whereSeparator: \.isWhitespace).last.flatMap { UInt64($0, radix: 16) } ?? 0
        return geteuid() == 0 && bits & 1 << 21 != 0
    }()

    /// What ``RunningDaemon`` is to be launched by, for the disk to lie at a folder that is there.
    static func launcher(at folder: URL, megabytes: Int) -> [String] {
        let script = #"mount -t tmpfs -o size=$0m,mode=755 small "$1" && shift && exec "$@""#
        return ["/usr/bin/unshare", "--mount", "/bin/sh", "-c", script, "\(megabytes)", folder.path]
    }

    let daemon: RunningDaemon

    /// The folder as everybody else can reach it.
    var folder: URL { URL(filePath: "/proc/\(daemon.pid)/root\(daemon.state.path)") }
    /// What a command has to be run by to see the disk.
    var visitor: [String] { ["--mount=/proc/\(daemon.pid)/ns/mnt"] }

    private var ballast: URL { folder.appending(path: "ballast") }

    /// Takes all the room that is left.
    func fill() throws {
        let descriptor = open(ballast.path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
        defer { close(descriptor) }
        var end: off_t = 0
        for piece: off_t in [1 << 20, 4_096] {
            while posix_fallocate(descriptor, end, piece) == 0 { end += piece }
        }
    }

    /// Gives back what ``fill()`` took.
    func free() throws { try FileManager.default.removeItem(at: ballast) }
}
