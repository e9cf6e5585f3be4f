/// Bars on lines of their own, each with its name and its number: skills covered, places taken, ranks obtained.
struct BarPicture {
    struct Bar {
        var name: String
        var value: Double
        /// How the value reads.
        var text: String
        /// A second, lighter bar: who could step in, what was before.
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

    private static let (width, line, left, right) = (640, 30, 210, 70)

    func html(_ say: Words) -> HTML {
        let largest = whole ?? bars.map { max($0.value, $0.second ?? 0, $0.mark ?? 0) }.max() ?? 1
        let room = Double(Self.width - Self.left - Self.right)
        func reach(_ value: Double) -> Int { largest > 0 ? Int((max(0, min(value / largest, 1)) * room).rounded()) : 0 }
        let drawing = bars.enumerated().map { index, bar -> HTML in
            let y = index * Self.line
            let second: HTML =
                bar.second.map {
                    "<rect class=\"second\" x=\"\(Self.left)\" y=\"\(y + 15)\" width=\"\(reach($0))\" height=\"6\" rx=\"2\"/>"
                } ?? ""
            let mark: HTML =
                bar.mark.map { value -> HTML in
                    let x = Self.left + reach(value)
                    return "<path class=\"tick\" d=\"M\(x) \(y + 3)V\(y + 23)\"/>"
                } ?? ""
            return """
                <text x="\(Self.left - 10)" y="\(y + 17)" text-anchor="end">\(Self.short(bar.name))</text>\
                <rect class="ground" x="\(Self.left)" y="\(y + 5)" width="\(Self.width - Self.left - Self.right)" height="16" rx="3"/>\
                <rect class="bar" x="\(Self.left)" y="\(y + 5)" width="\(reach(bar.value))" height="\(bar.second == nil ? 16 : 9)" rx="3"/>\
                \(second)\(mark)<text x="\(Self.width - Self.right + 10)" y="\(y + 17)">\(bar.text)</text>

                """
        }
        return Picture(
            id: id, title: title, description: description, width: Self.width, height: max(1, bars.count) * Self.line, caption: caption,
            columns: columns, rows: bars.map { [$0.name, $0.text] }
        ).html(say, "\(drawing)")
    }

    /// A name that fits beside its bar; the table has all of it.
    private static func short(_ name: String) -> String { name.count > 28 ? name.prefix(27) + "…" : name }
}
