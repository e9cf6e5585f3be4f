import Foundation
import Synchronization
import TestSupport

@testable import VivierCLI

/// `vivierd serve` on a state folder and a free port, as a service manager runs it.
final class RunningDaemon: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let state: URL
    private let logFile: URL
    private let process: Mutex<Process>
    let pid: pid_t

    /// Starts it; whether it becomes ready is for ``address()`` to find out.
    ///
    /// - Parameter launcher: a program and its arguments, that ends in being the program which stands behind them.
    init(state: URL, arguments: [String] = [], environment: [String: String] = [:], launcher: [String] = []) throws {
        self.state = state
        logFile = state.deletingLastPathComponent().appending(path: "log-\(UUID().uuidString)")
        try Data().write(to: logFile)
        let process = Process()
        let words = launcher + [CommandLineProgram.file("vivierd").path, "serve", "--state-dir", state.path, "--listen", "127.0.0.1:0"]
        process.executableURL = URL(filePath: words[0])
        process.arguments = words.dropFirst() + arguments
        process.environment = ["HOME": state.path, "PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let log = try FileHandle(forWritingTo: logFile)
        defer { try? log.close() }
        process.standardError = log
        try process.run()
        pid = process.processIdentifier
        self.process = Mutex(process)
    }

    /// Lends a daemon that is ready, and stops it afterwards with what it started.
    static func serve<T>(state: URL, environment: [String: String] = [:], _ body: (RunningDaemon) async throws -> T) async throws -> T {
        let daemon = try RunningDaemon(state: state, environment: environment)
        do {
            _ = try await daemon.address()
            let value = try await body(daemon)
            _ = try await daemon.stop(SIGTERM)
            return value
        } catch {
            _ = try? await daemon.stop(SIGTERM)
            throw error
        }
    }

    /// A token of an operator of its house.
    func operatorToken() async throws -> String {
        try await CommandLineProgram.run(["token", "create", "--role", "operator", "--state-dir", state.path], of: "vivierd")
            .output.trimmingCharacters(in: .newlines)
    }

    var log: String { (try? String(contentsOf: logFile, encoding: .utf8)) ?? "" }

    /// Each line of the log.
    func entries() throws -> [[String: String]] {
        try log.split(separator: "\n").map { try JSONDecoder().decode([String: String].self, from: Data($0.utf8)) }
    }

    /// Where it answers, once it does.
    func address() async throws -> URL {
        let entry = try await found("the daemon did not become ready: \(log)") {
            guard isRunning else { throw Failure(description: "the daemon ended: \(log)") }
            return try? entries().last { $0["message"] == "ready" }
        }
        guard let address = entry["address"].flatMap({ URL(string: $0) }) else { throw Failure(description: "no address: \(log)") }
        return address
    }

    func status(of path: String) async throws -> Int {
        try await Self.answer(of: try await address().appending(path: path)).status
    }

    /// What a daemon says, asked as the commands ask it. Foundation's URLSession now and then waits for ever where daemons come and go.
    static func answer(of url: URL, token: String? = nil) async throws -> (status: Int, body: Data) {
        let headers = token.map { ["Authorization": "Bearer \($0)"] } ?? [:]
        let answer = try await Transport.send(Transport.Request(method: "GET", url: url, headers: headers))
        return (answer.status, answer.body)
    }

    var isRunning: Bool { process.withLock { $0.isRunning } }

    /// Sends a signal and waits for the end.
    ///
    /// - Returns: the exit status, or the number of the signal that ended it.
    func stop(_ signal: Int32) async throws -> Int32 {
        kill(pid, signal)
        try await eventually("the daemon did not end: \(log)") { !isRunning }
        return process.withLock { $0.terminationStatus }
    }

    /// The private PostgreSQL, where one runs.
    var serverPID: pid_t? {
        let file = state.appending(path: "postgres/postmaster.pid")
        guard let text = try? String(contentsOf: file, encoding: .utf8), let pid = text.split(separator: "\n").first.flatMap({ pid_t($0) })
        else { return nil }
        return Self.isAlive(pid) ? pid : nil
    }

    static func isAlive(_ pid: pid_t) -> Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
        return stat.split(separator: ")").last?.hasPrefix(" Z") != true
    }
}
