import API
import ArgumentParser
import Foundation

struct LoginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Keep the daemon's address and your token for later commands.",
        discussion: "The token is read from standard input, or from VIVIER_TOKEN, so that it stays out of the shell's history.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await reporting {
            var client = try global.client
            // What an earlier login keeps is no token that was given to this one.
            client.token = global.token ?? Self.line ?? GlobalOptions.tokenOfEnvironment
            guard let token = client.token, !token.isEmpty else {
                throw CommandFailure.usage(
                    said(
                        "No token was given: write it on standard input, or set VIVIER_TOKEN. An earlier login stays as it is.",
                        "Aucun jeton n’a été donné\u{A0}: écrivez-le sur l’entrée standard, ou indiquez VIVIER_TOKEN. Une connexion antérieure reste comme elle est."
                    ))
            }
            let identity = try await client.call(Endpoints.whoami)
            try SavedLogin(url: client.address.absoluteString, token: token).write()
            let place = identity.organisation.map { said(" of \($0.name)", " de \($0.name)") } ?? ""
            global.say(said("You are \(identity.role.rawValue)\(place).", "Vous êtes \(identity.role.rawValue)\(place)."))
        }
    }

    /// The first line of standard input, unless it is empty.
    private static var line: String? { readLine(strippingNewline: true).flatMap { $0.isEmpty ? nil : $0 } }
}

struct WhoamiCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "whoami", abstract: "Who your token says you are.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await reporting {
            let identity = try await global.client.call(Endpoints.whoami)
            try global.show(identity) { identity in
                line("role", identity.role.rawValue)
                if let organisation = identity.organisation { line("organisation", "\(organisation.name) (\(organisation.id))") }
                if let student = identity.student { line("student", student) }
                if let email = identity.email { line("for", email) }
                line("token expires", identity.tokenExpiresAt.formatted(.iso8601))
            }
            if !global.json, let student = identity.student {
                try await global.showTeam(of: try await global.client.call(Endpoints.showStudent, path: [student]))
            }
        }
    }
}

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens of your organisation.", subcommands: [Create.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Issue a token and print it, this once.")
        @OptionGroup var global: GlobalOptions
        @Option(help: "operator, network-operator, school-admin, supervisor, company-owner, company, recruiter, student or contributor.")
        var role: Role
        @Option(help: "The organisation's id, for an operator.") var organisation: Organisation.ID?
        @Option(name: .customLong("for"), help: "The e-mail of whom it is for.") var email: String?
        @Option(help: "The student's id, for the role student.") var student: Student.ID?
        @Option(help: "What it is for, as lists show it.") var label: String?
        @Option(help: "Days until it expires, 1 to 365.", transform: whole(1...365)) var days: Int = 90
        @Option(help: "All that it may, of what its role may, such as searchPools; repeat for each.") var only: [Permission] = []

        func run() async throws {
            try await reporting {
                let draft = TokenDraft(
                    role: role, organisation: organisation, email: email, student: student, label: label, days: days,
                    permissions: only.isEmpty ? nil : only)
                try global.show(try await global.client.call(Endpoints.issueToken, body: draft)) { print($0.secret) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List tokens, newest first, never their secrets.",
            discussion: "--words are of the label; --sort takes -created, created, label or -label.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions

        func run() async throws {
            try await reporting {
                let query = TokenListQuery(q: list.words, sort: list.sort, limit: list.page.limit, cursor: list.page.cursor)
                try global.show(try await global.client.call(Endpoints.listTokens, query: query)) { answer in
                    var table = Table(heading: ["id", "role", "label", "may", "issued by", "expires", "last use", "state"])
                    for token in answer.items {
                        table.rows.append([
                            "\(token.id)", token.role.rawValue, token.label,
                            token.permissions?.map(\.rawValue).joined(separator: " ") ?? "",
                            token.issuer ?? token.issuedBy?.rawValue ?? "", token.expiresAt.formatted(.iso8601),
                            token.lastUsedAt?.formatted(.iso8601) ?? "",
                            token.revokedAt == nil ? "live" : "revoked",
                        ])
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revoke a token; it ends at once.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The token's id.") var token: Token.ID

        func run() async throws {
            try await reporting {
                let _: Nothing = try await global.client.call(Endpoints.revokeToken, path: [token])
                global.say(said("Revoked.", "Révoqué."))
            }
        }
    }
}

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "audit", abstract: "Who did what with what outcome, newest first.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: PageOptions
    @Option(help: "Only this action, such as importRoster.") var action: String?
    @Option(help: "Only done, denied or refused.") var outcome: String?
    @Option(help: "Only what the person of this address did.") var person: String?
    @Option(help: "-at or at.") var sort: String?

    func run() async throws {
        try await reporting {
            let query = AuditQuery(
                action: action, outcome: outcome, person: person, sort: sort, limit: page.limit, cursor: page.cursor)
            try global.show(try await global.client.call(Endpoints.listAudit, query: query)) { answer in
                var table = Table(heading: ["at", "who", "role", "organisation", "action", "object", "outcome", "request"])
                for entry in answer.items {
                    // A token without a label is told by nothing but its role.
                    let token = entry.token.flatMap { $0.isEmpty ? nil : said("token “\($0)”", "jeton «\u{A0}\($0)\u{A0}»") }
                    let who = [entry.email ?? entry.account?.description, token].compactMap(\.self).joined(separator: ", ")
                    table.rows.append([
                        entry.at.formatted(.iso8601), who, entry.role, entry.organisation?.name ?? "", entry.action,
                        entry.object ?? "", called(entry.outcome), entry.requestId,
                    ])
                }
                table.print()
                answer.sayNext(global)
            }
        }
    }
}

extension Role: ExpressibleByArgument {}

extension Permission: ExpressibleByArgument {}
