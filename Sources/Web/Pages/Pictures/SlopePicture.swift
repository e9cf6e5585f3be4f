import API

/// Two runs side by side: a line for each team whose case is another, from its fit in the one to its fit in the other; none at the foot.
struct SlopePicture {
    var id: String
    var comparison: RunComparison

    private static let (mostLines, mostNamed, top, bottom) = (80, 24, 34, 330)

    private var changes: ArraySlice<RunComparison.Change> { comparison.changes.prefix(Self.mostLines) }

    func html(_ say: Words) -> HTML {
        let (before, after) = (comparison.phrase(of: comparison.with, say), comparison.phrase(of: comparison.run, say))
        return Picture(
            id: id, title: say("Who has another case", "Qui a un autre cas"),
            description: say(
                "\(comparison.moved) with another case, \(comparison.gained) with one in \(before) only, \(comparison.lost) in \(after) only.",
                "\(comparison.moved) avec un autre cas, \(comparison.gained) avec un cas au \(before) seulement, \(comparison.lost) au \(after) seulement."
            ),
            width: 800, height: 350,
            caption: say(
                "Higher fits better. Full: fits as well or better now. Dashed: worse. At the foot: no case.",
                "Plus haut, mieux cela convient. Plein\u{A0}: convient aussi bien ou mieux. Tirets\u{A0}: moins bien. En bas\u{A0}: sans cas."
            ),
            columns: [
                say("Team", "Équipe"), comparison.name(of: comparison.with, say), comparison.name(of: comparison.run, say),
            ],
            rows: comparison.changes.map { change in
                [
                    change.name, change.withCaseTitle.map { "\($0) · \(say.fit(change.withFit ?? 0))" } ?? "–",
                    change.caseTitle.map { "\($0) · \(say.fit(change.fit ?? 0))" } ?? "–",
                ]
            }
        ).html(
            say, drawing(say, left: 270, right: 530, letters: 36),
            narrow: Picture.Narrow(height: 350, drawing: drawing(say, left: 104, right: 224, letters: 14)))
    }

    private func drawing(_ say: Words, left: Int, right: Int, letters: Int) -> HTML {
        let scale = FitScale(changes.flatMap { [$0.withFit, $0.fit].compactMap(\.self) })
        func y(_ fit: Int?) -> Int { fit.map { scale.y($0, from: Self.bottom - 34, to: Self.top) } ?? Self.bottom }
        let lines = changes.map { change -> HTML in
            let better = (change.fit ?? -1) >= (change.withFit ?? -1)
            return """
                <path class="\(better ? "line" : "otherline")" d="M\(left) \(y(change.withFit))L\(right) \(y(change.fit))"><title>\(change.name)</title></path>\
                <circle class="dot" cx="\(left)" cy="\(y(change.withFit))" r="3"/><circle class="dot" cx="\(right)" cy="\(y(change.fit))" r="3"/>
                """
        }
        let names: HTML? =
            changes.count > Self.mostNamed
            ? nil
            : """
            \(labels(say, at: left - 12, isEnd: true, letters) { y($0.withFit) } fit: { $0.withFit.map(say.fit) ?? say("no case", "sans cas") })\
            \(labels(say, at: right + 12, isEnd: false, letters) { y($0.fit) } fit: { $0.fit.map(say.fit) ?? say("no case", "sans cas") })
            """
        return """
            <path class="rule" d="M\(left) \(Self.top - 10)V\(Self.bottom)M\(right) \(Self.top - 10)V\(Self.bottom)"/>\
            <text class="soft" x="\(left)" y="14" text-anchor="middle">\(Picture.short(comparison.name(of: comparison.with, say), letters))</text>\
            <text class="soft" x="\(right)" y="14" text-anchor="middle">\(Picture.short(comparison.name(of: comparison.run, say), letters))</text>\(lines)\(names)
            """
    }

    /// The names at one end, those that would stand on each other together: as many as there is room for, and how many more.
    private func labels(
        _ say: Words, at x: Int, isEnd: Bool, _ letters: Int, y: (RunComparison.Change) -> Int, fit: (RunComparison.Change) -> String
    ) -> HTML {
        let places = Dictionary(grouping: changes) { y($0) / 16 }.sorted { $0.key < $1.key }
        let texts = places.map { _, group -> HTML in
            var text = "\(group[0].name) · \(fit(group[0]))"
            if text.count > letters { text = Picture.short(group[0].name, letters) }
            if group.count > 1 {
                let others = group.count - 1
                let more = others == 1 ? say(" and 1 other", " et 1 autre") : say(" and \(others) others", " et \(others) autres")
                // Where there is no room for a name and these words, how many they are says it all.
                text =
                    letters - more.count < 8
                    ? say("\(group.count) teams", "\(group.count) équipes") : Picture.short(group[0].name, letters - more.count) + more
            }
            let all = group.map { "\($0.name) · \(fit($0))" }.joined(separator: ", ")
            return
                "<text x=\"\(x)\" y=\"\(y(group[0]) + 4)\" text-anchor=\"\(isEnd ? "end" : "start")\">\(text)<title>\(all)</title></text>"
        }
        return "\(texts)"
    }
}

/// Spreads the fits that are drawn over the height that there is, so that those near each other can be told apart.
private struct FitScale {
    private let lowest: Int
    private let highest: Int

    init(_ fits: [Int]) {
        lowest = fits.min() ?? 0
        highest = fits.max() ?? 0
    }

    func y(_ fit: Int, from bottom: Int, to top: Int) -> Int {
        highest > lowest ? bottom - (fit - lowest) * (bottom - top) / (highest - lowest) : (top + bottom) / 2
    }
}
