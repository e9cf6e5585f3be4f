import API
import Hummingbird
import Vivier

/// Which companies looked at the student, and when: one line for each company, way and day.
struct SeenPage {
    var desk: Desk
    var query: LookListQuery
    var page: Page<Look>

    private var say: Words { desk.say }

    static func response(_ desk: Desk) async throws -> Response {
        let query = LookListQuery(
            q: desk.query("q"), kind: desk.query("kind"), sort: desk.query("sort"), limit: 50, cursor: desk.query("cursor"))
        return SeenPage(desk: desk, query: query, page: try await desk.perform(ListLooks(student: try desk.me(), query: query))).response()
    }

    private func address(sort: String?, cursor: String? = nil) -> String {
        Desk.address("/desk/me/seen", ["q": query.q, "kind": query.kind, "sort": sort, "cursor": cursor])
    }

    func response() -> Response {
        let title = say("Who looked", "Qui a regardé")
        let isNarrowed = query.q != nil || query.kind != nil || query.cursor != nil
        let empty =
            isNarrowed
            ? Pieces.nothingFound(say, say("No look is like that.", "Aucun regard ne correspond."), all: "/desk/me/seen")
            : Pieces.empty(
                say(
                    "No company has looked at you so far. They can when you allow it.",
                    "Aucune entreprise ne vous a encore regardé·e. Elles le peuvent quand vous l’autorisez."),
                Pieces.button(say("Decide who may", "Décider qui le peut"), to: "/desk/me/consents"))
        let pager = Pieces.pager(
            say, next: page.next.map { address(sort: query.sort, cursor: $0) },
            first: query.cursor == nil ? nil : address(sort: query.sort))
        return desk.page(
            title, isNarrow: true,
            """
            <h1>\(title)</h1>
            \(SightTabs.html(say, at: "/desk/me/seen"))\
            <p class="lead">\(say("Every look by a company leaves a receipt, which nobody can take away. Looks of one kind on one day stand on one line here; the file has each of them.", "Chaque regard d’une entreprise laisse une trace, que personne ne peut retirer. Ici, les regards d’un même jour et d’une même sorte tiennent sur une ligne\u{A0}; le fichier les a un par un."))</p>
            \(page.items.isEmpty && !isNarrowed ? nil : controls as HTML?)\(page.items.isEmpty ? empty : table)\(pager)
            """)
    }

    private var controls: HTML {
        let kinds = Pieces.options(ConsentWords.kinds.map { ($0, ConsentWords.kind($0, say)) }, chosen: query.kind)
        return """
            <div class="controls"><form role="search" action="/desk/me/seen">
            <label class="visually-hidden" for="q">\(say("Company", "Entreprise"))</label>
            <input id="q" name="q" type="search" value="\(query.q ?? "")" maxlength="200" placeholder="\(say("Company", "Entreprise"))">
            <label class="visually-hidden" for="kind">\(say("What it did", "Ce qu’elle a fait"))</label>
            <select id="kind" name="kind" class="short"><option value="">\(say("Everything", "Tout"))</option>\(kinds)</select>
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>
            <a class="button quiet small" href="/desk/me/seen/export">\(say("Export (CSV)", "Exporter (CSV)"))</a></div>

            """
    }

    private var table: HTML {
        Listing<Look>(
            caption: say("Looks at you", "Regards sur vous"),
            columns: [
                .init(title: say("When", "Quand"), sort: "at") {
                    "\($0.count > 1 ? say("\(say.day($0.day)), last at \(say.clock($0.lastAt))", "\(say.day($0.day)), dernier à \(say.clock($0.lastAt))") : say.moment($0.lastAt))"
                },
                .init(title: say("Company", "Entreprise"), sort: "company") { look in
                    let now = look.calledNow.map { say("now called \($0)", "s’appelle aujourd’hui \($0)") }
                    return "\(look.company.name)\(now.map { " <span class=\"soft\">(\($0))</span>" as HTML })"
                },
                .init(title: say("What it did", "Ce qu’elle a fait")) { "\(ConsentWords.kind($0.kind, say))" },
                .init(title: say("Times", "Fois"), sort: "count", isNumber: true) { "\(say.number($0.count))" },
            ], rows: page.items, say: say, sort: query.sort ?? "-at",
            // Two of the orders go one way only.
            sorted: { address(sort: ["-company": "company", "count": "-count"][$0] ?? $0) }
        ).html
    }
}
