import API
import ArgumentParser
import Vivier

/// Lets somebody in from the terminal of the machine itself: the first operator has nobody else to ask.
struct InviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Make an invitation and print its link, this once.",
        discussion: "Whoever opens the link within 14 days becomes a member and is signed in. No letter is sent: hand the link over.")

    @OptionGroup var options: SettingOptions
    @OptionGroup var result: ResultOptions

    @Argument(help: "The e-mail address of whom it is for.")
    var email: String

    @Option(help: "operator, network-operator, school-admin, supervisor, company-owner, company, recruiter or contributor.")
    var role: Role = .operator

    @Option(help: "The organisation's id; every role but operator needs one.")
    var organisation: String?

    @Option(help: "The language of the pages that the link leads to: fr or en; without it, that of the browser.")
    var language: String?

    func run() async throws {
        try await reportingFailure {
            let settings = try options.settings().beside()
            try settings.requireHouse()
            let named = try organisation.map { text in
                guard let id = Organisation.ID(text) else {
                    throw ValidationError("--organisation takes an id, 32 hexadecimal digits with hyphens.")
                }
                return id
            }
            let draft = InvitationDraft(email: email, role: role, organisation: named, language: language)
            try await House.visit(settings, log: makeLogger(level: settings.logLevel)) { application in
                let made = try await application.perform(Invite(draft: draft, sends: false), by: .terminal(requestID: "terminal"))
                try result.show(Shown(invitation: made.invitation, link: made.link)) { print($0.link) }
            }
        }
    }

    private struct Shown: Encodable {
        var invitation: Invitation
        var link: String
    }
}
