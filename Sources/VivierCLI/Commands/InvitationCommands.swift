import API
import ArgumentParser
import Foundation

struct InvitationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invitation", abstract: "Invite people to your organisation.", subcommands: [Send.self, List.self, Withdraw.self])

    struct Send: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send an invitation by e-mail; prints its id.",
            discussion: """
                The letter bears a link that works once, within 14 days. Students need none: they sign in with the address of the roster.

                EXAMPLE
                  vivier invitation send colleague@example.org --role school-admin
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The e-mail address.") var email: String
        @Option(help: "operator, network-operator, school-admin, supervisor, company-owner, company, recruiter or contributor.") var role:
            Role
        @Option(help: "The organisation's id, for an operator.") var organisation: Organisation.ID?

        func run() async throws {
            try await reporting {
                let language = SpokenLanguage.chosen(global.language)
                let draft = InvitationDraft(email: email, role: role, organisation: organisation, language: language.rawValue)
                try global.show(try await global.client.call(Endpoints.invite, body: draft)) { print($0.id) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List invitations, newest first.", discussion: "--words are of the address; --sort takes -at, at, email or -email.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listInvitations, query: list.ofPeople)) { answer in
                    var table = Table(heading: ["id", "e-mail", "role", "expires", "state", "organisation"])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", one.email, one.role.rawValue, one.expiresAt.formatted(.iso8601), called(one.state),
                            one.organisation?.description ?? "",
                        ])
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take an invitation back.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var invitation: Invitation.ID

        func run() async throws {
            try await reporting {
                let _: Nothing = try await global.client.call(Endpoints.withdrawInvitation, path: [invitation])
                global.say(said("Withdrawn.", "Retirée."))
            }
        }
    }
}

struct MembershipCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "membership", abstract: "Who belongs to your organisation.", subcommands: [List.self, End.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List who belongs to your organisation, newest first; not its students.",
            discussion: "--words are of the address; --sort takes -at, at, email or -email.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listMemberships, query: list.ofPeople)) { answer in
                    var table = Table(heading: ["id", "e-mail", "role", "since", "organisation"])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", one.email, one.role.rawValue, one.since.formatted(.iso8601), one.organisation?.description ?? "",
                        ])
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "End a membership: the person is signed out; the person's tokens in that role end, and the tokens and invitations that the person gave out."
        )
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var membership: Membership.ID

        func run() async throws {
            try await reporting {
                let _: Nothing = try await global.client.call(Endpoints.endMembership, path: [membership])
                global.say(said("Ended.", "Terminée."))
            }
        }
    }
}

struct SessionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session", abstract: "Where you are signed in.", subcommands: [List.self, End.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List where you are signed in.")
        @OptionGroup var global: GlobalOptions

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listSessions)) { answer in
                    var table = Table(heading: ["id", "browser", "role", "seen", "expires"])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", one.browser, one.role.rawValue, one.lastSeenAt.formatted(.iso8601),
                            one.expiresAt.formatted(.iso8601),
                        ])
                    }
                    table.print()
                }
            }
        }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a session; at once.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var session: SignedIn.ID

        func run() async throws {
            try await reporting {
                let _: Nothing = try await global.client.call(Endpoints.endSession, path: [session])
                global.say(said("Ended.", "Terminée."))
            }
        }
    }
}

extension Invitation {
    fileprivate var state: String {
        if acceptedAt != nil { return said("accepted", "acceptée") }
        if withdrawnAt != nil { return said("withdrawn", "retirée") }
        return expiresAt < Date() ? said("over", "expirée") : said("open", "ouverte")
    }
}

extension SortedPageOptions {
    fileprivate var ofPeople: PeopleQuery { PeopleQuery(q: words, sort: sort, limit: page.limit, cursor: page.cursor) }
}
