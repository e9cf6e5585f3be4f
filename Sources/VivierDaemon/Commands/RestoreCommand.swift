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
            erased again.
            """)

    @OptionGroup var options: SettingOptions
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
                let (kept, ledgers, again) = try await StopSignals.heed({ [file] in
                    try await restoration.run(from: file, passphrase: secret)
                })
            else { throw BackupError.stopped }
            print(
                "restored: \(kept.tables.count) tables, \(kept.rows) rows, as of \(kept.madeAt.ISO8601Format()); "
                    + "the consent ledgers of \(ledgers.schools) schools are as they were written (\(ledgers.entries) entries)")
            print(
                list == nil
                    ? "people who were erased after that are back: erase them again, or restore with --erased"
                    : "erased again: \(again) people")
        }
    }
}
