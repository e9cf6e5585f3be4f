import ArgumentParser
import Foundation
import Logging

/// Brings a service back from a file.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put what `vivierd backup` kept into a state folder without a service.",
        discussion: """
            Every table is counted and compared with what was kept, and every consent ledger read, before anything is in its place. Whoever was \
            erased since the backup was made is back, unless --erased names the list that `vivierd privacy erased` wrote later: then they are \
            erased again, and out of the new files; where that is not possible the service is in its place all the same, and the status is 1.
            """)

    @OptionGroup var options: SettingOptions
    @OptionGroup var result: ResultOptions
    @OptionGroup var passphrase: PassphraseOption

    @Flag(help: "Take a backup whose declared life is over too.")
    var althoughExpired = false

    @Option(help: "The list of erased people that `vivierd privacy erased` wrote; they are erased from what comes back.")
    var erased: String?

    @Argument(help: "The file that `vivierd backup` wrote.")
    var file: String

    func run() async throws {
        try await reportingFailure {
            let settings = try options.settings()
            let list = try erased.map { try ErasedList(readFrom: $0) }
            let restoration = Restoration(
                settings: settings, log: makeLogger(level: .error), takesExpired: althoughExpired, erased: list)
            let secret = try passphrase.read()
            guard
                let (kept, ledgers, again, isRewritten) = try await StopSignals.heed({ [file] in
                    try await restoration.run(from: file, passphrase: secret)
                })
            else { throw BackupError.stopped }
            let shown = Restored(
                file: file, tables: kept.tables.count, rows: kept.rows, madeAt: kept.madeAt, schools: ledgers.schools,
                ledgerEntries: ledgers.entries, erasedAgain: list == nil ? nil : again,
                bytesLeft: list == nil ? nil : !isRewritten)
            try result.show(shown) { kept in
                print(
                    "restored: \(kept.tables) tables, \(kept.rows) rows, as of \(kept.madeAt.ISO8601Format()); "
                        + "the consent ledgers of \(kept.schools) schools are as they were written (\(kept.ledgerEntries) entries)")
                print(
                    kept.erasedAgain.map { "erased again: \($0) people" }
                        ?? "people who were erased after that are back: erase them again, or restore with --erased")
            }
            if !isRewritten {
                complain(
                    "The service is back and no query finds them, but bytes of those who were erased again are left in its files. "
                        + "Run vivierd privacy rewrite on it before anybody else may read the disk.")
                throw ExitCode.failure
            }
        }
    }

    private struct Restored: Encodable {
        var file: String
        var tables: Int
        var rows: Int
        var madeAt: Date
        /// Whose consent ledgers were read to the end.
        var schools: Int
        var ledgerEntries: Int
        /// Of those who were erased after the backup was made; nil where no list of them was given.
        var erasedAgain: Int?
        /// Whether something of them stands in PostgreSQL's files still.
        var bytesLeft: Bool?
    }
}
