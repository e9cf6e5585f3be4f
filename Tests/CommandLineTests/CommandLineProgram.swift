import Foundation

/// The built programs, run as people run them.
enum CommandLineProgram {
    struct Outcome {
        var status: Int32
        var output: String
        var complaints: String
    }

    /// Where a program lies: beside the one that runs the tests, unless its whole path is given.
    static func file(_ name: String) -> URL {
        if name.hasPrefix("/") { return URL(filePath: name) }
        return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name)
    }

    static func run(
        _ arguments: [String], of program: String = "vivier", input: [UInt8] = [], output: String? = nil,
        environment: [String: String] = [:], in directory: URL? = nil
    ) async throws -> Outcome {
        try await TemporaryFolder.lend { folder in
            let files = try ["in", "out", "err"].map { name in
                let file = folder.appending(path: name)
                try Data(name == "in" ? input : []).write(to: file)
                return file
            }
            let process = Process()
            process.executableURL = file(program)
            process.arguments = arguments
            if let directory { process.currentDirectoryURL = directory }
            let streams = (
                try FileHandle(forReadingFrom: files[0]), try FileHandle(forWritingTo: output.map { URL(filePath: $0) } ?? files[1]),
                try FileHandle(forWritingTo: files[2])
            )
            // Foundation waits for its processes with select(2), which knows no descriptor above 1023: none may stay open.
            defer { for stream in [streams.0, streams.1, streams.2] { try? stream.close() } }
            (process.standardInput, process.standardOutput, process.standardError) = streams
            process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"].merging(environment) { $1 }
            try await ended(process)
            return Outcome(
                status: process.terminationStatus, output: try String(contentsOf: files[1], encoding: .utf8),
                complaints: try String(contentsOf: files[2], encoding: .utf8))
        }
    }

    private static func ended(_ process: Process) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }
}

/// A folder that is gone afterwards.
enum TemporaryFolder {
    static func lend<T>(_ body: (URL) async throws -> T) async throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
