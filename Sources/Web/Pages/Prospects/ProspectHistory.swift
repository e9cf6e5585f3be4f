import API
import Hummingbird
import Vivier

/// What happened to a prospect: moves, and notes.
struct ProspectHistory {
    var say: Words
    var events: [ProspectEvent]

    var html: HTML {
        let items = events.map { event -> HTML in
            let what: String
            if let from = event.from {
                what = from == event.to ? say("Note", "Note") : "\(say(from.inWords)) → \(say(event.to.inWords))"
            } else {
                what = say("Followed", "Suivi")
            }
            let note: HTML = event.note.isEmpty ? "" : "<br><span class=\"prose\">\(event.note)</span>"
            return
                "<li><span><b>\(what)</b>\(note)</span><span class=\"soft small\">\([say.moment(event.at), event.by].compactMap(\.self).joined(separator: " · "))</span></li>\n"
        }
        return "<ul class=\"rows\">\(items)</ul>"
    }
}

/// All of a prospect's history, searched, sorted, page by page and as a file.
struct ProspectHistoryPage {
    static func show(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let prospect = try await desk.perform(ShowProspect(prospect: try desk.id("prospect")))
        let page = try await desk.perform(ListProspectEvents(prospect: prospect.id, query: desk.sorted(50, desk.query("cursor"))))
        let home = "/desk/prospects/\(prospect.id)"
        let path = "\(home)/history"
        let name = "\(prospect.givenName) \(prospect.familyName)"
        let title = say("History", "Historique")
        let rows =
            page.items.isEmpty
            ? Pieces.empty(
                say("Nothing in the history is like that.", "Rien dans l’historique ne correspond."),
                Pieces.button(say("Show all", "Tout voir"), to: path, isQuiet: true))
            : ProspectHistory(say: say, events: page.items).html
        let ways = [("-at", say("newest first", "les plus récents")), ("at", say("oldest first", "les plus anciens"))]
        return desk.page(
            "\(title) · \(name)",
            """
            \(Pieces.crumbs(say, [(say("Prospects", "Candidats suivis"), "/desk/prospects"), (name, home)]))
            <h1>\(title)</h1>
            \(Pieces.searched(desk, path, say("Note, or who did it", "Note, ou auteur"), ways))\
            \(desk.export(Desk.address("\(path).csv", ["q": desk.query("q"), "sort": desk.query("sort")])))\(rows)
            \(Pieces.pager(desk, path, next: page.next))
            """)
    }

    static func file(_ desk: Desk) async throws -> Response {
        let export = ExportProspectEvents(prospect: try desk.id("prospect"), query: desk.sortedFile, form: .people(desk.say.language))
        return desk.csv(try await desk.perform(export), "history.csv")
    }
}
