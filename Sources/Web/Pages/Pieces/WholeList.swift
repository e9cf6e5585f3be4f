import API
import Hummingbird
import Vivier

/// A page with the whole of a list: searched, sorted, page by page and as a file.
struct WholeList {
    var desk: Desk
    /// Its address, and with `.csv` that of its file.
    var path: String
    var title: String
    /// Whose list it is, where the title does not say so.
    var whose: String?
    /// The pages above, from the outermost.
    var above: [(name: String, path: String)]
    /// What leads on from a list that never held anything.
    var onward: (label: String, path: String)

    private var say: Words { desk.say }

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
            : Pieces.empty(none, Pieces.button(onward.label, to: onward.path, isQuiet: true))
        let file = desk.export(Desk.address("\(path).csv", ["q": desk.query("q"), "sort": desk.query("sort")]))
        return desk.page(
            whose.map { "\(title) · \($0)" } ?? title,
            """
            \(Pieces.crumbs(say, above))
            <h1>\(title)</h1>
            \(rows == nil && !isNarrowed ? nil : "\(Pieces.searched(desk, path, label, ways))\(file)" as HTML?)\(rows ?? empty)
            \(Pieces.pager(desk, path, next: next))
            """)
    }

    /// The way to it from a page that shows its beginning, or none of it.
    static func link(_ say: Words, _ label: String, to path: String) -> HTML {
        "<p>\(HTML.link(label, to: path)) <span class=\"soft small\">\(say("search, sort, export", "chercher, trier, exporter"))</span></p>\n"
    }
}

extension Desk {
    /// What is asked of such a list as a file.
    var sortedFile: SortedExportQuery { SortedExportQuery(q: query("q"), sort: query("sort")) }
}
