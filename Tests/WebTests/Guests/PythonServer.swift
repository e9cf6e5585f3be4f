import Foundation
import TestSupport
import Testing

/// A server in Python of the test's own: a process that prints its port, and is ended with the test.
struct PythonServer: Sendable {
    let port: Int

    /// That of the tools, where the packages that these servers need are installed.
    static let python: String? = ProcessInfo.processInfo.environment["VIVIER_TEST_TOOLS"].map { "\($0)/python3" }
        .flatMap { FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil }

    /// Whether some packages can be imported.
    static func has(_ packages: String) -> Bool {
        guard let python else { return false }
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-W", "ignore", "-c", "import \(packages)"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    static func run<T>(_ script: String, _ body: (PythonServer) async throws -> T) async throws -> T {
        let printed = URL.temporaryDirectory.appending(path: "server-\(UUID()).txt")
        #expect(FileManager.default.createFile(atPath: printed.path, contents: nil))
        defer { try? FileManager.default.removeItem(at: printed) }
        let output = try FileHandle(forWritingTo: printed)
        let process = Process()
        process.executableURL = URL(filePath: try #require(python))
        process.arguments = ["-W", "ignore", "-c", script]
        process.standardOutput = output
        process.standardError = output
        try process.run()
        defer {
            // It may have been started with the usual signals blocked.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            try? output.close()
        }
        func port() throws -> Int? {
            try String(contentsOf: printed, encoding: .utf8).firstMatch(of: /port (\d+)\n/).flatMap { Int($0.output.1) }
        }
        try await eventually { try port() != nil || !process.isRunning }
        let said = try String(contentsOf: printed, encoding: .utf8)
        let found = try port()
        return try await body(PythonServer(port: try #require(found, "\(said)")))
    }
}
