import API
import ArgumentParser
import Formats
import Foundation

struct ProgrammeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "programme", abstract: "Programmes of a school.", subcommands: [Create.self, List.self, Show.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a programme; prints its id.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its code, unique in the school.") var code: String
        @Argument(help: "Its name.") var name: String
        @Option(help: "The school's id, for an operator.") var school: Organisation.ID?

        func run() async throws {
            try await reporting {
                let draft = ProgrammeDraft(school: school, code: code, name: name)
                try global.show(try await global.client.call(Endpoints.createProgramme, body: draft)) { print($0.id) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the programmes by code.", discussion: "--sort takes code, -code, name or -name.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listProgrammes, query: list.query)) { answer in
                    var table = Table(heading: ["id", "code", "name"])
                    for one in answer.items { table.rows.append(["\(one.id)", one.code, one.name]) }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a programme.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var id: Programme.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.showProgramme, path: [id])) { one in
                    print("\(one.code)  \(one.name)")
                    line("id", one.id)
                    line("school", one.school)
                }
            }
        }
    }
}

struct CohortCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cohort", abstract: "Cohorts: create, edit, enrol, undo, export.",
        subcommands: [
            Create.self, EditCohort.self, List.self, Show.self, Import.self, Imports.self, Undo.self, Export.self, Students.self,
        ])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a cohort; prints its id.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its code, unique in the school.") var code: String
        @Argument(help: "Its name.") var name: String
        @Option(help: "The school's id, for an operator.") var school: Organisation.ID?
        @Option(help: "The programme's id.") var programme: Programme.ID?
        @Option(help: "Its first day, YYYY-MM-DD.") var startsOn: Day?
        @Option(help: "Its last day, YYYY-MM-DD.") var endsOn: Day?
        @Option(help: "Days off: exams|holidays|alternance|other:FROM:UNTIL; repeat for each.") var blocked: [BlockedDays] = []

        func run() async throws {
            try await reporting {
                let draft = CohortDraft(
                    school: school, programme: programme, code: code, name: name, startsOn: startsOn, endsOn: endsOn,
                    blocked: blocked.isEmpty ? nil : blocked)
                try global.show(try await global.client.call(Endpoints.createCohort, body: draft)) { print($0.id) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the cohorts, newest first.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var page: PageOptions
        @Option(help: "Only those whose name or code bears these words.") var words: String?
        @Option(help: "The order; -name and -code go down.") var sort: CohortListQuery.Sort?

        func run() async throws {
            try await reporting {
                let query = CohortListQuery(search: words, sort: sort, limit: page.limit, cursor: page.cursor)
                try global.show(try await global.client.call(Endpoints.listCohorts, query: query)) { answer in
                    let hasSchools = answer.items.contains { $0.schoolName != nil }
                    var table = Table(
                        heading: ["id", "code", "name", "students", "teams"] + (hasSchools ? ["school"] : []), right: [3, 4])
                    for one in answer.items {
                        table.rows.append(
                            ["\(one.id)", one.code, one.name, "\(one.students)", "\(one.teams)"]
                                + (hasSchools ? [one.schoolName ?? ""] : []))
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a cohort.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var id: Cohort.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.showCohort, path: [id])) { one in
                    print("\(one.code)  \(one.name)")
                    line("id", one.id)
                    line("school", one.school)
                    line("students", one.students)
                    line("teams", one.teams)
                    if let from = one.startsOn { line("from", from) }
                    if let until = one.endsOn { line("until", until) }
                }
            }
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enrol a cohort from a CSV file, or from a OneRoster bundle: a zip or a folder.",
            discussion: """
                EXAMPLES
                  vivier cohort import students.csv --cohort ID --dry-run
                  vivier cohort import bundle/ --cohort ID --format oneroster
                  vivier cohort import list.csv --cohort ID --map "N° étudiant=key"

                All or nothing: one rejected row refuses the whole file (status 3), unless --skip-rejected is given.
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The file or folder; - for standard input.") var path: String
        @Option(help: "The cohort's id.") var cohort: Cohort.ID
        @Option(help: "auto, csv or oneroster.") var format: RosterFile.Format = .auto
        @Option(
            help: "column=field, column=attribute:NAME, column=key+email, column=unavailable:DAY or column=ignore; repeat for each.",
            transform: columnMapping)
        var map: [ColumnMapping] = []
        @Option(help: "Of OneRoster: the student key is identifier or sourcedId.") var key: OneRosterBundle.Key?
        @Flag(help: "Report what would happen; store nothing.") var dryRun = false
        @Flag(help: "Store the good rows although others are rejected.") var skipRejected = false

        func run() async throws {
            try await reporting {
                let bundle = path == "-" ? nil : try FolderBundle.zip(path)
                let bytes = try bundle ?? fileBytes(path, for: Endpoints.importRoster)
                let name = path == "-" ? "standard-input.csv" : URL(filePath: path).lastPathComponent
                let query = RosterImportQuery(
                    name: name, format: format.rawValue, map: map.isEmpty ? nil : map.map(\.description), key: key?.rawValue,
                    dryRun: dryRun,
                    skipRejected: skipRejected)
                let outcome = try await followingImport(Endpoints.importRoster, path: [cohort], query: query, bytes: bytes, global: global)
                try show(outcome, dryRun: dryRun, skipRejected: skipRejected, global: global)
            }
        }
    }

    struct Imports: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a cohort's imports, newest first.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var page: PageOptions
        @Argument(help: "The cohort's id.") var cohort: Cohort.ID
        @Option(help: "Only those whose file's name bears these words.") var words: String?
        @Option(help: "The order.") var sort: ImportListQuery.Sort?

        func run() async throws {
            try await reporting {
                let query = ImportListQuery(q: words, sort: sort, limit: page.limit, cursor: page.cursor)
                try global.show(try await global.client.call(Endpoints.listImports, path: [cohort], query: query)) { answer in
                    var table = Table(heading: ["id", "at", "file", "new", "changed", "unchanged", "state"], right: [3, 4, 5])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", one.createdAt.formatted(.iso8601), one.fileName, "\(one.new)", "\(one.changed)",
                            "\(one.unchanged)", called(one.undoneAt == nil ? "stored" : "undone"),
                        ])
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Undo a whole import.",
            discussion: """
                Whom something else has changed or used since stays as it is, and it is said why. Where that is everybody, nothing is undone: the exit
                status is 6, and the import stands.
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The import's id.") var id: RosterImport.ID

        func run() async throws {
            try await reporting {
                let undone = try await global.client.call(Endpoints.undoImport, path: [id])
                try global.show(undone) { report in
                    if !report.undone { global.say(said("Nothing was undone.", "Rien n’a été annulé.")) }
                    print(
                        said(
                            "\(report.removed) removed, \(report.restored) restored, \(report.kept.count) kept as they are",
                            "retirés\u{A0}: \(report.removed), rétablis\u{A0}: \(report.restored), laissés tels quels\u{A0}: \(report.kept.count)"
                        ))
                    for student in report.kept { line("kept", student) }
                    if let note = report.note { global.say(said("note: \(note)", "note\u{A0}: \(note)")) }
                    for student in report.withoutTeam {
                        print(
                            said(
                                "restored without a team, which is gone: \(student)",
                                "rétabli sans équipe, la sienne n’existe plus\u{A0}: \(student)"))
                    }
                }
                if !undone.undone { throw ExitStatus.conflict }
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the cohort as the CSV that import takes.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The cohort's id.") var id: Cohort.ID

        func run() async throws {
            try await reporting {
                try global.export(try await global.client.download(Endpoints.exportCohort, path: [id]))
            }
        }
    }

    struct Students: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a cohort's students by name.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var page: PageOptions
        @Argument(help: "The cohort's id.") var cohort: Cohort.ID
        @Option(help: "Only those whose name or key bears these words.") var words: String?
        @Option(help: "The order; -name and -key go down.") var sort: StudentListQuery.Sort?

        func run() async throws {
            try await reporting {
                let query = StudentListQuery(search: words, sort: sort, limit: page.limit, cursor: page.cursor)
                try global.show(try await global.client.call(Endpoints.listStudents, path: [cohort], query: query)) { answer in
                    var table = Table(heading: ["id", "key", "name", "team", "skills", "available"], right: [4])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", one.key, "\(one.familyName) \(one.givenName)", one.team ?? "", "\(one.skills)",
                            called(one.hasAvailability ? "yes" : "unknown"),
                        ])
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }
}

extension Day: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(argument)
    }
}

extension BlockedDays: ExpressibleByArgument {
    package init?(argument: String) {
        let parts = argument.split(separator: ":").map(String.init)
        guard parts.count == 3, let reason = Reason(rawValue: parts[0]), let from = Day(parts[1]), let until = Day(parts[2]) else {
            return nil
        }
        self.init(reason: reason, from: from, until: until)
    }
}

extension CohortListQuery.Sort: ExpressibleByArgument {}
extension ImportListQuery.Sort: ExpressibleByArgument {}
extension StudentListQuery.Sort: ExpressibleByArgument {}
