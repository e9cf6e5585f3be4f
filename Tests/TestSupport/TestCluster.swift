package import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own: in a temporary folder, reached through a socket only, and gone with the process that started it,
/// however that ends.
package final class TestCluster: Sendable {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    private struct Guard {
        /// As long as this pipe is open, the server runs.
        let lifeline: FileHandle
        let shell: Process
    }

    private let folder: URL
    private let programs: URL
    /// PostgreSQL refuses to run as root: then another user runs it.
    private let user: String?
    private let settings: [String]
    private let watch = Mutex<Guard?>(nil)

    /// Fast and forgetful: what the tests write need not outlive a crash of the machine.
    package static let hasty = ["fsync=off", "full_page_writes=off", "max_connections=200", "shared_buffers=64MB", "autovacuum=off"]

    /// Makes a cluster and starts it.
    ///
    /// - Parameters:
    ///   - initdb: more of its arguments.
    ///   - settings: of postgresql.conf, each `name=value`.
    package static func start(initdb: [String] = [], settings: [String] = hasty) async throws -> TestCluster {
        try await onThread {
            let cluster = try TestCluster(initdb: initdb, settings: settings)
            try cluster.startServer()
            return cluster
        }
    }

    private init(initdb: [String], settings: [String]) throws {
        self.settings = settings
        programs = try Self.findPrograms()
        user = getuid() == 0 ? ["postgres", "nobody"].first { Self.account($0) != nil } : nil
        // Short, since a socket's path has about a hundred bytes at most.
        folder = URL(filePath: "/tmp/vivier-test-\(getpid())-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        if let account = user.flatMap(Self.account) { chown(folder.path, account.user, account.group) }
        try run(
            programs.appending(path: "initdb"),
            ["-D", data.path, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
                + initdb)
    }

    /// Who bears a name. Asked with memory of its own: that of `getpwnam` belongs to whoever of all threads asks next.
    private static func account(_ name: String) -> (user: uid_t, group: gid_t)? {
        var (entry, found, memory) = (passwd(), nil as UnsafeMutablePointer<passwd>?, [CChar](repeating: 0, count: 1 << 14))
        guard getpwnam_r(name, &entry, &memory, memory.count, &found) == 0, found != nil else { return nil }
        return (entry.pw_uid, entry.pw_gid)
    }

    // MARK: TLS

    /// Makes a cluster that is reached over TCP on the loopback, encrypted, and starts it. Its certificate, made for `localhost`, is its own
    /// authority.
    package static func startEncrypted(port: UInt16, settings: [String] = hasty) async throws -> TestCluster {
        try await onThread {
            let tls = [
                "ssl=on", "ssl_cert_file=\(certificateName)", "ssl_key_file=server.key", "listen_addresses=127.0.0.1", "port=\(port)",
            ]
            let cluster = try TestCluster(initdb: [], settings: settings + tls)
            try cluster.run(
                URL(filePath: "/usr/bin/openssl"),
                [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost", "-keyout", cluster.data.appending(path: "server.key").path, "-out",
                    cluster.data.appending(path: certificateName).path,
                ])
            try cluster.startServer()
            return cluster
        }
    }

    private static let certificateName = "server.crt"
    /// What clients of an encrypted cluster are to trust.
    package var certificate: [UInt8] {
        get throws { Array(try Data(contentsOf: data.appending(path: Self.certificateName))) }
    }

    private var data: URL { folder.appending(path: "data") }
    private var keep: URL { folder.appending(path: "keep") }

    /// A connection string for one of its databases.
    package func conninfo(database: String = "postgres", user: String = "postgres") -> String {
        "host=\(folder.path) user=\(user) dbname=\(database)"
    }

    // MARK: Life

    /// Kills the server without a word to anybody, as a crash would.
    package func crash() async throws {
        try await Self.onThread { [self] in
            guard let pid = serverPID else { throw Failure(description: "the server does not run") }
            let processes = Self.family(of: pid)
            kill(pid, SIGKILL)
            // Its memory is free, and another server can start, when the last of them has noticed.
            try Self.wait("the server's processes did not end") { !processes.contains(where: Self.isAlive) }
            try endWatch()
        }
    }

    /// Stops the server in order; its clients are cut off.
    package func stop() async throws {
        try await Self.onThread { [self] in try endWatch() }
    }

    package func restart() async throws {
        try await Self.onThread { [self] in try startServer() }
    }

    /// Freezes the server's processes, or lets them go on: connections stay open and nothing answers.
    package func freeze(_ isFrozen: Bool) throws {
        guard let pid = serverPID else { throw Failure(description: "the server does not run") }
        for process in Self.family(of: pid) { kill(process, isFrozen ? SIGSTOP : SIGCONT) }
    }

    /// A process and those that it started.
    package static func family(of pid: pid_t) -> [pid_t] {
        let children = (try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)) ?? ""
        return [pid] + children.split(separator: " ").compactMap { pid_t($0) }
    }

    private static func isAlive(_ pid: pid_t) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
        // What nobody has waited for yet is dead all the same.
        return status.split(separator: ")").last?.hasPrefix(" Z") != true
    }

    /// Nil while the server does not run.
    package var serverPID: pid_t? {
        let lines = try? String(contentsOf: data.appending(path: "postmaster.pid"), encoding: .utf8).split(separator: "\n")
        return lines?.first.flatMap { pid_t($0) }
    }

    private func startServer() throws {
        // What is left of a crashed server can still hold its memory for a moment, and the next then refuses to start.
        for _ in 0..<100 {
            try launch()
            var isReady = false
            try Self.wait("the server did not start; see \(folder.path)/log") {
                let status = try? String(contentsOf: data.appending(path: "postmaster.pid"), encoding: .utf8)
                isReady = status?.split(separator: "\n").last?.hasPrefix("ready") ?? false
                return isReady || hasEnded
            }
            if isReady { return }
            try endWatch()
            usleep(20_000)
        }
        throw Failure(description: "the server does not start; see \(folder.path)/log")
    }

    private var server: URL { folder.appending(path: "server") }

    /// The server was launched and is gone.
    private var hasEnded: Bool {
        let text = try? String(contentsOf: server, encoding: .utf8)
        return text.flatMap { pid_t($0.trimmingCharacters(in: .newlines)) }.map { !Self.isAlive($0) } ?? false
    }

    private func launch() throws {
        try? FileManager.default.removeItem(at: server)
        try? FileManager.default.removeItem(at: keep)
        // The shell outlives neither the server nor the pipe: when this process ends, however it ends, `cat` sees the end of its input.
        let script = """
            programs="$1"
            folder="$2"
            shift 2
            "$programs/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c log_min_messages=fatal "$@" >>"$folder/log" 2>&1 &
            server=$!
            echo $server >"$folder/server"
            cat >/dev/null
            kill -INT $server 2>/dev/null
            wait $server
            test -e "$folder/keep" || rm -rf "$folder"
            """
        let process = Process()
        let pipe = Pipe()
        (process.executableURL, process.arguments) = asUser(
            URL(filePath: "/bin/sh"), ["-c", script, "vivier-test", programs.path, folder.path] + settings.flatMap { ["-c", $0] })
        process.standardInput = pipe
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.currentDirectoryURL = URL(filePath: "/")
        // Or else other processes that a test starts would keep the server alive.
        _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try process.run()
        watch.withLock { $0 = Guard(lifeline: pipe.fileHandleForWriting, shell: process) }
    }

    /// Ends the server and the shell that watches it; the data stay.
    private func endWatch() throws {
        let pid = serverPID
        _ = FileManager.default.createFile(atPath: keep.path, contents: nil)
        let last = watch.withLock { watch in
            defer { watch = nil }
            return watch
        }
        try last?.lifeline.close()
        // Before it ends, the shell looks whether the data shall stay.
        try Self.wait("the shell that watches the server did not end") { last?.shell.isRunning != true }
        guard let pid else { return }
        try Self.wait("the server did not stop") { !Self.isAlive(pid) }
        // A crashed server leaves this behind, and would be taken for one that runs.
        try? FileManager.default.removeItem(at: data.appending(path: "postmaster.pid"))
    }

    // MARK: Processes

    private static func findPrograms() throws -> URL {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let newest = versions.max { $0.compare($1, options: .numeric) == .orderedAscending }
        let candidates = ["/usr/lib/postgresql/\(newest ?? "")/bin", "/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin"]
        guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }) else {
            throw Failure(
                description: "no PostgreSQL server is installed (apt-get install postgresql), and VIVIER_TEST_DATABASE_URL is not set")
        }
        return URL(filePath: found)
    }

    private func asUser(_ program: URL, _ arguments: [String]) -> (URL, [String]) {
        guard let user else { return (program, arguments) }
        return (URL(filePath: "/usr/sbin/runuser"), ["-u", user, "--", program.path] + arguments)
    }

    private func run(_ program: URL, _ arguments: [String]) throws {
        let process = Process()
        let output = Pipe()
        (process.executableURL, process.arguments) = asUser(program, arguments)
        process.currentDirectoryURL = URL(filePath: "/")
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        try output.fileHandleForReading.close()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "\(program.lastPathComponent) failed: \(String(bytes: said, encoding: .utf8) ?? "")")
        }
    }

    private static func wait(_ complaint: String, until condition: () -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while !condition() {
            guard .now < deadline else { throw Failure(description: complaint) }
            usleep(5_000)
        }
    }

    /// Processes are waited for on a thread of their own, not on one of Swift's few.
    static func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
        }
    }
}
