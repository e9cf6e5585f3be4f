import ArgumentParser
import Foundation
import Logging
import Vivier

/// What the operator of the machine does that nothing of an erased person is left on it.
struct PrivacyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "privacy", abstract: "What is left of people who were erased: in the database's files, and in backups.",
        subcommands: [Rewrite.self, Erased.self])

    struct Rewrite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write anew, now, what PostgreSQL's files still hold of people who were erased.",
            discussion: """
                The daemon does it by itself, large tables at night, but for what takes it more than two minutes. Each table is out of reach \
                while it is written, a large one for some time, 15 minutes at most, and so may be the service: take a quiet hour. It needs room \
                on the disk for a copy. Ctrl-C leaves what is not yet done to the next time.
                """)

        @OptionGroup var options: SettingOptions
        @OptionGroup var result: ResultOptions

        private struct Shown: Encodable {
            /// The tables that were written anew.
            var written: [String]
            /// Those that were in use all the time, took too long or had no room.
            var waiting: [String]
            /// Whether PostgreSQL's own log is new as well.
            var log: Bool
        }

        func run() async throws {
            try await reportingFailure {
                let settings = try options.settings()
                try settings.requireHouse()
                let log = makeLogger(level: .error)
                let outcome = try await StopSignals.heed {
                    try await House.visit(settings, log: log) { _ in try await Rewriting(settings, log: log).run(.byCommand) }
                }
                switch outcome {
                case nil: throw BackupError.stopped
                case .nothingWaits:
                    try result.show(Shown(written: [], waiting: [], log: true)) { _ in print("nothing is left of anybody who was erased") }
                case .underWay: try refuse("Another vivierd is writing the files anew just now.")
                case .stillRead:
                    try refuse(
                        "The database is still read as it was before the last erasure, by a backup perhaps: try again when that has ended.")
                case .done(let work):
                    try result.show(Shown(written: work.written, waiting: work.waiting.keys.sorted(), log: work.log)) { shown in
                        print("written anew: \(shown.written.joined(separator: ", "))")
                        // It comes after the statistics.
                        if !shown.log, work.waiting[Rewriting.statistics] == nil {
                            print("PostgreSQL's own log is not this service's: its files go as your server is set to keep them")
                        }
                    }
                    try refuse(work.waiting)
                }
            }
        }

        private func refuse(_ waiting: [String: Rewriting.Reason]) throws {
            for reason in [Rewriting.Reason.inUse, .tooLong, .noRoom] {
                let names = waiting.filter { $0.value == reason }.keys.sorted().joined(separator: ", ")
                if names.isEmpty { continue }
                switch reason {
                case .inUse, .night: complain("In use all the time, so not written: \(names). Try again.")
                case .tooLong:
                    complain("Not written within 15 minutes, so left as it was: \(names). Try again when the machine has less to do.")
                case .noRoom: complain("Not written, for the disk has not three times the room of it: \(names). Make room, and try again.")
                }
            }
            if !waiting.isEmpty { throw ExitCode.failure }
        }

        private func refuse(_ sentence: String) throws {
            complain(sentence)
            throw ExitCode.failure
        }
    }

    struct Erased: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the ids of all who were erased into a file, to be kept beside the backups.",
            discussion: """
                `vivierd restore --erased FILE` erases them from what an older backup brings back. There is no name in it. A file that is there \
                is replaced.
                """)

        @OptionGroup var options: SettingOptions
        @OptionGroup var result: ResultOptions
        @Argument(help: "The file to write.") var file: String

        private struct Shown: Encodable {
            var file: String
            var people: Int
        }

        func run() async throws {
            try await reportingFailure {
                let settings = try options.settings()
                try settings.requireHouse()
                let log = makeLogger(level: .error)
                let list = try await House.visit(settings, log: log) { try await ErasedList(of: $0.database) }
                try list.write(to: file)
                try result.show(Shown(file: file, people: list.people.count)) { print("erased: \($0.people) people") }
            }
        }
    }
}
