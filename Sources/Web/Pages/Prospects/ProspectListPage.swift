import API
import Hummingbird
import Vivier

/// The prospects as a list: searched, at one stage, in the order of choice.
struct ProspectListPage {
    var desk: Desk
    var query: ProspectListQuery
    var page: Page<Prospect>

    private var say: Words { desk.say }

    static func read(_ desk: Desk) async throws -> ProspectListPage {
        let query = ProspectListQuery(
            stage: desk.query("stage").flatMap(Prospect.Stage.init), q: desk.query("q"), sort: desk.query("sort"), limit: 50,
            cursor: desk.query("cursor"))
        return ProspectListPage(desk: desk, query: query, page: try await desk.perform(ListProspects(query: query)))
    }

    private func address(sort: String?, cursor: String? = nil) -> String {
        Desk.address("/desk/prospects", ["view": "list", "q": query.q, "stage": query.stage?.rawValue, "sort": sort, "cursor": cursor])
    }

    func response() -> Response {
        let title = say("Prospects", "Candidats suivis")
        let isNarrowed = query.q != nil || query.stage != nil || query.cursor != nil
        let empty =
            isNarrowed
            ? Pieces.nothingFound(say, say("Nobody is like that.", "Personne ne correspond."), all: "/desk/prospects?view=list")
            : Pieces.empty(
                say("You follow nobody yet.", "Vous ne suivez encore personne."),
                Pieces.button(say("Search the talent pool", "Chercher dans le vivier"), to: "/desk/talent"))
        let pager = Pieces.pager(
            say, next: page.next.map { address(sort: query.sort, cursor: $0) },
            first: query.cursor == nil ? nil : address(sort: query.sort))
        return desk.page(
            title,
            """
            <div class="headline"><h1>\(title)</h1>\(ProspectViews(say: say, isList: true).html)</div>
            \(controls)\(page.items.isEmpty ? empty : table)\(pager)
            """)
    }

    private var controls: HTML {
        let stages = Pieces.options(Prospect.Stage.allCases.map { ($0.rawValue, say($0.inWords)) }, chosen: query.stage?.rawValue)
        let export: (String?) -> String = {
            Desk.address("/desk/prospects/export", ["q": query.q, "stage": query.stage?.rawValue, "format": $0])
        }
        return """
            <div class="controls"><form role="search" action="/desk/prospects"><input type="hidden" name="view" value="list">
            <label class="visually-hidden" for="q">\(say("Search", "Rechercher"))</label>
            <input id="q" name="q" type="search" value="\(query.q ?? "")" placeholder="\(say("Name or school", "Nom ou école"))">
            <label class="visually-hidden" for="stage">\(say("Stage", "Étape"))</label>
            <select id="stage" name="stage" class="short"><option value="">\(say("Every stage", "Toutes les étapes"))</option>\(stages)</select>
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>
            \(Pieces.exports(say, csv: export(nil), excel: export("xlsx")))</div>

            """
    }

    private var table: HTML {
        Listing(
            caption: say("Prospects", "Candidats suivis"),
            columns: [
                .init(title: say("Name", "Nom"), sort: "name") {
                    HTML.link("\($0.givenName) \($0.familyName)", to: "/desk/prospects/\($0.id)")
                },
                .init(title: say("Stage", "Étape")) { Pieces.badge(say($0.stage.inWords), $0.stage.tone) },
                .init(title: say("School", "École")) { HTML(escaping: $0.school) },
                .init(title: say("Next action", "Prochaine action"), sort: "next") { NextAction(say: say, prospect: $0).html ?? "–" },
                .init(title: say("Added", "Ajouté"), sort: "added") { HTML(escaping: say.moment($0.createdAt)) },
                .init(title: say("Last move", "Dernier mouvement"), sort: "changed") { HTML(escaping: say.moment($0.changedAt)) },
            ], rows: page.items, say: say, sort: query.sort ?? "-added",
            // Two of the orders go one way only.
            sorted: { address(sort: ["changed": "-changed", "-name": "name", "-next": "next"][$0] ?? $0) }
        ).html
    }
}
