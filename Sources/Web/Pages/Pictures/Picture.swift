/// A drawing with its words: a title and a description for whoever does not see it, and the same data as a table beneath.
struct Picture {
    /// The same drawn for a narrow screen, where what is drawn for a wide one could not be read.
    struct Narrow {
        /// A screen of 360 pixels shows so many units, about one to a pixel.
        static let width = 328

        var height: Int
        var drawing: HTML
        /// What its shapes stand for, where they are not those of the wide drawing.
        var caption: String?
    }

    /// Shapes that one drawing may take, so that with its words it stays under 30 kB. A picture that would be larger leaves out what its
    /// table says too.
    static let mostBytes = 28_500

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
    /// A class of the figure, where it needs a size of its own; `wide`: it is as large as it is drawn, and moves beneath its frame.
    var kind = ""
    /// Its parts can be reached one by one, and say what they are.
    var hasParts = false

    /// - Parameters:
    ///   - drawing: shapes in SVG, coloured by the classes of `pictures.css`, never by colour alone.
    ///   - narrow: nil where the same is shown on every screen.
    ///   - key: what explains the wide drawing besides its caption.
    func html(_ say: Words, _ drawing: HTML, narrow: Narrow? = nil, key: HTML? = nil) -> HTML {
        let heads = columns.map { "<th scope=\"col\">\($0)</th>" as HTML }
        let body = rows.map { row -> HTML in
            let cells = row.enumerated().map { $0.offset == 0 ? "<th scope=\"row\">\($0.element)</th>" as HTML : "<td>\($0.element)</td>" }
            return "<tr>\(cells)</tr>\n"
        }
        let size: HTML? = kind == "wide" ? " width=\"\(width)\" height=\"\(height)\"" : nil
        let svg: HTML = """
            <svg viewBox="0 0 \(width) \(height)"\(size)\(narrow == nil ? "" : " class=\"broad\"" as HTML) role="\(hasParts ? "group" : "img")" aria-labelledby="\(id)-title \(id)-words">
            <title id="\(id)-title">\(title)</title><desc id="\(id)-words">\(description)</desc>
            \(drawing)</svg>
            """
        let frame: HTML =
            kind == "wide"
            ? "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(say.pair(say("Drawing", "Dessin"), title))\">\(svg)</div>"
            : svg
        let other = narrow.map { narrow -> HTML in
            """
            <svg viewBox="0 0 \(Narrow.width) \(narrow.height)" class="narrow" role="\(hasParts ? "group" : "img")" aria-labelledby="\(id)-title-narrow \(id)-words-narrow">
            <title id="\(id)-title-narrow">\(title)</title><desc id="\(id)-words-narrow">\(description)</desc>
            \(narrow.drawing)</svg>
            """
        }
        return """
            <figure class="\(kind.isEmpty ? "picture" : "picture \(kind)")">\(frame)
            \(other)
            \(words(narrow))\(key.map { narrow == nil ? $0 : "<div class=\"broad\">\($0)</div>" as HTML })
            <details><summary>\(say("The same as a table", "Les mêmes données en tableau"))</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="\(title)"><table><thead><tr>\(heads)</tr></thead><tbody>
            \(body)</tbody></table></div></details></figure>

            """
    }

    private func words(_ narrow: Narrow?) -> HTML? {
        guard let caption else { return nil }
        guard let other = narrow?.caption else { return "<figcaption>\(caption)</figcaption>" }
        return "<figcaption><span class=\"broad\">\(caption)</span><span class=\"narrow\">\(other)</span></figcaption>"
    }

    /// A name that fits into its place; the table has all of it.
    static func short(_ name: String, _ most: Int) -> String { name.count > most ? name.prefix(max(1, most - 1)) + "…" : name }
}
