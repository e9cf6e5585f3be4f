import Foundation

/// One of PostgreSQL's own programs, or of the system's, run to its end.
struct ServerProgram {
    var file: URL
    var arguments: [String]
    /// Beside the daemon's own.
    var environment: [String: String] = [:]

    struct Outcome {
        var status: Int32
        /// What it said on standard error, in English.
        var said: String
    }

    /// Nothing is read from it but its complaints.
    ///
    /// - Throws: where it could not be started, or its complaints not be kept.
    func run() async throws -> Outcome {
        let said = FileManager.default.temporaryDirectory.appending(path: "vivier-said-\(UUID().uuidString)")
        // A file and not a pipe: what is said of much would fill a pipe that nobody reads yet.
        guard FileManager.default.createFile(atPath: said.path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let writer = FileHandle(forWritingAtPath: said.path)
        else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: said.path]) }
        defer { try? FileManager.default.removeItem(at: said) }
        let process = Process()
        process.executableURL = file
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = writer
        process.currentDirectoryURL = URL(filePath: "/")
        // PostgreSQL speaks English here, whatever the terminal speaks.
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }.merging(environment) { $1 }
        let status = try await process.ended()
        let text = String(decoding: FileManager.default.contents(atPath: said.path) ?? Data(), as: UTF8.self)
        return Outcome(status: status, said: text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
