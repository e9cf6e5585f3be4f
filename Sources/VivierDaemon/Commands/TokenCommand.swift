import API
import ArgumentParser
import Vivier

/// Tokens for programs and people, from the terminal of the machine itself.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Issue tokens.", subcommands: [Create.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Issue a token and print it, this once.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var result: ResultOptions

        @Option(help: "operator, network-operator, school-admin, supervisor, company-owner, company, recruiter, student or contributor.")
        var role: Role

        @Option(name: .customLong("for"), help: "The e-mail of whom it is for.")
        var email: String?

        @Option(help: "The organisation's id; every role but operator needs one.")
        var organisation: String?

        @Option(help: "The student's id, for the role student; without it, whom the school enrolled with the e-mail.")
        var student: String?

        @Option(help: "What it is for, as lists show it.")
        var label: String?

        @Option(help: "Days until it expires, 1 to 365.")
        var days: Int = 90

        func run() async throws {
            try await reportingFailure {
                let settings = try options.settings()
                try settings.requireHouse()
                let draft = TokenDraft(
                    role: role, organisation: try parsed(organisation, "--organisation"), email: email,
                    student: try parsed(student, "--student"), label: label, days: days)
                try await House.visit(settings, log: makeLogger(level: settings.logLevel)) { application in
                    let issued = try await application.perform(IssueToken(draft: draft), by: .terminal(requestID: "terminal"))
                    try result.show(issued) { print($0.secret) }
                }
            }
        }

        private func parsed<Subject>(_ text: String?, _ option: String) throws -> Identifier<Subject>? {
            guard let text else { return nil }
            guard let id = Identifier<Subject>(text) else { throw ValidationError("\(option) takes an id such as \(exampleID).") }
            return id
        }

        private var exampleID: String { "01a20694-7c60-7314-b484-2402708de809" }
    }
}

extension Role: ExpressibleByArgument {}
