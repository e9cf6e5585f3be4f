import API

/// Two runs side by side: a line for each team whose case is another, from its fit in the one to its fit in the other; none at the foot.
struct SlopePicture {
    var id: String
    var comparison: RunComparison

    private static let mostLines = 80

    func html(_ say: Words) -> HTML {
        let changes = comparison.changes.prefix(Self.mostLines)
        let (left, right, bottom) = (150, 490, 300)
        func y(_ fit: Int?) -> Int { fit.map { bottom - 20 - $0 * 250 / 10_000 } ?? bottom }
        let lines = changes.map { change -> HTML in
            let better = (change.fit ?? -1) >= (change.withFit ?? -1)
            return """
                <path class="\(better ? "line" : "otherline")" d="M\(left) \(y(change.withFit))L\(right) \(y(change.fit))"><title>\(change.name)</title></path>\
                <circle class="dot" cx="\(left)" cy="\(y(change.withFit))" r="3"/><circle class="dot" cx="\(right)" cy="\(y(change.fit))" r="3"/>
                """
        }
        // Teams that end at one place share its label.
        let places = Dictionary(grouping: changes) { y($0.fit) / 12 }
        let names =
            changes.count > 24
            ? []
            : places.values.map { group -> HTML in
                let all = group.map(\.name).joined(separator: ", ")
                return "<text x=\"\(right + 12)\" y=\"\(y(group[0].fit) + 4)\">\(all.count > 26 ? all.prefix(25) + "…" : all)</text>"
            }.sorted { $0.text < $1.text }
        let (before, after) = (comparison.with.number, comparison.run.number)
        return Picture(
            id: id, title: say("Who has another case", "Qui a un autre cas"),
            description: say(
                "\(comparison.moved) teams have another case, \(comparison.gained) had one in run \(before) only, \(comparison.lost) have one in run \(after) only.",
                "\(comparison.moved) équipes ont un autre cas, \(comparison.gained) n’en avaient qu’au calcul \(before), \(comparison.lost) n’en ont qu’au calcul \(after)."
            ),
            width: 660, height: 320,
            caption: say(
                "Full: fits as well or better now. Dashed: worse. At the foot: no case.",
                "Plein\u{A0}: convient aussi bien ou mieux. Tirets\u{A0}: moins bien. En bas\u{A0}: sans cas."),
            columns: [say("Team", "Équipe"), say("Run \(before)", "Calcul \(before)"), say("Run \(after)", "Calcul \(after)")],
            rows: comparison.changes.map { change in
                [
                    change.name, change.withCaseTitle.map { "\($0) · \(say.fit(change.withFit ?? 0))" } ?? "–",
                    change.caseTitle.map { "\($0) · \(say.fit(change.fit ?? 0))" } ?? "–",
                ]
            }
        ).html(
            say,
            """
            <path class="rule" d="M\(left) 12V\(bottom)M\(right) 12V\(bottom)"/>\
            <text class="soft" x="\(left - 12)" y="24" text-anchor="end">\(say("Run \(before)", "Calcul \(before)"))</text>\
            <text class="soft" x="\(right + 12)" y="16">\(say("Run \(after)", "Calcul \(after)"))</text>\
            <text class="soft" x="\(left - 12)" y="\(bottom + 4)" text-anchor="end">\(say("no case", "sans cas"))</text>\(lines)\(names)
            """)
    }
}
