import Foundation

/// Where `vivier login` keeps the daemon's address and the token: a file of mode 0600 in the user's state folder.
struct SavedLogin: Codable {
    var url: String
    var token: String

    static var file: URL {
        let environment = ProcessInfo.processInfo.environment
        let state = environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(environment["HOME"] ?? "/tmp")/.local/state"
        return URL(filePath: state).appending(components: "vivier", "login.json")
    }

    static func read() -> SavedLogin? {
        guard let data = try? Data(contentsOf: file) else { return nil }
        return try? JSONDecoder().decode(SavedLogin.self, from: data)
    }

    func write() throws {
        let folder = Self.file.deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure.unwritable(folder.path, "cannot be made: \(error.localizedDescription)")
        }
        // Made with its final mode: the token is never in a file that others can open.
        let descriptor = open(Self.file.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommandFailure.unwritable(Self.file.path, "cannot be written.") }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: JSONEncoder().encode(self))
        try handle.close()
    }
}
