import API
import Hummingbird
import Vivier

/// Who did what with what outcome.
struct AuditPage {
    static func query(_ desk: Desk) -> AuditQuery {
        AuditQuery(
            action: desk.query("action"), outcome: desk.query("outcome"), person: desk.query("person"),
            sort: desk.query("sort"), limit: 50, cursor: desk.query("cursor"))
    }

    static func response(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let query = query(desk)
        let page = try await desk.perform(ListAudit(query: query))
        func here(_ path: String? = nil, sort: String? = nil, cursor: String?) -> String {
            Desk.address(
                path ?? "/desk/audit",
                ["action": query.action, "outcome": query.outcome, "person": query.person, "sort": sort, "cursor": cursor])
        }
        let hidden: HTML? = query.sort.map { "<input type=\"hidden\" name=\"sort\" value=\"\($0)\">" }
        let options = Pieces.options(
            [
                ("", say("any", "toutes")), ("done", say("done", "fait")), ("denied", say("denied", "interdit")),
                ("refused", say("refused", "refusé")),
            ], chosen: query.outcome ?? "")
        let list: HTML =
            page.items.isEmpty
            ? Pieces.empty(
                say("No line is like that.", "Aucune ligne ne correspond."),
                Pieces.button(say("Show all", "Tout montrer"), to: "/desk/audit", isQuiet: true))
            : Listing<AuditEntry>(
                caption: say("Lines of the audit", "Lignes du journal"), columns: columns(say, desk.role), rows: page.items, say: say,
                sort: query.sort ?? "-at", sorted: { here(sort: $0, cursor: nil) }
            ).html
        let title = say("Audit", "Journal")
        let school = desk.may(.readLedger) ? desk.guest.principal.organisation : nil
        let ledger = school.map {
            WholeList.link(say, say("Consent ledger", "Registre des consentements"), to: LedgerPage.path($0))
        }
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            \(ledger)<div class="controls"><form method="get" action="/desk/audit" role="search">\(hidden)
            <div><label for="action">\(say("Action", "Action"))</label><input id="action" type="search" name="action" value="\(query.action ?? "")" maxlength="100"></div>
            <div><label for="outcome">\(say("Outcome", "Issue"))</label><select id="outcome" name="outcome">\(options)</select></div>
            <div><label for="person">\(say("Person (e-mail)", "Personne (adresse)"))</label><input id="person" type="search" name="person" value="\(query.person ?? "")" maxlength="254"></div>
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>
            <a class="button quiet" href="\(here("/desk/audit/export", sort: query.sort, cursor: nil))">\(say("Export (CSV)", "Exporter (CSV)"))</a></div>
            \(list)\(Pieces.pager(say, next: page.next.map { here(sort: query.sort, cursor: $0) }, first: query.cursor == nil ? nil : here(sort: query.sort, cursor: nil)))
            """)
    }

    private static func columns(_ say: Words, _ reader: Role) -> [Listing<AuditEntry>.Column] {
        [
            .init(title: say("When", "Quand"), sort: "at") { "\(say.moment($0.at))" },
            .init(title: say("Who", "Qui")) { entry in
                let role = Role(rawValue: entry.role).map { say($0.inWords) } ?? entry.role
                // What a token says in a student's name, its issuer says.
                let issuer = entry.role == Role.student.rawValue ? entry.issuedBy.flatMap(Role.init) : nil
                let by =
                    issuer.map { say(", by a token issued as \(say($0.inWords))", ", par un jeton émis comme \(say($0.inWords))") } ?? ""
                return "\(entry.email ?? entry.token ?? "–")<br><span class=\"soft small\">\(role)\(by)</span>"
            },
            .init(title: say("Action", "Action")) { entry in
                AuditWords.words(for: entry.action).map { "<span title=\"\(entry.action)\">\(say($0))</span>" as HTML }
                    ?? "<code>\(entry.action)</code>"
            },
            .init(title: say("On", "Sur")) { AuditObject(entry: $0, reader: reader, say: say).html },
            .init(title: say("Outcome", "Issue")) { entry in
                switch entry.outcome {
                case "done": Pieces.badge(say("done", "fait"), .good)
                case "denied": Pieces.badge(say("denied", "interdit"), .bad)
                default: Pieces.badge(say("refused", "refusé"), .warn)
                }
            },
        ]
    }
}
