import Foundation

/// Programs of PostgreSQL that a benchmark runs beside ours.
enum ChildProgram {
    /// Debian keeps some of them out of the path.
    static func ofPostgres(_ name: String) -> String {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let candidates = versions.sorted { $0.compare($1, options: .numeric) == .orderedDescending }.map {
            "/usr/lib/postgresql/\($0)/bin/\(name)"
        }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "/usr/bin/\(name)"
    }

    /// - Returns: what it wrote to its standard output and standard error, after its end.
    static func output(of program: String, _ arguments: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        // Threads of Swift's pool block every signal, a child would inherit that, and pgbench ends at SIGALRM.
                        var none = sigset_t()
                        sigemptyset(&none)
                        pthread_sigmask(SIG_SETMASK, &none, nil)
                        let process = Process()
                        let output = Pipe()
                        process.executableURL = URL(filePath: program)
                        process.arguments = arguments
                        process.standardOutput = output
                        process.standardError = output
                        try process.run()
                        let said = output.fileHandleForReading.readDataToEndOfFile()
                        process.waitUntilExit()
                        return String(bytes: said, encoding: .utf8) ?? ""
                    })
            }
        }
    }
}
