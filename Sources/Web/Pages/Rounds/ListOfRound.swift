import API
import Hummingbird
import Vivier

/// A page with the whole of a list of which the round's own page shows the beginning.
struct ListOfRound {
    var desk: Desk
    var round: Round
    /// In the address, and with `.csv` of its file.
    var name: String
    var title: String

    private var say: Words { desk.say }
    private var home: String { "/desk/rounds/\(round.id)" }
    var path: String { "\(home)/\(name)" }

    /// The address of the same list by another sort.
    func sorted(_ sort: String) -> String { Desk.address(path, ["q": desk.query("q"), "sort": sort]) }

    /// - Parameters:
    ///   - label: what is searched by.
    ///   - ways: the orders of the list, the usual one first.
    ///   - rows: nil where there are none.
    ///   - none: what is said where there never was any.
    func response(label: String, ways: [(value: String, label: String)], next: String?, rows: HTML?, none: String) -> Response {
        let isNarrowed = desk.query("q") != nil || desk.query("cursor") != nil
        let empty =
            isNarrowed
            ? Pieces.empty(
                say("Nothing is like that.", "Rien ne correspond."),
                Pieces.button(say("Show all", "Tout voir"), to: path, isQuiet: true))
            : Pieces.empty(none, Pieces.button(say("To the round", "Vers la session"), to: home, isQuiet: true))
        let file = desk.export(Desk.address("\(path).csv", ["q": desk.query("q"), "sort": desk.query("sort")]))
        return desk.page(
            "\(title) · \(round.name)",
            """
            \(Pieces.crumbs(say, [(say("Rounds", "Sessions"), "/desk/rounds"), (round.name, home)]))
            <h1>\(title)</h1>
            \(rows == nil && !isNarrowed ? nil : "\(Pieces.searched(desk, path, label, ways))\(file)" as HTML?)\(rows ?? empty)
            \(Pieces.pager(desk, path, next: next))
            """)
    }

    /// The way from the beginning of a list to the whole of it.
    static func link(_ say: Words, _ round: Round.ID, _ name: String, _ label: String) -> HTML {
        "<p>\(HTML.link(label, to: "/desk/rounds/\(round)/\(name)")) <span class=\"soft small\">\(say("search, sort, export", "chercher, trier, exporter"))</span></p>\n"
    }
}
