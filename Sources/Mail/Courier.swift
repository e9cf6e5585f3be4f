package import Foundation

/// How letters leave the house.
package enum Courier: Sendable {
    /// By a mail server, in the name of a sender.
    case server(MailServer, from: String)
    /// As `.eml` files in a folder that only its owner reads: without a mail server nothing is sent.
    case folder(URL)
    /// To whoever asks, in tests.
    case hand(@Sendable (Letter) async throws -> Void)

    /// - Parameters:
    ///   - name: of the letter, in printable ASCII; in a folder another try under the same name takes the place of the one before.
    ///   - written: when.
    func deliver(_ letter: Letter, name: String, written: Date) async throws {
        switch self {
        case .server(let server, let sender):
            let message = letter.message(from: sender, name: name, at: written)
            try await server.send(message, from: sender, to: letter.to)
        case .folder(let folder):
            let files = FileManager.default
            try files.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let stamp = written.formatted(.iso8601.dateSeparator(.omitted).timeSeparator(.omitted))
            let file = folder.appending(path: "\(stamp)-\(name).eml").path
            let message = letter.message(from: "vivier@localhost", name: name, at: written, isReadable: true)
            guard files.createFile(atPath: file, contents: message, attributes: [.posixPermissions: 0o600]) else {
                throw MailServer.Failure.later("the folder for mail cannot be written")
            }
        case .hand(let take): try await take(letter)
        }
    }

    /// Removes the letters to an address that lie in the folder, where there is one.
    func forget(_ address: String) throws {
        guard case .folder(let folder) = self, FileManager.default.fileExists(atPath: folder.path) else { return }
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        where file.pathExtension == "eml" {
            // One that goes meanwhile is gone.
            guard let letter = try? Data(contentsOf: file), Letter.isReadable(letter, to: address) else { continue }
            try FileManager.default.removeItem(at: file)
        }
    }
}
