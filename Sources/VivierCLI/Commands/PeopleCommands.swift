import API
import ArgumentParser
import Foundation

struct StudentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "student", abstract: "One student's profile, and who looked at it.",
        subcommands: [Show.self, Correct.self, Receipts.self])

    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put right what the school has on a student; what is not said stays.",
            discussion: "Skills, key and team come with the roster. An empty value takes a field away: --city ''.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The student's id.") var id: Student.ID
        @Option(help: "The given name.") var givenName: String?
        @Option(help: "The family name.") var familyName: String?
        @Option(help: "The e-mail address; who signed in with the old one no longer can.") var email: String?
        @Option(help: "The programme.") var programme: String?
        @Option(help: "The city.") var city: String?
        @Option(help: "A language as fr:B2, instead of those that are there; may be repeated.") var speaks: [String] = []
        @Option(help: "Hours a week, 0 to 80.") var hours: Int?

        func run() async throws {
            try await reporting {
                let student = try await global.client.call(Endpoints.showStudent, path: [id])
                var right = StudentCorrection(student)
                if let givenName { right.givenName = givenName }
                if let familyName { right.familyName = familyName }
                if let email { right.email = email }
                if let programme { right.programme = programme.isEmpty ? nil : programme }
                if let city { right.city = city.isEmpty ? nil : city }
                if !speaks.isEmpty { right.languages = speaks.filter { !$0.isEmpty } }
                if let hours { right.hoursPerWeek = hours }
                let corrected = try await global.client.call(
                    Endpoints.correctStudent, path: [id], body: right, replacing: student.version)
                try global.show(corrected) { print("\($0.givenName) \($0.familyName), \($0.email)") }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a student.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The student's id.") var id: Student.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.showStudent, path: [id])) { one in
                    print("\(one.givenName) \(one.familyName) (\(one.key))\nid: \(one.id)\ne-mail: \(one.email)")
                    if let programme = one.programme { line("programme", programme) }
                    if let graduation = one.graduation { line("graduation", graduation) }
                    if !one.languages.isEmpty { line("languages", one.languages.joined(separator: ", ")) }
                    for skill in one.skills { print("skill: \(skill.label) \(skill.level) (\(skill.source), \(skill.statedOn))") }
                    for label in one.unknownSkills { line("skill not in the referential", label) }
                    if let availability = one.availability { line("available", availability) }
                    if let hours = one.hoursPerWeek { line("hours a week", hours) }
                    if let city = one.city { line("city", city) }
                }
            }
        }
    }

    struct Receipts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Which company looked at a student, newest first.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var page: PageOptions
        @Argument(help: "The student's id.") var id: Student.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listReceipts, path: [id], query: page.query)) { answer in
                    var table = Table(heading: ["at", "company", "kind"])
                    for one in answer.items { table.rows.append([one.at.formatted(.iso8601), one.company.name, one.kind]) }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }
}

struct TeamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "team", abstract: "Teams of a cohort, and the cases that they would take.",
        discussion: "Teams come with the `team` column of a cohort's CSV, or are formed.",
        subcommands: [Form.self, List.self, Show.self, Lock.self, Unlock.self, Disband.self, Rank.self, Ranking.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a cohort's teams by name.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var page: PageOptions
        @Option(help: "The cohort's id.") var cohort: Cohort.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listTeams, path: [cohort], query: page.query)) { answer in
                    var table = Table(heading: ["id", "name", "members"])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", one.name, one.members.map { "\($0.givenName) \($0.familyName)" }.joined(separator: ", "),
                        ])
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a team.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var id: Team.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.showTeam, path: [id])) { one in
                    print("\(one.name)\nid: \(one.id)\ncohort: \(one.cohort)")
                    if one.locked {
                        print(
                            said(
                                "locked: it stays when teams are formed anew", "verrouillée\u{A0}: elle reste quand on reforme les équipes")
                        )
                    }
                    for member in one.members { print("member: \(member.givenName) \(member.familyName) (\(member.student))") }
                }
            }
        }
    }
}

struct ConsentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent", abstract: "What students agree to.", subcommands: [Give.self, List.self, Withdraw.self])

    struct Give: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Record a consent; prints its id.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The student's id.") var student: Student.ID
        @Argument(help: "talent-pool or case-company.") var purpose: Consent.Purpose
        @Option(help: "For this company only.") var company: Organisation.ID?
        @Option(help: "What it shows besides name, school and skills; may be repeated. All if not said.") var field: [Consent.Field] = []
        @Flag(help: "Show nothing besides name, school and skills.") var noFields = false
        @Option(help: "The version of the text that the person read.") var text: String = "2026-09"

        func validate() throws {
            if noFields, !field.isEmpty {
                throw ValidationError(said("--field or --no-fields, not both.", "--field ou --no-fields, pas les deux."))
            }
        }

        func run() async throws {
            try await reporting {
                let draft = ConsentDraft(
                    purpose: purpose, company: company, fields: noFields ? [] : field.isEmpty ? nil : field, textVersion: text)
                try global.show(try await global.client.call(Endpoints.giveConsent, path: [student], body: draft)) { print($0.id) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What a student has agreed to, withdrawn ones included.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The student's id.") var student: Student.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listConsents, path: [student])) { answer in
                    var table = Table(heading: ["id", "purpose", "company", "fields", "given", "until", "state"])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", one.purpose.rawValue, one.company?.description ?? "every",
                            one.fields.map(\.rawValue).joined(separator: ","), one.givenAt.formatted(.iso8601),
                            one.endsAt.formatted(.iso8601), one.withdrawnAt == nil ? "live" : "withdrawn",
                        ])
                    }
                    table.print()
                }
            }
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Withdraw a consent; it acts at once.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The consent's id.") var id: Consent.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.withdrawConsent, path: [id])) { _ in
                    global.say(said("Withdrawn.", "Retiré."))
                }
            }
        }
    }
}

extension Consent.Purpose: ExpressibleByArgument {}

extension Consent.Field: ExpressibleByArgument {}
