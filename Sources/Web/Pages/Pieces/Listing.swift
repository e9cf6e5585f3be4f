/// A list as a table, which stands as cards on a narrow screen.
struct Listing<Row> {
    struct Column {
        var title: String
        /// What the address says to sort by it; nil where it cannot.
        var sort: String?
        var isNumber = false
        var cell: (Row) -> HTML
    }

    var caption: String
    var columns: [Column]
    var rows: [Row]
    /// How the ways to sort are called, where there are any.
    var say: Words?
    /// The sort that is in force, a minus before it where it goes down.
    var sort: String?
    /// The address of the same list by another sort.
    var sorted: (String) -> String = { $0 }

    /// On a narrow screen, where the heads are not shown, the ways to sort stand above the list.
    private var sorts: HTML? {
        guard let say, !rows.isEmpty else { return nil }
        let ways = columns.compactMap { column -> HTML? in
            guard let key = column.sort else { return nil }
            let isHere = sort == key || sort == "-" + key
            let mark: HTML = isHere ? " aria-current=\"true\"" : ""
            let arrow = sort == key ? " ↑" : isHere ? " ↓" : ""
            return "<a href=\"\(sorted(sort == key ? "-" + key : key))\"\(mark)>\(column.title)\(arrow)</a>"
        }
        return ways.isEmpty ? nil : "<p class=\"sorts\"><span>\(say("Sort by", "Trier par"))</span> \(ways)</p>\n"
    }

    var html: HTML {
        let heads = columns.map { column -> HTML in
            let number: HTML = column.isNumber ? " class=\"number\"" : ""
            guard let key = column.sort else { return "<th scope=\"col\"\(number)>\(column.title)</th>" }
            let state: HTML = sort == key ? " aria-sort=\"ascending\"" : sort == "-" + key ? " aria-sort=\"descending\"" : ""
            let arrow = sort == key ? " ↑" : sort == "-" + key ? " ↓" : ""
            return
                "<th scope=\"col\"\(number)\(state)><a href=\"\(sorted(sort == key ? "-" + key : key))\">\(column.title)\(arrow)</a></th>"
        }
        let body = rows.map { row -> HTML in
            let cells = columns.enumerated().map { index, column -> HTML in
                let label: HTML = index == 0 ? "" : " data-label=\"\(column.title)\""
                let number: HTML = column.isNumber ? " class=\"number\"" : ""
                return index == 0
                    ? "<th scope=\"row\"\(number)>\(column.cell(row))</th>" : "<td\(label)\(number)>\(column.cell(row))</td>"
            }
            return "<tr>\(cells)</tr>\n"
        }
        return """
            \(sorts)<div class="scroll" tabindex="0" role="region" aria-label="\(caption)"><table class="stack"><caption>\(caption)</caption>
            <thead><tr>\(heads)</tr></thead>
            <tbody>
            \(body)</tbody></table></div>

            """
    }
}
