import ArgumentParser
import Foundation

/// Where the passphrase of a backup is said: in a file, so that it stands on no command line.
struct PassphraseOption: ParsableArguments {
    @Option(help: "The file whose first line is the passphrase that closes the backup; - reads it from standard input.")
    var passphraseFile: String?

    private static let fewest = 12

    /// - Returns: nil where none is asked for.
    /// - Throws: `BackupError`.
    func read() throws -> [UInt8]? {
        guard let path = passphraseFile else { return nil }
        let bytes: Data
        do {
            bytes = try path == "-" ? FileHandle.standardInput.readToEnd() ?? Data() : Data(contentsOf: URL(filePath: path))
        } catch {
            throw BackupError.passphraseUnreadable(path, error.localizedDescription)
        }
        let line = Array(bytes.prefix { $0 != 0x0A && $0 != 0x0D })
        guard String(decoding: line, as: UTF8.self).count >= Self.fewest else { throw BackupError.passphraseTooShort }
        return line
    }
}
