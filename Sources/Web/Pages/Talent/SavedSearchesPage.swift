import API
import Hummingbird
import Vivier

/// All saved searches of a company, searched, sorted, page by page and as a file.
struct SavedSearchesPage {
    static let path = "/desk/talent/pools"

    static func show(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let page = try await desk.perform(ListPools(query: desk.sorted(50, desk.query("cursor"))))
        let list = WholeList(
            desk: desk, path: path, title: say("Saved searches", "Recherches enregistrées"),
            above: [(say("Talent", "Vivier de talents"), "/desk/talent")],
            onward: (say("Search the talent pool", "Chercher dans le vivier"), "/desk/talent"))
        return list.response(
            label: say("Words of the name or of the query", "Mots du nom ou de la requête"),
            ways: [
                ("name", say("name", "nom")), ("-name", say("name, from the end", "nom, depuis la fin")),
                ("-created", say("newest first", "les plus récentes")), ("created", say("oldest first", "les plus anciennes")),
            ], next: page.next,
            rows: page.items.isEmpty ? nil : table(desk, page.items, list),
            none: say("None yet: search, then give the search a name.", "Aucune encore\u{A0}: cherchez, puis nommez la recherche."))
    }

    private static func table(_ desk: Desk, _ pools: [Pool], _ list: WholeList) -> HTML {
        let say = desk.say
        return Listing<Pool>(
            caption: list.title,
            columns: [
                .init(title: say("Name", "Nom"), sort: "name") { HTML.link($0.name, to: Desk.address("/desk/talent", ["q": $0.query])) },
                .init(title: say("What it asks for", "Ce qu’elle demande")) {
                    "\(say(PoolQueryWords.words(of: $0.query, desk.application.skills.index)))"
                },
                .init(title: say("Saved", "Enregistrée"), sort: "created") { "\(say.moment($0.createdAt))" },
                .init(title: say("Change", "Modifier")) { delete($0, desk, from: "list") },
            ], rows: pools, say: say, sort: desk.query("sort") ?? "name", sorted: list.sorted
        ).html
    }

    /// Leads back to the page on which it was pressed.
    static func delete(_ pool: Pool, _ desk: Desk, from page: String) -> HTML {
        desk.button(
            "\(path)/\(pool.id)/delete", desk.say("Delete", "Supprimer"), kind: page == "list" ? "quiet small" : "link",
            fields: ["from": page])
    }

    static func file(_ desk: Desk) async throws -> Response {
        desk.csv(
            try await desk.perform(ExportSavedPools(query: desk.sortedFile, form: .people(desk.say.language))), "saved-searches.csv")
    }
}
