import Foundation
import Logging
import ServiceLifecycle

/// A PostgreSQL cluster of the daemon's own in its state folder: reached by a Unix socket that nobody else may open, run as an
/// unprivileged user, supervised while the daemon runs and stopped with it.
///
/// After `kill -9` of the daemon the server goes on; the next daemon finds it by its `postmaster.pid` and adopts it. After `kill -9`
/// of the server the supervisor starts it again and PostgreSQL recovers from its log.
///
/// States: absent → initialised → running → stopped; a running server that dies goes back to initialised.
actor PrivateCluster: Service {
    private let programs: ServerPrograms
    private let user: UnprivilegedUser?
    private let folder: String
    private let log: Logger
    nonisolated let socketFolder: String

    init(in state: String, log: Logger) throws(ClusterError) {
        programs = try ServerPrograms.find()
        user = try UnprivilegedUser.needed()
        folder = "\(state)/postgres"
        self.log = log
        // A socket's path has 107 bytes at most (unix(7)); a deep state folder needs a shorter one elsewhere.
        let beside = "\(state)/run"
        socketFolder =
            beside.utf8.count <= 80
            ? beside : "/tmp/vivier-\(geteuid())-\(UInt64(truncatingIfNeeded: state.utf8.reduce(5_381) { $0 &* 33 &+ Int($1) }))"
    }

    /// The superuser's name, who owns the schema and runs migrations.
    static let owner = "vivier_owner"
    static let database = "vivier"

    nonisolated func url(user: String, database: String = PrivateCluster.database) -> String {
        "host=\(socketFolder) user=\(user) dbname=\(database)"
    }

    nonisolated func pageCheck() -> PageCheck {
        // It reads all that lies in the folder, the log too, which an older vivierd kept for itself.
        user?.own(logFile)
        return PageCheck(programs: programs, user: user, socketFolder: socketFolder)
    }

    /// Brings the server up, or adopts the one that an earlier daemon left, and returns when it takes connections.
    func start() async throws {
        if let user, let barrier = user.barrier(above: folder) {
            throw ClusterError.stateOutOfReach(barrier, user: user.name)
        }
        try prepareFolders()
        if !FileManager.default.fileExists(atPath: "\(folder)/PG_VERSION") {
            try await NewCluster(programs: programs, user: user, folder: folder).make()
        }
        if let running = runningServer() {
            log.info("adopted the running PostgreSQL", metadata: ["pid": "\(running)"])
            // One that was on its way down, or dies of what its daemon died of, is followed by another.
            if try await becomesReady(nil) { return }
        }
        try await launchUntilReady()
    }

    /// Watches the server and starts it again when it dies, until shutdown; then stops it.
    func run() async throws {
        await cancelWhenGracefulShutdown { await self.watch() }
        await stop()
    }

    private func watch() async {
        var failures = 0
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(200))
            ServerWords(file: logFile).bound()
            if Task.isCancelled || runningServer() != nil { continue }
            failures += 1
            log.error("PostgreSQL ended by itself; starting it again", metadata: ["times": "\(failures)"])
            do {
                try await launchUntilReady()
            } catch {
                log.error("PostgreSQL did not start again", metadata: ["why": "\(error)"])
                try? await Task.sleep(for: .seconds(min(30, failures)))
            }
        }
    }

    /// Fast shutdown: open transactions are rolled back, everything committed is on disk. Gives up waiting after 30 seconds.
    func stop() async {
        guard let server = runningServer() else { return }
        kill(server, SIGINT)
        let deadline = ContinuousClock.now + .seconds(30)
        while runningServer() != nil, ContinuousClock.now < deadline {
            // Stopping goes on although the task that asked for it is cancelled.
            await Task.detached { try? await Task.sleep(for: .milliseconds(20)) }.value
        }
        log.info("PostgreSQL stopped")
    }

    /// How long what is left of a dead server may be in the way of the next.
    private static let patience: Duration = .seconds(20)

    /// Starts the server, again after a moment where one that died still has its number or its memory.
    private func launchUntilReady() async throws {
        let deadline = ContinuousClock.now + Self.patience
        var pause: Duration = .milliseconds(50)
        while true {
            let orphans = OrphanBackends(folder: folder).end()
            if !orphans.isEmpty { log.warning("ended what a dead PostgreSQL had left", metadata: ["processes": "\(orphans.count)"]) }
            removeLockOfTheDead()
            do {
                ServerWords(file: logFile).bound()
                let logEnd = ServerWords(file: logFile).size
                if try await becomesReady(try launch()) { return }
                throw ClusterError.didNotStart(lastWords(since: logEnd))
            } catch let error as ClusterError {
                guard case .didNotStart(let why) = error, why.contains("lock file") || why.contains("shared memory block"),
                    ContinuousClock.now + pause < deadline
                else { throw error }
                try await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(2))
            }
        }
    }

    /// Removes `postmaster.pid` where it names a process that is dead and only not waited for yet, or one that is no server of this folder, and
    /// nobody holds its shared memory any more: PostgreSQL takes such a number for a running server's, for as long as anybody has it.
    private func removeLockOfTheDead() {
        let lines = pidFile()
        guard let pid = lines.first.flatMap({ pid_t($0) }), kill(pid, 0) == 0 || errno == EPERM, runningServer() == nil else { return }
        // One that died before it wrote of shared memory has none.
        let segment = lines.count >= 7 ? lines[6].split(separator: " ").last : nil
        let segments = KernelFile.text("/proc/sysvipc/shm") ?? ""
        for line in segments.split(separator: "\n") {
            // key shmid perms size cpid lpid nattch …
            let columns = line.split(separator: " ")
            if columns.count > 6, columns[1] == segment, columns[6] != "0" { return }
        }
        for path in ["\(folder)/postmaster.pid", "\(socketFolder)/.s.PGSQL.5432.lock"] { try? FileManager.default.removeItem(atPath: path) }
    }

    private func isZombie(_ pid: pid_t) -> Bool {
        ((try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? "").contains(") Z ")
    }

    private func prepareFolders() throws(ClusterError) {
        for path in [folder, socketFolder] { try NewCluster.prepare(path, for: user) }
    }

    private func launch() throws(ClusterError) -> Process {
        let settings = [
            "listen_addresses=", "unix_socket_directories=\(socketFolder)", "unix_socket_permissions=0700", "max_connections=64",
            "shared_buffers=64MB", "max_wal_size=2GB", "wal_compression=lz4", "jit=off", "timezone=UTC",
        ]
        // The log of what it wrote goes when it is not needed any more, rather than to be written over some day.
        let forgetting = ["wal_recycle=off", "wal_keep_size=0"]
        // What it says of an error is the message, and never a row, a value or a statement.
        let silence = [
            "log_min_messages=warning", "log_error_verbosity=terse", "log_min_error_statement=panic", "log_parameter_max_length_on_error=0",
        ]
        let (program, arguments) = UnprivilegedUser.command(
            programs.postgres, ["-D", folder] + (settings + forgetting + silence).flatMap { ["-c", $0] }, as: user)
        let descriptor = open(logFile, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .stateNotWritable(logFile, String(cString: strerror(errno))) }
        user?.own(logFile)
        let writer = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = writer
        process.standardError = writer
        process.currentDirectoryURL = URL(filePath: "/")
        do {
            try process.run()
        } catch {
            throw .didNotStart(error.localizedDescription)
        }
        return process
    }

    /// - Parameter launched: the process that was started; nil where a running one was adopted.
    /// - Returns: whether it takes connections now; it has ended where it does not.
    private func becomesReady(_ launched: Process?) async throws -> Bool {
        // After a crash PostgreSQL may have much of its log to go through.
        let deadline = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < deadline {
            // The eighth line of postmaster.pid says `ready` once connections are taken.
            if statusLine() == "ready" { return true }
            if !(launched?.isRunning ?? (runningServer() != nil)) { return false }
            do {
                try await Task.sleep(for: .milliseconds(10))
            } catch {
                // It may be too young to stand in its folder, where `stop` would look for it.
                if let launched { await end(launched) }
                throw error
            }
        }
        throw ClusterError.didNotStart("it is not ready after two minutes: \(lastWords(since: 0))")
    }

    /// Ends a server that was started and is not wanted any more, as ``stop()`` does.
    private func end(_ launched: Process) async {
        kill(launched.processIdentifier, SIGINT)
        let deadline = ContinuousClock.now + .seconds(30)
        while launched.isRunning, ContinuousClock.now < deadline {
            await Task.detached { try? await Task.sleep(for: .milliseconds(20)) }.value
        }
    }

    /// What the server says.
    private nonisolated var logFile: String { "\(folder)/server.log" }

    /// Takes away what it has said: of an older vivierd's server there were values of rows in it.
    nonisolated func emptyLog() { ServerWords(file: logFile).keep(0) }

    /// The end of what the server's own log says since a start.
    private func lastWords(since start: Int) -> String { ServerWords(file: logFile).last(since: start) }

    private func pidFile() -> [Substring] {
        ((try? String(contentsOfFile: "\(folder)/postmaster.pid", encoding: .utf8)) ?? "").split(
            separator: "\n", omittingEmptySubsequences: false)
    }

    private func statusLine() -> String? {
        let lines = pidFile()
        guard lines.count >= 8, runningServer() != nil else { return nil }
        return lines[7].trimmingCharacters(in: .whitespaces)
    }

    /// The process id in `postmaster.pid`, if that process lives and is a PostgreSQL on this folder: a number may have been given to
    /// another program since.
    private func runningServer() -> pid_t? {
        guard let first = pidFile().first, let pid = pid_t(first), kill(pid, 0) == 0,
            let command = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline"),
            String(decoding: command, as: UTF8.self).contains(folder)
        else { return nil }
        // What is dead and not waited for still has a number.
        return isZombie(pid) ? nil : pid
    }
}
