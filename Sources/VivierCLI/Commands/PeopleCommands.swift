import API
import ArgumentParser
import Foundation

struct StudentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "student", abstract: "One student's profile and free time, and who looked at it.",
        subcommands: [Show.self, Progress.self, AvailabilityCommand.self, Correct.self, Receipts.self])

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
        @Argument(help: "The student's id, or me.") var id: StudentArgument

        func run() async throws {
            try await reporting {
                let student = try await global.client.call(Endpoints.showStudent, path: [global.student(id)])
                try global.show(student) { one in
                    print("\(one.givenName) \(one.familyName) (\(one.key))")
                    line("id", one.id)
                    line("e-mail", one.email)
                    if let programme = one.programme { line("programme", programme) }
                    if let graduation = one.graduation { line("graduation", graduation) }
                    if !one.languages.isEmpty { line("languages", one.languages.joined(separator: ", ")) }
                    for skill in one.skills { line("skill", "\(skill.label) \(skill.level) (\(called(skill.source)), \(skill.statedOn))") }
                    for label in one.unknownSkills { line("skill not in the referential", label) }
                    if let availability = one.availability { line("available", spelled(availability)) }
                    if let hours = one.hoursPerWeek { line("hours a week", hours) }
                    if let city = one.city { line("city", city) }
                }
                if !global.json { try await global.showTeam(of: student) }
            }
        }
    }

    struct Receipts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Which company looked at a student, newest first.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var page: PageOptions
        @Argument(help: "The student's id, or me.") var id: StudentArgument

        func run() async throws {
            try await reporting {
                let id = try await global.student(id)
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
        discussion: "Teams come with the `team` column of a cohort's CSV, from a file of their own, or are formed.",
        subcommands: [
            Form.self, Import.self, List.self, Board.self, Show.self, Strengths.self, Lock.self, Unlock.self, Disband.self, Rank.self,
            Ranking.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a cohort's teams by name.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions
        @Option(help: "The cohort's id.") var cohort: Cohort.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listTeams, path: [cohort], query: list.query)) { answer in
                    var table = Table(heading: ["id", "name", "members", "mark"])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", one.name, one.members.map { "\($0.givenName) \($0.familyName)" }.joined(separator: ", "),
                            one.locked ? said("locked", "verrouillée") : "",
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
                    print(one.name)
                    line("id", one.id)
                    line("cohort", one.cohort)
                    if one.locked {
                        print(
                            said(
                                "locked: it stays when teams are formed anew", "verrouillée\u{A0}: elle reste quand on reforme les équipes")
                        )
                    }
                    for member in one.members { line("member", "\(member.givenName) \(member.familyName) (\(member.student))") }
                }
            }
        }
    }
}

struct ConsentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent", abstract: "What students agree to.", subcommands: [Give.self, List.self, Withdraw.self])

    struct Give: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record a consent; prints its id.",
            discussion: """
                EXAMPLES
                  vivier consent give me talent-pool --field city --field languages
                  vivier consent give me talent-pool --no-fields --instead       show less from now on
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The student's id, or me.") var student: StudentArgument
        @Argument(help: "talent-pool or case-company.") var purpose: Consent.Purpose
        @Option(help: "For this company only.") var company: Organisation.ID?
        @Option(help: "What it shows besides name, school and skills; may be repeated. All if not said.") var field: [Consent.Field] = []
        @Flag(help: "Show nothing besides name, school and skills.") var noFields = false
        @Flag(help: "In the place of the one that stands, which ends with it.") var instead = false
        @Option(help: "The version of the text that the person read.") var text: String = "2026-09"

        func validate() throws {
            if noFields, !field.isEmpty {
                throw ValidationError(said("--field or --no-fields, not both.", "--field ou --no-fields, pas les deux."))
            }
        }

        func run() async throws {
            try await reporting {
                let draft = ConsentDraft(
                    purpose: purpose, company: company, fields: noFields ? [] : field.isEmpty ? nil : field, textVersion: text,
                    instead: instead ? true : nil)
                let student = try await global.student(student)
                let given = try await global.client.call(Endpoints.giveConsent, path: [student], body: draft)
                global.say(given.shown)
                try global.show(given) { print($0.id) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What a student has agreed to, withdrawn ones included.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The student's id, or me.") var student: StudentArgument

        func run() async throws {
            try await reporting {
                let student = try await global.student(student)
                try global.show(try await global.client.call(Endpoints.listConsents, path: [student])) { answer in
                    var table = Table(heading: ["id", "purpose", "company", "fields", "given", "until", "state"])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", one.purpose.rawValue, one.company?.description ?? said("every", "toutes"),
                            one.fields.map(\.rawValue).joined(separator: ","), one.givenAt.formatted(.iso8601),
                            one.endsAt.formatted(.iso8601), called(one.withdrawnAt == nil ? "live" : "withdrawn"),
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

extension Consent {
    /// What is seen from now on, and how less of it would be.
    fileprivate var shown: String {
        let basis = said("name, school, skills", "nom, école, compétences")
        let all = ([basis] + fields.map { called($0.rawValue) }).joined(separator: ", ")
        if fields.isEmpty { return said("Shown from now on: \(all).", "Visible désormais\u{A0}: \(all).") }
        return said(
            "Shown from now on: \(all). To show less, give it again with --instead and the --field that may be seen, or --no-fields.",
            "Visible désormais\u{A0}: \(all). Pour en montrer moins, redonnez-le avec --instead et les --field voulus, ou --no-fields.")
    }
}

extension Consent.Purpose: ExpressibleByArgument {}

extension Consent.Field: ExpressibleByArgument {}
