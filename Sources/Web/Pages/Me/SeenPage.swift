import API
import Hummingbird
import Vivier

/// Which companies looked at the student, and when.
struct SeenPage {
    static func response(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let cursor = desk.query("cursor")
        let page = try await desk.perform(ListReceipts(student: try desk.me(), query: PageQuery(limit: 50, cursor: cursor)))
        let title = say("Who looked", "Qui a regardé")
        let list: HTML =
            page.items.isEmpty
            ? Pieces.empty(
                say(
                    "No company has looked at you so far. They can when you allow it.",
                    "Aucune entreprise ne vous a encore regardé·e. Elles le peuvent quand vous l’autorisez."),
                Pieces.button(say("Decide who may", "Décider qui le peut"), to: "/desk/me/consents"))
            : Listing<Receipt>(
                caption: say("Looks at you, newest first", "Regards sur vous, du plus récent au plus ancien"),
                columns: [
                    .init(title: say("When", "Quand")) { "\(say.moment($0.at))" },
                    .init(title: say("Company", "Entreprise")) { "\($0.company.name)" },
                    .init(title: say("What it did", "Ce qu’elle a fait")) { "\(ConsentWords.kind($0.kind, say))" },
                ], rows: page.items
            ).html
        return desk.page(
            title, isNarrow: true,
            """
            <h1>\(title)</h1>
            \(SightTabs.html(say, at: "/desk/me/seen"))\
            <p class="lead">\(say("Every look by a company leaves a receipt here; nobody can take it away.", "Chaque regard d’une entreprise laisse ici une trace, que personne ne peut retirer."))</p>
            \(list)\(Pieces.pager(say, next: page.next.map { "/desk/me/seen?cursor=\($0)" }, first: cursor == nil ? nil : "/desk/me/seen"))
            """)
    }
}
