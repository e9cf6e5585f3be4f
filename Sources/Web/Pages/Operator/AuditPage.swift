import API
import Hummingbird
import Vivier

/// Who did what with what outcome.
struct AuditPage {
    static func query(_ desk: Desk) -> AuditQuery {
        AuditQuery(
            action: desk.query("action"), outcome: desk.query("outcome"), person: desk.query("person"), limit: 50,
            cursor: desk.query("cursor"))
    }

    static func response(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let query = query(desk)
        let page = try await desk.perform(ListAudit(query: query))
        func here(_ path: String? = nil, cursor: String?) -> String {
            let address = desk.here(["action": query.action, "outcome": query.outcome, "person": query.person, "cursor": cursor])
            return path.map { $0 + address.dropFirst(desk.path.count) } ?? address
        }
        let outcomes = [
            ("", say("any", "toutes")), ("done", say("done", "fait")), ("denied", say("denied", "interdit")),
            ("refused", say("refused", "refusé")),
        ]
        let options = outcomes.map { one -> HTML in
            "<option value=\"\(one.0)\"\(one.0 == query.outcome ?? "" ? " selected" : "" as HTML)>\(one.1)</option>"
        }
        let list: HTML =
            page.items.isEmpty
            ? Pieces.empty(
                say("No line is like that.", "Aucune ligne ne correspond."),
                Pieces.button(say("Show all", "Tout montrer"), to: "/desk/audit", isQuiet: true))
            : Listing<AuditEntry>(
                caption: say("Lines of the audit, newest first", "Lignes du journal, les plus récentes d’abord"), columns: columns(say),
                rows: page.items
            ).html
        let title = say("Audit", "Journal")
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            <div class="controls"><form method="get" action="/desk/audit" role="search">
            <div><label for="action">\(say("Action", "Action"))</label><input id="action" type="search" name="action" value="\(query.action ?? "")" maxlength="100"></div>
            <div><label for="outcome">\(say("Outcome", "Issue"))</label><select id="outcome" name="outcome">\(options)</select></div>
            <div><label for="person">\(say("Person (e-mail)", "Personne (adresse)"))</label><input id="person" type="search" name="person" value="\(query.person ?? "")" maxlength="254"></div>
            <button class="quiet">\(say("Filter", "Filtrer"))</button></form>
            <a class="button quiet" href="\(here("/desk/audit/export", cursor: nil))">\(say("Export (CSV)", "Exporter (CSV)"))</a></div>
            \(list)\(Pieces.pager(say, next: page.next.map { here(cursor: $0) }, first: query.cursor == nil ? nil : here(cursor: nil)))
            """)
    }

    private static func columns(_ say: Words) -> [Listing<AuditEntry>.Column] {
        [
            .init(title: say("When", "Quand")) { "\(say.moment($0.at))" },
            .init(title: say("Who", "Qui")) { entry in
                let role = Role(rawValue: entry.role).map { say($0.inWords) } ?? entry.role
                return "\(entry.email ?? "–")<br><span class=\"soft small\">\(role)</span>"
            },
            .init(title: say("Action", "Action")) { "<code>\($0.action)</code>" },
            .init(title: say("On", "Sur")) { "<span class=\"hash\">\($0.object ?? "–")</span>" },
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
