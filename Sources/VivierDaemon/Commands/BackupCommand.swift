import ArgumentParser
import Foundation
import Logging

/// Keeps the service in a file.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write all that the service keeps into one file, while it goes on.",
        discussion: """
            The file shows one moment: it is a tar of the database as pg_dump keeps it, and of what each table held. With a passphrase it can \
            neither be read nor changed without it. People who are erased later stay in it: keep it no longer than you promise them.
            """)

    @OptionGroup var options: SettingOptions
    @OptionGroup var result: ResultOptions
    @OptionGroup var passphrase: PassphraseOption

    @Option(help: "For how many days it may be restored, 1 to 3650. People who are erased meanwhile are in it.")
    var days = 30

    @Flag(
        help: """
            Then delete the backups in the file's folder whose declared life is over: those that the passphrase opens, and those without one.
            """)
    var deleteExpired = false

    @Argument(help: "The file to write; it must not be there yet.")
    var file: String

    func validate() throws {
        guard (1...3_650).contains(days) else { throw ValidationError("--days takes 1 to 3650.") }
    }

    func run() async throws {
        try await reportingFailure {
            let settings = try options.settings()
            try settings.requireHouse()
            let backup = Backup(settings: settings, log: makeLogger(level: .error), days: days)
            let secret = try passphrase.read()
            let folder = URL(filePath: file).deletingLastPathComponent()
            // Before it is written: the disk may be full of them.
            let left = PartLock.sweep(folder)
            guard let kept = try await StopSignals.heed({ [file] in try await backup.write(to: file, passphrase: secret) }) else {
                throw BackupError.stopped
            }
            let expired: (deleted: [String], left: [BackupError]) =
                deleteExpired ? ExpiredBackups(folder: folder, passphrase: secret).delete() : ([], [])
            let shown = Kept(
                file: file, tables: kept.tables.count, rows: kept.rows, ledgers: kept.ledgers.count, madeAt: kept.madeAt,
                expiresAt: kept.expiresAt, deleted: expired.deleted, leftovers: left)
            try result.show(shown) { kept in
                print(
                    "kept: \(kept.tables) tables, \(kept.rows) rows, \(kept.ledgers) consent ledgers, as of \(kept.madeAt.ISO8601Format()); to be deleted by \(kept.expiresAt.ISO8601Format().prefix(10))"
                )
                for file in kept.leftovers { print("removed: \(file), which a backup that was stopped half-way had left") }
                for file in kept.deleted { print("deleted: \(file), whose declared life is over") }
            }
            for fault in expired.left { complain("\(fault)") }
            if !expired.left.isEmpty { throw ExitCode.failure }
        }
    }

    private struct Kept: Encodable {
        var file: String
        var tables: Int
        var rows: Int
        var ledgers: Int
        var madeAt: Date
        var expiresAt: Date
        /// Others, whose declared life is over.
        var deleted: [String]
        /// Of backups that were killed, removed.
        var leftovers: [String]
    }
}
