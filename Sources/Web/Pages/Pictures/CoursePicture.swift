import API

/// How a run came to its result: the best that was found rises, the proven bound falls, and where they meet the proof is done.
struct CoursePicture {
    var id: String
    var points: [Run.CoursePoint]

    private static let (width, height, left, bottom) = (800, 190, 8, 150)

    private func drawing(_ say: Words, width: Int) -> HTML {
        let values = points.flatMap { [$0.found, $0.bound].compactMap(\.self) }
        let (low, high) = (values.min() ?? 0, values.max() ?? 1)
        let (first, last) = (points.first?.milliseconds ?? 0, points.last?.milliseconds ?? 1)
        func x(_ milliseconds: Int) -> Int {
            last > first ? Self.left + (width - 16) * (milliseconds - first) / (last - first) : width / 2
        }
        func y(_ value: Int) -> Int { high > low ? Self.bottom - Int(Double(value - low) / Double(high - low) * 130) : 85 }
        func line(_ kind: String, _ value: (Run.CoursePoint) -> Int?) -> HTML {
            let corners = points.compactMap { point in value(point).map { "\(x(point.milliseconds)),\(y($0))" } }
            return "<polyline class=\"\(kind)\" points=\"\(corners.joined(separator: " "))\"/>"
        }
        let end = points.last.flatMap { point in
            point.found.map { "<circle class=\"dot\" cx=\"\(x(point.milliseconds))\" cy=\"\(y($0))\" r=\"4\"/>" as HTML }
        }
        return """
            <path class="rule" d="M\(Self.left) \(Self.bottom)H\(width - 8)"/>\(line("otherline") { $0.bound })\(line("line") { $0.found })\(end)\
            <text class="soft" x="\(Self.left)" y="\(Self.bottom + 18)">\(say.duration(milliseconds: first))</text>\
            <text class="soft" x="\(width - 8)" y="\(Self.bottom + 18)" text-anchor="end">\(say.duration(milliseconds: last))</text>
            """
    }

    func html(_ say: Words) -> HTML {
        let last = points.last?.milliseconds ?? 0
        let words = say(
            "After \(say.duration(milliseconds: last)) the best found is \(say.number(points.last?.found ?? 0)), the proven bound \(say.number(points.last?.bound ?? 0)).",
            "Après \(say.duration(milliseconds: last)), le meilleur trouvé est \(say.number(points.last?.found ?? 0)), la borne prouvée \(say.number(points.last?.bound ?? 0))."
        )
        return Picture(
            id: id, title: say("Best found and proven bound", "Meilleur trouvé et borne prouvée"), description: words, width: Self.width,
            height: Self.height,
            caption: say(
                "Full line: best found. Dashed: nothing above it is possible. Where they meet, the proof is done.",
                "Trait plein\u{A0}: meilleur trouvé. Tirets\u{A0}: rien n’est possible au-dessus. Là où ils se rejoignent, la preuve est faite."
            ),
            columns: [say("After", "Après"), say("Found", "Trouvé"), say("Bound", "Borne")],
            rows: points.map {
                [say.duration(milliseconds: $0.milliseconds), $0.found.map(say.number) ?? "–", $0.bound.map(say.number) ?? "–"]
            },
            kind: "course"
        ).html(
            say, drawing(say, width: Self.width),
            narrow: Picture.Narrow(height: Self.height, drawing: drawing(say, width: Picture.Narrow.width)))
    }
}
