/// A drawing with its words: a title and a description for whoever does not see it, and the same data as a table beneath.
struct Picture {
    /// Unique on its page.
    var id: String
    var title: String
    var description: String
    /// In units of the drawing; on the page it is as wide as its place.
    var width: Int
    var height: Int
    var caption: String?
    var columns: [String]
    /// The first cell of a row is its head.
    var rows: [[String]]
    /// A class of the figure, where it needs a size of its own.
    var kind = ""
    /// Its parts can be reached one by one, and say what they are.
    var hasParts = false

    /// - Parameter drawing: shapes in SVG, coloured by the classes of `pictures.css`, never by colour alone.
    func html(_ say: Words, _ drawing: HTML) -> HTML {
        let heads = columns.map { "<th scope=\"col\">\($0)</th>" as HTML }
        let body = rows.map { row -> HTML in
            let cells = row.enumerated().map { $0.offset == 0 ? "<th scope=\"row\">\($0.element)</th>" as HTML : "<td>\($0.element)</td>" }
            return "<tr>\(cells)</tr>\n"
        }
        return """
            <figure class="\(kind.isEmpty ? "picture" : "picture \(kind)")"><svg viewBox="0 0 \(width) \(height)" role="\(hasParts ? "group" : "img")" aria-labelledby="\(id)-title \(id)-words">
            <title id="\(id)-title">\(title)</title><desc id="\(id)-words">\(description)</desc>
            \(drawing)</svg>
            \(caption.map { "<figcaption>\($0)</figcaption>" as HTML })
            <details><summary>\(say("The same as a table", "Les mêmes données en tableau"))</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="\(title)"><table><thead><tr>\(heads)</tr></thead><tbody>
            \(body)</tbody></table></div></details></figure>

            """
    }
}
