import API
import ArgumentParser
import Formats
import Foundation

struct PrivacyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "privacy", abstract: "What is kept of a person, and the ledger of what people agreed to.",
        subcommands: [Export.self, Erase.self, Retention.self, Ledger.self])

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print all that is kept of a student, as JSON or to be read.",
            discussion: """
                EXAMPLES
                  vivier privacy export STUDENT > person.json
                  vivier privacy export --readable
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The student's id, or me; yourself if not said.") var student: StudentArgument?
        @Flag(help: "As text for people rather than JSON.") var readable = false

        func run() async throws {
            try await reporting {
                let named: Student.ID?
                if let student {
                    named = try await global.student(student)
                } else {
                    named = try await global.client.call(Endpoints.whoami).student
                }
                guard let id = named else { throw ValidationError(said("Name the student by the id.", "Nommez l’étudiant par son id.")) }
                let file = try await global.client.download(Endpoints.exportPerson, path: [id])
                guard readable, !global.json else { return StandardOutput.write(file) }
                guard let person = PersonText(Data(file), isFrench: spoken == .fr) else {
                    throw CommandFailure.notVivier(try global.client.address.absoluteString)
                }
                StandardOutput.write(Data(person.text.utf8))
            }
        }
    }

    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase a student for good.",
            discussion: """
                Everything that is the student's goes: profile, skills, consents, receipts, prospects, tokens and sessions. Teams and published
                runs stay as they were, without the person. It cannot be undone, and the next import of a roster that still names the student
                enrols the person anew. The school does it: whoever wants to be erased asks its administration.

                EXAMPLE
                  vivier privacy erase STUDENT --yes
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The student's id; with me you are told whom to ask.") var student: StudentArgument
        @Flag(help: "Yes, for good.") var yes = false

        func validate() throws {
            if case .id = student, !yes {
                throw ValidationError(
                    said(
                        "Erasing cannot be undone: say --yes if it is meant.",
                        "Un effacement est définitif\u{A0}: ajoutez --yes si c’est voulu."))
            }
        }

        func run() async throws {
            try await reporting {
                guard case .id(let id) = student else {
                    let school = try await global.ownStudent().organisation?.name ?? ""
                    throw CommandFailure.notYours(
                        said(
                            "Your school erases you when you ask for it: write to the administration of \(school).",
                            "Votre école vous efface sur demande\u{A0}: écrivez à l’administration de \(school)."))
                }
                let _: Nothing = try await global.client.call(Endpoints.eraseStudent, path: [id])
                global.say(said("Erased.", "Effacé."))
            }
        }
    }

    struct Retention: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retention", abstract: "How long what is kept, when people are asked, and on which legal basis.",
            subcommands: [List.self, Set.self])
    }

    struct Ledger: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ledger", abstract: "The consent ledger of a school: entries that nobody changes, each chained to the one before.",
            subcommands: [List.self, Export.self, Verify.self])
    }
}

extension PrivacyCommand.Retention {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the clocks.")
        @OptionGroup var global: GlobalOptions

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listRetention)) { answer in
                    var table = Table(heading: ["purpose", "months", "asked before", "legal basis"], right: [1, 2])
                    for one in answer.items {
                        table.rows.append([
                            one.purpose.rawValue, "\(one.months)",
                            one.askDays == 0 ? said("nobody", "personne") : said("\(one.askDays) days", "\(one.askDays) jours"),
                            called(one.legalBasis.rawValue),
                        ])
                    }
                    table.print()
                }
            }
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a clock.",
            discussion: """
                EXAMPLE
                  vivier privacy retention set prospect --months 18 --ask-days 45
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "talent-pool, case-company, prospect, student, receipt or audit.") var purpose: RetentionRule.Purpose
        @Option(help: "How long it is kept, 1 to 120 months.") var months: Int?
        @Option(help: "How many days before the end the person is asked.") var askDays: Int?
        @Option(help: "GDPR, article 6: consent, contract, legal-obligation, public-task, legitimate-interests.")
        var basis: RetentionRule.LegalBasis?

        func run() async throws {
            try await reporting {
                let draft = RetentionDraft(purpose: purpose, months: months, askDays: askDays, legalBasis: basis)
                let client = try global.client
                let seen = try await client.call(Endpoints.listRetention).items.first { $0.purpose == purpose }?.version
                try global.show(try await client.call(Endpoints.setRetention, body: draft, replacing: seen)) { one in
                    line("months", "\(one.months)")
                    line("asked before", said("\(one.askDays) days", "\(one.askDays) jours"))
                    line("legal basis", called(one.legalBasis.rawValue))
                }
            }
        }
    }
}

extension RetentionRule.Purpose: ExpressibleByArgument {}
extension RetentionRule.LegalBasis: ExpressibleByArgument {}

extension PrivacyCommand.Ledger {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a school's entries, newest first.",
            discussion: """
                --words takes the id of a student, a consent or a company, an event as withdrawn, a purpose, a version of the text, who acted, or
                the beginning of a SHA-256; --sort takes -number or number.
                """)
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions
        @Option(help: "The school's id; your own if not said.") var school: Organisation.ID?

        func run() async throws {
            try await reporting {
                let school = try await global.schools(school).first
                guard let school else { return global.say(said("There is no school.", "Il n’y a pas d’école.")) }
                try global.show(try await global.client.call(Endpoints.listLedger, path: [school], query: list.query)) { answer in
                    var table = Table(heading: ["number", "at", "event", "by", "purpose", "company", "student", "sha256"])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.number)", one.at.formatted(.iso8601), called(one.event.rawValue),
                            one.actedBy.map { called($0) } ?? "", one.purpose.rawValue,
                            one.company?.description ?? said("every", "toutes"), "\(one.student)", String(one.sha256.prefix(16)),
                        ])
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a school's entries as CSV, newest first, 50,000 at most.",
            discussion: """
                EXAMPLE
                  vivier privacy ledger export --words withdrawn --sort number > ledger.csv
                """)
        @OptionGroup var global: GlobalOptions
        @Option(help: "Only entries that ledger list would find by these words.") var words: String?
        @Option(help: "-number or number.") var sort: String?
        @Option(help: "The school's id; your own if not said.") var school: Organisation.ID?

        func run() async throws {
            try await reporting {
                let school = try await global.schools(school).first
                guard let school else { return global.say(said("There is no school.", "Il n’y a pas d’école.")) }
                let query = SortedExportQuery(q: words, sort: sort)
                try global.export(try await global.client.download(Endpoints.exportLedger, path: [school], query: query))
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that no entry was changed, cut off or added, and that the consents are as the ledger says.",
            discussion: """
                An operator without --school checks every school. Write the number and the SHA-256 of the last entry down elsewhere: with
                --mark they are looked for, so that even a ledger that was written anew as a whole is found out.

                EXAMPLES
                  vivier privacy ledger verify
                  vivier privacy ledger verify --mark 128:9f2c…
                """)
        @OptionGroup var global: GlobalOptions
        @Option(help: "The school's id; your own if not said.") var school: Organisation.ID?
        @Option(help: "NUMBER:SHA256 of an entry as it was written down.") var mark: String?

        func run() async throws {
            try await reporting {
                let parts = mark?.split(separator: ":", maxSplits: 1).map(String.init)
                if let parts, parts.count != 2 || Int(parts[0]) == nil || parts[1].count != 64 {
                    throw ValidationError(
                        said(
                            "--mark is NUMBER:SHA256, as `privacy ledger verify` printed it.",
                            "--mark s’écrit NUMÉRO:SHA256, comme `privacy ledger verify` l’a affiché."))
                }
                let kept = LedgerMark(number: parts.flatMap { Int($0[0]) }, sha256: parts?[1])
                let schools = try await global.schools(school)
                if schools.count > 1, mark != nil {
                    throw ValidationError(
                        said("--mark belongs to one school: add --school.", "--mark vaut pour une école\u{A0}: ajoutez --school."))
                }
                var isValid = true
                for school in schools {
                    let answer = try await global.client.call(Endpoints.verifyLedger, path: [school], query: kept)
                    isValid = isValid && answer.valid
                    try global.show(answer) { answer in
                        if schools.count > 1 { line("school", "\(school)") }
                        if let broken = answer.broken {
                            print(said("ledger NOT VALID: \(broken)", "registre NON VALIDE\u{A0}: \(broken)"))
                        } else {
                            print(said("ledger valid", "registre valide"))
                        }
                        line("entries", "\(answer.entries)")
                        line("last", "\(answer.entries):\(answer.sha256)")
                    }
                }
                if !isValid { throw ExitCode(1) }
            }
        }
    }
}

extension GlobalOptions {
    /// The school that is named, the caller's own, or all of them for an operator.
    func schools(_ named: Organisation.ID?) async throws -> [Organisation.ID] {
        if let named { return [named] }
        if let own = try await client.call(Endpoints.whoami).organisation { return [own.id] }
        var all: [Organisation.ID] = []
        var query = OrganisationListQuery(limit: 100)
        repeat {
            let page = try await client.call(Endpoints.listSchools, query: query)
            all += page.items.map(\.id)
            query.cursor = page.next
        } while query.cursor != nil
        return all
    }
}
