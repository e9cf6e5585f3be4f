import API
import Foundation
import Hummingbird
import Vivier

/// Who belongs here, and who is asked to join.
struct PeoplePage {
    static func tabs(_ desk: Desk, at here: String) -> HTML {
        let say = desk.say
        return Tabs.html(
            say("People", "Personnes"),
            [
                (say("Members", "Membres"), "/desk/people", here == "members"),
                (say("Invitations", "Invitations"), "/desk/people?show=invitations", here == "invitations"),
                (say("Invite somebody", "Inviter quelqu’un"), "/desk/people?show=invite", here == "invite"),
                (say("Tokens", "Jetons"), "/desk/people/tokens", here == "tokens"),
            ])
    }

    static func response(_ desk: Desk) async throws -> Response {
        switch desk.query("show") {
        case "invite": return try await inviting(desk)
        case "invitations": return try await invitations(desk)
        default: return try await members(desk)
        }
    }

    private static func page(_ desk: Desk, at here: String, _ body: HTML) -> Response {
        let title = desk.say("People", "Personnes")
        return desk.page(title, "<h1>\(title)</h1>\n\(tabs(desk, at: here))\(body)")
    }

    private static func search(_ desk: Desk, _ hidden: HTML = "", export: String? = nil) -> HTML {
        let say = desk.say
        let sorted: HTML? = desk.query("sort").map { "<input type=\"hidden\" name=\"sort\" value=\"\($0)\">" }
        let file: HTML? = export.map { Pieces.button(say("Export (CSV)", "Exporter (CSV)"), to: $0, isQuiet: true) }
        return """
            <div class="controls"><form method="get" action="/desk/people" role="search">\(hidden)\(sorted)
            <div class="wide"><label for="q">\(say("Part of an address", "Partie d’une adresse"))</label>
            <input id="q" type="search" name="q" value="\(desk.query("q") ?? "")" maxlength="200"></div>
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>\(file)\
            \(Pieces.button(say("Invite somebody", "Inviter quelqu’un"), to: "/desk/people?show=invite"))</div>

            """
    }

    private static func members(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let (words, sort, cursor) = (desk.query("q"), desk.query("sort"), desk.query("cursor"))
        let found = try await desk.perform(ListMemberships(query: PeopleQuery(q: words, sort: sort, limit: 50, cursor: cursor)))
        func here(_ sort: String?, _ cursor: String? = nil) -> String { desk.here(["q": words, "sort": sort, "cursor": cursor]) }
        let names = try await desk.names(of: found.items.map(\.organisation))
        var columns: [Listing<MemberLine>.Column] = [
            .init(title: say("Address", "Adresse"), sort: "email") { "\($0.email)" },
            .init(title: say("Role", "Rôle")) { "\(say($0.role.inWords))" },
        ]
        if desk.role == .operator {
            columns.append(
                .init(title: say("Where", "Où")) {
                    "\($0.organisation.map { names[$0] ?? "–" } ?? say("the whole service", "tout le service"))"
                })
        }
        columns += [
            .init(title: say("Since", "Depuis"), sort: "at") { "\(say.moment($0.since))" },
            .init(title: say("Remove", "Retirer")) {
                desk.asking(
                    "/desk/people/end", say("End …", "Retirer…"),
                    say(
                        """
                        \($0.email) is signed out at once and has no access here any more; nor have the person’s tokens in this role, and every token that \
                        the person issued, since whoever issues one has seen it: issue those anew that programs need. Invitations that the person \
                        sent and nobody has accepted are withdrawn.
                        """,
                        """
                        \($0.email) est déconnecté·e aussitôt et n’a plus accès ici\u{A0}; ses jetons de ce rôle non plus, ni ceux que cette personne a \
                        émis, car qui émet un jeton l’a vu\u{A0}: émettez de nouveau ceux dont des programmes ont besoin. Ses invitations que \
                        personne n’a acceptées sont retirées.
                        """),
                    yes: say("End the access", "Retirer l’accès"), fields: ["id": "\($0.id)"])
            },
        ]
        let list: HTML =
            found.items.isEmpty
            ? Pieces.empty(
                say("Nobody yet.", "Personne pour l’instant."),
                Pieces.button(say("Invite somebody", "Inviter quelqu’un"), to: "/desk/people?show=invite"))
            : Listing<MemberLine>(
                caption: say(
                    "Members; students are on their cohorts’ lists", "Membres\u{A0}; les étudiants sont dans leurs promotions"),
                columns: columns, rows: found.items, say: say, sort: sort ?? "-at", sorted: { here($0) }
            ).html
        return page(
            desk, at: "members",
            "\(search(desk, export: Desk.address("/desk/people/export", ["q": words, "sort": sort])))\(list)\(Pieces.pager(say, next: found.next.map { here(sort, $0) }, first: cursor == nil ? nil : here(sort)))"
        )
    }

    private static func invitations(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let (words, sort, cursor) = (desk.query("q"), desk.query("sort"), desk.query("cursor"))
        let found = try await desk.perform(ListInvitations(query: PeopleQuery(q: words, sort: sort, limit: 50, cursor: cursor)))
        func here(_ sort: String?, _ cursor: String? = nil) -> String {
            desk.here(["show": "invitations", "q": words, "sort": sort, "cursor": cursor])
        }
        let names = try await desk.names(of: found.items.map(\.organisation))
        var columns: [Listing<Invitation>.Column] = [
            .init(title: say("Address", "Adresse"), sort: "email") { "\(address(of: $0, say))" },
            .init(title: say("Role", "Rôle")) { "\(say($0.role.inWords))" },
        ]
        if desk.role == .operator {
            columns.append(
                .init(title: say("Where", "Où")) {
                    "\($0.organisation.map { names[$0] ?? "–" } ?? say("the whole service", "tout le service"))"
                })
        }
        columns += [
            .init(title: say("Sent", "Envoyée"), sort: "at") { "\(say.moment($0.createdAt))" },
            .init(title: say("State", "État")) { state($0, say) },
            .init(title: say("Withdraw", "Retirer")) { one in
                one.acceptedAt == nil && one.withdrawnAt == nil && one.expiresAt > .now
                    ? desk.asking(
                        "/desk/people/withdraw", say("Withdraw …", "Retirer…"),
                        say(
                            "The link in the letter to \(address(of: one, say)) does not work any more. You can invite again.",
                            "Le lien du courriel envoyé à \(address(of: one, say)) ne sert plus. Vous pourrez inviter de nouveau."),
                        yes: say("Withdraw it", "La retirer"), fields: ["id": "\(one.id)"])
                    : "–"
            },
        ]
        let list: HTML =
            found.items.isEmpty
            ? Pieces.empty(
                say("Nobody has been invited so far.", "Personne n’a encore été invité."),
                Pieces.button(say("Invite somebody", "Inviter quelqu’un"), to: "/desk/people?show=invite"))
            : Listing<Invitation>(
                caption: say("Invitations", "Invitations"), columns: columns, rows: found.items, say: say, sort: sort ?? "-at",
                sorted: { here($0) }
            ).html
        let hidden: HTML = "<input type=\"hidden\" name=\"show\" value=\"invitations\">"
        return page(
            desk, at: "invitations",
            "\(search(desk, hidden, export: Desk.address("/desk/people/invitations.csv", ["q": words, "sort": sort])))\(list)\(Pieces.pager(say, next: found.next.map { here(sort, $0) }, first: cursor == nil ? nil : here(sort)))"
        )
    }

    private static func address(of one: Invitation, _ say: Words) -> String {
        one.email == Invitation.erased ? say("an address that was erased", "une adresse effacée") : one.email
    }

    /// What became of it, in a word.
    private static func state(_ one: Invitation, _ say: Words) -> HTML {
        let isWaiting = one.withdrawnAt == nil && one.acceptedAt == nil && one.expiresAt > .now
        return Pieces.badge(word(of: one, say), one.acceptedAt != nil ? .good : isWaiting ? .warn : .plain)
    }

    private static func word(of one: Invitation, _ say: Words) -> String {
        if one.withdrawnAt != nil { return say("withdrawn", "retirée") }
        if one.acceptedAt != nil { return say("accepted", "acceptée") }
        return one.expiresAt > .now ? say("waiting", "en attente") : say("expired", "expirée")
    }

    /// The invitations of a list as a file.
    static func invitationFile(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let rows = try await desk.all { cursor in
            let query = PeopleQuery(q: desk.query("q"), sort: desk.query("sort"), limit: 200, cursor: cursor)
            let page = try await desk.perform(ListInvitations(query: query))
            let names = try await desk.names(of: page.items.map(\.organisation))
            let rows = page.items.map { one in
                [
                    address(of: one, say), say(one.role.inWords), one.organisation.flatMap { names[$0] } ?? "",
                    one.createdAt.ISO8601Format(), one.expiresAt.ISO8601Format(), word(of: one, say),
                ]
            }
            return (rows, page.next)
        }
        let header = [
            say("address", "adresse"), say("role", "rôle"), say("where", "où"), say("sent", "envoyée"),
            say("good until", "valable jusqu’au"),
            say("state", "état"),
        ]
        return desk.table(header, rows, "invitations.csv")
    }

    // MARK: Inviting

    static func inviting(_ desk: Desk, state: FormState = .fresh) async throws -> Response {
        let say = desk.say
        let inputs = Inputs(say, state)
        // Nobody is given a role that was not chosen.
        let roles =
            [(value: "", label: say("– choose –", "– à choisir –"))]
            + Role.allCases.filter { $0 != .student && desk.role.issues.contains($0) }.map {
                (value: $0.rawValue, label: say($0.inWords))
            }
        let languages = [(value: "fr", label: "Français"), (value: "en", label: "English")]
        let body: HTML = """
            \(inputs.summary)\(desk.form("/desk/people/invite", "class=\"card\"", """
            \(inputs.text("email", say("E-mail address", "Adresse électronique"), type: "email", "required maxlength=\"254\" autocomplete=\"off\""))\
            \(inputs.choice("role", say("As", "Comme"), roles))\(desk.role == .operator ? try await organisation(desk, inputs) : "" as HTML)\
            \(inputs.choice("language", say("Language of the letter", "Langue de la lettre"), languages, stored: say.language.rawValue))
            <p class="actions"><button>\(say("Send the invitation", "Envoyer l’invitation"))</button></p>
            """))
            """
        return page(desk, at: "invite", body)
    }

    static func invite(_ desk: Desk, _ form: Form) async throws -> Response {
        try await desk.submit(
            form,
            {
                guard let role = Role(rawValue: form["role"]) else {
                    throw GeneralRefusal.field("/role", "unknown", en: "Choose a role.", fr: "Choisissez un rôle.")
                }
                return InviteByLetter(
                    draft: InvitationDraft(
                        email: form["email"], role: role, organisation: role == .operator ? nil : try form.value("organisation"),
                        language: form.text("language")))
            }, again: { try await inviting(desk, state: $0) }, then: { _ in ("/desk/people?show=invitations", .invited) })
    }

    /// Where somebody is let in, for an operator: found by name.
    static func organisation(_ desk: Desk, _ inputs: Inputs) async throws -> HTML {
        let say = desk.say
        let query = OrganisationListQuery(limit: 200)
        var options: [(value: String, label: String)] = [(value: "", label: say("– none: an operator –", "– aucune : un opérateur –"))]
        for one in try await desk.perform(ListSchools(query: query)).items + desk.perform(ListCompanies(query: query)).items
            + desk.perform(ListNetworks(query: query)).items
        {
            options.append(
                (value: "\(one.id)", label: "\(([one.name, one.city].compactMap(\.self)).joined(separator: ", ")) (\(say(one.kind.one)))"))
        }
        if let asked = desk.query("organisation").flatMap({ Organisation.ID($0) }), !options.contains(where: { $0.value == "\(asked)" }) {
            options.append((value: "\(asked)", label: try await desk.names(of: [asked])[asked] ?? "\(asked)"))
        }
        return inputs.choice("organisation", say("Where", "Où"), options, stored: desk.query("organisation"))
    }
}

extension Desk {
    /// What organisations are called; those that cannot be found are left out.
    func names(of organisations: [Organisation.ID?]) async throws -> [Organisation.ID: String] {
        try await perform(NameOrganisations(ids: Array(Set(organisations.compactMap(\.self)))))
    }
}
