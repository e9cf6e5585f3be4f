/// Bars on lines of their own, each with its name and its number: skills covered, places taken, ranks obtained.
struct BarPicture {
    struct Bar {
        var name: String
        var value: Double
        /// How the value reads.
        var text: String
        /// A second, thinner bar beneath: who could step in, what was before.
        var second: Double?
        /// A mark on the line: what is needed.
        var mark: Double?
    }

    var id: String
    var title: String
    var description: String
    var caption: String?
    var columns: [String]
    var bars: [Bar]
    /// What fills the whole line; the largest value where it is not said.
    var whole: Double?

    private static let (width, line, narrowLine) = (800, 30, 46)
    /// About what a letter takes.
    private static let letter = 7

    /// What names and numbers take beside the bars.
    private static func room(for texts: [String], most: Int) -> Int { min(most, (texts.map(\.count).max() ?? 0) * letter + 14) }

    func html(_ say: Words) -> HTML {
        let left = Self.room(for: bars.map(\.name), most: 340)
        let right = Self.room(for: bars.map(\.text), most: 270)
        let drawing = bars.enumerated().map { index, bar -> HTML in
            let y = index * Self.line
            return """
                <text x="\(left - 10)" y="\(y + 17)" text-anchor="end">\(Picture.short(bar.name, (left - 14) / Self.letter + 1))</text>\
                \(shapes(bar, x: left, y: y, width: Self.width - left - right))\
                <text x="\(Self.width - right + 10)" y="\(y + 17)">\(bar.text)</text>

                """
        }
        return Picture(
            id: id, title: title, description: description, width: Self.width, height: max(1, bars.count) * Self.line, caption: caption,
            columns: columns, rows: bars.map { [$0.name, $0.text] }
        ).html(say, "\(drawing)", narrow: narrow)
    }

    /// The name above its bar. A number that is a sentence stands at the end of the name's line, where there is room, or beneath.
    private var narrow: Picture.Narrow {
        let longest = bars.map(\.text.count).max() ?? 0
        let isShort = longest <= 9
        let line = isShort ? Self.narrowLine : Self.narrowLine + 16
        let right = isShort ? longest * Self.letter + 12 : 0
        let drawing = bars.enumerated().map { index, bar -> HTML in
            let y = index * line
            let text: HTML =
                isShort
                ? "<text x=\"\(Picture.Narrow.width)\" y=\"\(y + 34)\" text-anchor=\"end\">\(bar.text)</text>"
                : "<text class=\"soft\" x=\"0\" y=\"\(y + 54)\">\(bar.text)</text>"
            return """
                <text x="0" y="\(y + 14)">\(Picture.short(bar.name, 46))</text>\
                \(shapes(bar, x: 0, y: y + 17, width: Picture.Narrow.width - right))\(text)

                """
        }
        return Picture.Narrow(height: max(1, bars.count) * line, drawing: "\(drawing)")
    }

    private func shapes(_ bar: Bar, x: Int, y: Int, width: Int) -> HTML {
        let largest = whole ?? bars.map { max($0.value, $0.second ?? 0, $0.mark ?? 0) }.max() ?? 1
        func reach(_ value: Double) -> Int { largest > 0 ? Int((max(0, min(value / largest, 1)) * Double(width)).rounded()) : 0 }
        let second: HTML? = bar.second.map {
            "<rect class=\"second\" x=\"\(x)\" y=\"\(y + 15)\" width=\"\(reach($0))\" height=\"6\" rx=\"2\"/>"
        }
        let mark: HTML? = bar.mark.map { "<path class=\"tick\" d=\"M\(x + reach($0)) \(y + 3)V\(y + 23)\"/>" }
        return """
            <rect class="ground" x="\(x)" y="\(y + 5)" width="\(width)" height="16" rx="3"/>\
            <rect class="bar" x="\(x)" y="\(y + 5)" width="\(reach(bar.value))" height="\(bar.second == nil ? 16 : 9)" rx="3"/>\(second)\(mark)
            """
    }
}
