import API
import Vivier

/// Who works on what, for many teams: a row a team with its name, a column a case with its number, which the list beneath explains. Teams
/// without a case stand beneath those with one.
struct MatchMatrix {
    /// A column each.
    var cases: [MatchPicture.Case]
    /// In the order of their cases.
    var matches: [Match]
    var unplaced: [UnplacedTeam]
    var alternatives: [ListAlternatives.Alternative]
    /// Of a match its team, as it is told apart.
    var name: (Match) -> String
    /// Where the reasons of a match are; nil where the drawing leads to none.
    var path: (Match) -> String?
    /// Whether the number of a case says its title when it is pointed at.
    var hasTitles: Bool
    /// Whether the fit stands in the cells of alternatives too.
    var hasAllFits: Bool

    private static let (left, top, line, step) = (240, 28, 24, 26)

    var width: Int { Self.left + max(1, cases.count) * Self.step + 8 }
    var height: Int { Self.top + (matches.count + unplaced.count) * Self.line + 4 }

    var drawing: HTML { "\(rules)\(heads)\(names)\(cells)" }

    private func x(_ column: Int) -> Int { Self.left + column * Self.step }
    private func y(_ row: Int) -> Int { Self.top + row * Self.line }

    private var rules: HTML {
        let down = cases.indices.map { "M\(x($0)) \(Self.top)V\(height - 4)" }.joined()
        let across = (0..<(matches.count + unplaced.count)).map { "M\(Self.left) \(y($0))H\(width - 8)" }.joined()
        return "<path class=\"rule\" d=\"\(down)\(across)\"/>\n"
    }

    private var heads: HTML {
        let numbers = cases.enumerated().map { column, one -> HTML in
            let title: HTML? = hasTitles ? "<title>\(one.title)</title>" : nil
            return "<tspan x=\"\(x(column) + Self.step / 2)\">\(column + 1)\(title)</tspan>"
        }
        return "<text class=\"soft\" y=\"\(Self.top - 8)\" text-anchor=\"middle\">\(numbers)</text>\n"
    }

    private var names: HTML {
        let end = Self.left - 10
        let placed = matches.enumerated().map { row, match -> HTML in
            let text: HTML = "<text x=\"\(end)\" y=\"\(y(row) + 17)\">\(Picture.short(name(match), 36))</text>"
            // The frame makes the target as high as its row.
            return path(match).map {
                "<a href=\"\($0)\"><rect class=\"target\" x=\"0\" y=\"\(y(row))\" width=\"\(end)\" height=\"\(Self.line)\"/>\(text)</a>"
            } ?? text
        }
        let rest = unplaced.enumerated().map { index, team -> HTML in
            let y = y(matches.count + index)
            return """
                <text class="soft" x="\(end)" y="\(y + 17)">\(Picture.short(team.name, 36))</text>\
                <circle class="hollow" cx="\(end + 5)" cy="\(y + 13)" r="3"/>
                """
        }
        return "<g text-anchor=\"end\">\(placed)\(rest)</g>\n"
    }

    private struct Cell {
        var row: Int
        var column: Int
        var fit: Int
    }

    /// A path and a text for each colour, not for each cell: there are many.
    private var cells: HTML {
        let column = Dictionary(uniqueKeysWithValues: cases.enumerated().map { ($1.id, $0) })
        let row = Dictionary(
            (matches.map(\.team) + unplaced.map(\.team)).enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let framed = alternatives.compactMap { one in
            row[one.team].flatMap { row in column[one.case].map { Cell(row: row, column: $0, fit: one.fit) } }
        }
        let given = matches.enumerated().compactMap { row, match in
            column[match.case].map { Cell(row: row, column: $0, fit: match.fit) }
        }
        let byStep = Dictionary(grouping: given) { max(1, min(5, $0.fit / 2_000 + 1)) }
        return "\(shapes(framed, step: 0, hasFits: hasAllFits))\((1...5).map { shapes(byStep[$0] ?? [], step: $0) }.compactMap(\.self))"
    }

    private func shapes(_ cells: [Cell], step: Int, hasFits: Bool = true) -> HTML? {
        guard !cells.isEmpty else { return nil }
        let (width, height) = (Self.step - 3, Self.line - 3)
        let frames = cells.map { "M\(x($0.column) + 2) \(y($0.row) + 2)h\(width)v\(height)h-\(width)z" }.joined()
        let numbers = cells.map {
            "<tspan x=\"\(x($0.column) + Self.step / 2)\" y=\"\(y($0.row) + 17)\">\($0.fit / 100)</tspan>" as HTML
        }
        let fits: HTML? = hasFits ? "<text class=\"small\" text-anchor=\"middle\">\(numbers)</text>" : nil
        return "<path class=\"heat-\(step)\" d=\"\(frames)\"/>\(fits)\n"
    }
}
