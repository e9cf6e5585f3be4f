import API
import Foundation
import Hummingbird
import Vivier

/// The tokens of programs, each with its last use. A secret is shown once, on the page that answers its making, and nowhere again.
struct TokensPage {
    static func response(_ desk: Desk, state: FormState = .fresh, issued: IssuedToken? = nil) async throws -> Response {
        let say = desk.say
        let cursor = desk.query("cursor")
        let (words, sort) = (desk.query("q"), desk.query("sort"))
        let organisation = desk.query("organisation").flatMap { Organisation.ID($0) }
        let query = TokenListQuery(q: words, organisation: organisation, sort: sort, limit: 50, cursor: cursor)
        let page = try await desk.perform(ListTokens(query: query))
        func here(_ sort: String?, _ cursor: String? = nil) -> String {
            Desk.address(
                "/desk/people/tokens",
                [
                    "organisation": organisation.map { "\($0)" }, "kind": organisation == nil ? nil : desk.query("kind"), "q": words,
                    "sort": sort, "cursor": cursor,
                ])
        }
        let hidden = [("sort", sort), ("organisation", organisation.map { "\($0)" })].compactMap { name, value -> HTML? in
            value.map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" }
        }
        let own = try await desk.names(of: [organisation]).first?.value
        let all: HTML? = own.map {
            "<p class=\"lead\">\($0) · \(HTML.link(say("All tokens", "Tous les jetons"), to: "/desk/people/tokens"))</p>"
        }
        let file: HTML? =
            page.items.isEmpty
            ? nil
            : Pieces.button(
                say("Export (CSV)", "Exporter (CSV)"), to: Desk.address("/desk/people/tokens/export", ["q": words, "sort": sort]),
                isQuiet: true)
        let names = try await desk.names(of: page.items.map(\.organisation))
        let title = say("Tokens of programs", "Jetons des programmes")
        let list: HTML =
            page.items.isEmpty && words != nil
            ? Pieces.empty(
                say("No token is labelled so.", "Aucun jeton ne porte ce libellé."),
                Pieces.button(say("All tokens", "Tous les jetons"), to: "/desk/people/tokens", isQuiet: true))
            : page.items.isEmpty
                ? Pieces.empty(
                    say(
                        "No token yet. A program needs one to use the API or the command line.",
                        "Aucun jeton. Un programme en a besoin pour l’API ou la ligne de commande."))
                : Listing<Token>(
                    caption: say("Tokens", "Jetons"), columns: columns(desk, names), rows: page.items, say: say, sort: sort ?? "-created",
                    sorted: { here($0) }
                ).html
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            \(all)\(PeoplePage.tabs(desk, at: "tokens"))\(issued.map { shown($0, say) })\
            <div class="controls"><form method="get" action="/desk/people/tokens" role="search">\(hidden)<div class="wide"><label for="q">\(say("Words of the label", "Mots du libellé"))</label>
            <input id="q" type="search" name="q" value="\(words ?? "")" maxlength="200"></div>
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>\(file)</div>\(list)\
            \(Pieces.pager(say, next: page.next.map { here(sort, $0) }, first: cursor == nil ? nil : here(sort)))
            <h2>\(say("Issue a token", "Émettre un jeton"))</h2>
            \(try await form(desk, state))
            """)
    }

    static func issue(_ desk: Desk, _ form: Form) async throws -> Response {
        do {
            guard let role = Role(rawValue: form["role"]) else {
                throw GeneralRefusal.field("/role", "unknown", en: "Choose a role.", fr: "Choisissez un rôle.")
            }
            let issued = try await desk.perform(
                IssueToken(
                    draft: TokenDraft(
                        role: role, organisation: role == .operator ? nil : try form.value("organisation"), email: form.text("email"),
                        label: form.text("label"), days: try form.integer("days"))))
            // No redirect: the secret is in this one answer.
            return try await response(desk, issued: issued)
        } catch let refusal as any Refusal where Desk.isMendable(refusal) {
            var answer = try await response(desk, state: FormState(form, refused: refusal))
            answer.status = Failure(refusal).status
            return answer
        }
    }

    private static func shown(_ issued: IssuedToken, _ say: Words) -> HTML {
        """
        <div class="card next" role="status"><h2>\(say("The token", "Le jeton"))</h2>
        <p>\(say("Copy it now: it is shown this once and kept nowhere.", "Copiez-le maintenant : il n’est montré qu’une fois et conservé nulle part."))</p>
        <pre tabindex="0"><code>\(issued.secret)</code></pre></div>

        """
    }

    private static func columns(_ desk: Desk, _ names: [Organisation.ID: String]) -> [Listing<Token>.Column] {
        let say = desk.say
        return [
            .init(title: say("Label", "Libellé"), sort: "label") { "\($0.label.isEmpty ? "–" : $0.label)" },
            .init(title: say("Role", "Rôle")) { "\(say($0.role.inWords))" },
            .init(title: say("Where", "Où")) {
                "\($0.organisation.map { names[$0] ?? "–" } ?? say("the whole service", "tout le service"))"
            },
            .init(title: say("Issued", "Émis"), sort: "created") { "\(say.day($0.createdAt))" },
            .init(title: say("Issued by", "Émis par")) { "\($0.issuer ?? $0.issuedBy.map { say($0.inWords) } ?? "–")" },
            .init(title: say("Last use", "Dernier usage")) { "\($0.lastUsedAt.map(say.moment) ?? say("never", "jamais"))" },
            .init(title: say("State", "État")) { token in
                if token.revokedAt != nil { return Pieces.badge(say("revoked", "révoqué")) }
                return token.expiresAt > .now
                    ? Pieces.badge(say("until \(say.day(token.expiresAt))", "jusqu’au \(say.day(token.expiresAt))"), .good)
                    : Pieces.badge(say("expired", "expiré"))
            },
            .init(title: say("Revoke", "Révoquer")) { token in
                token.revokedAt == nil && token.expiresAt > .now
                    ? desk.asking(
                        "/desk/people/tokens/revoke", say("Revoke\u{A0}…", "Révoquer…"),
                        say(
                            "Whatever uses this token stops working at once, for good; so do tokens that were issued with it.",
                            "Ce qui utilise ce jeton cesse aussitôt de fonctionner, pour de bon, de même que les jetons émis avec lui."),
                        yes: say("Revoke it", "Le révoquer"), fields: ["id": "\(token.id)"])
                    : "–"
            },
        ]
    }

    private static func form(_ desk: Desk, _ state: FormState) async throws -> HTML {
        let say = desk.say
        let inputs = Inputs(say, state)
        let roles = Role.allCases.filter { $0 != .student && desk.role.issues.contains($0) }.map {
            (value: $0.rawValue, label: say($0.inWords))
        }
        return """
            \(inputs.summary)\(desk.form("/desk/people/tokens", "class=\"card\"", """
            <div class="row">\(inputs.text("label", say("What it is for", "À quoi il sert"), "maxlength=\"100\""))\
            \(inputs.choice("role", say("Role", "Rôle"), roles))</div>\
            \(desk.role == .operator ? try await PeoplePage.organisation(desk, inputs) : "" as HTML)\
            <div class="row">\(inputs.text("email", say("Whose it is (e-mail)", "À qui il est (adresse)"), hint: say("May be left out.", "Facultatif."), type: "email", "maxlength=\"254\""))\
            \(inputs.text("days", say("Good for so many days", "Valable tant de jours"), type: "number", stored: "90", "min=\"1\" max=\"365\""))</div>
            <p class="actions"><button>\(say("Issue it", "Émettre"))</button></p>
            """))
            """
    }
}
