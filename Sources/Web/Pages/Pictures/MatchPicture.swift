import API

/// Who works on what: teams on the left, cases on the right, a thick line for each match; above sixty of them a matrix.
struct MatchPicture {
    var id: String
    var matches: [Match]
    var unplaced: [UnplacedTeam] = []
    var path: (Match) -> String

    private static let mostNodes = 60
    private static let mostCells = 300
    private static let mostNamed = 80

    private var cases: [(id: BusinessCase.ID, title: String)] {
        var seen: Set<BusinessCase.ID> = []
        return matches.filter { seen.insert($0.case).inserted }.map { ($0.case, $0.caseTitle) }
    }

    func html(_ say: Words) -> HTML {
        let nodes = matches.count + unplaced.count + cases.count
        return nodes > Self.mostNodes ? matrix(say) : bipartite(say)
    }

    private func picture(_ say: Words, width: Int, height: Int, caption: String, hasParts: Bool = false) -> Picture {
        Picture(
            id: id, title: say("Teams and their cases", "Les équipes et leurs cas"),
            description: say(
                "\(matches.count) teams have a case, \(unplaced.count) have none.",
                "\(matches.count) équipes ont un cas, \(unplaced.count) n’en ont pas."),
            width: width, height: height, caption: caption,
            columns: [say("Team", "Équipe"), say("Case", "Cas"), say("Fit", "Adéquation")],
            rows: matches.map { [$0.teamName, $0.caseTitle, say.fit($0.fit)] } + unplaced.map { [$0.name, "–", "–"] }, hasParts: hasParts)
    }

    // MARK: Two sides

    private func bipartite(_ say: Words) -> HTML {
        let cases = cases
        let line = 24
        let height = max(matches.count + unplaced.count, cases.count) * line + 10
        // Teams stand in the order of their cases, so that few lines cross.
        let order = Dictionary(uniqueKeysWithValues: cases.enumerated().map { ($1.id, $0) })
        let sorted = matches.sorted { (order[$0.case] ?? 0, $1.fit) < (order[$1.case] ?? 0, $0.fit) }
        let step = Double(height - 10) / Double(max(1, cases.count))
        func caseY(_ index: Int) -> Int { 5 + Int((Double(index) + 0.5) * step) }
        let lines = sorted.enumerated().map { index, match -> HTML in
            let (from, to) = (index * line + 17, caseY(order[match.case] ?? 0))
            return
                "<path class=\"\(match.pinned ? "thick pinned" : "thick")\" d=\"M212 \(from)C300 \(from) 300 \(to) 388 \(to)\"><title>\(match.teamName) – \(match.caseTitle) · \(say.fit(match.fit))</title></path>"
        }
        let teams = sorted.enumerated().map { index, match -> HTML in
            """
            <a href="\(path(match))"><text x="200" y="\(index * line + 21)" text-anchor="end">\(Self.short(match.teamName, 26))</text></a>\
            <circle class="dot" cx="208" cy="\(index * line + 17)" r="4"/>
            """
        }
        let rest = unplaced.enumerated().map { index, team -> HTML in
            let y = (sorted.count + index) * line + 17
            return
                "<text class=\"soft\" x=\"200\" y=\"\(y + 4)\" text-anchor=\"end\">\(Self.short(team.name, 26))</text><circle class=\"hollow\" cx=\"208\" cy=\"\(y)\" r=\"4\"/>"
        }
        let right = cases.enumerated().map { index, one -> HTML in
            "<circle class=\"dot\" cx=\"392\" cy=\"\(caseY(index))\" r=\"4\"/><text x=\"402\" y=\"\(caseY(index) + 4)\">\(Self.short(one.title, 38))</text>"
        }
        return picture(
            say, width: 660, height: height,
            caption: say(
                "Dashed: pinned by hand. Hollow: without a case. A team’s name leads to the reasons.",
                "Tirets\u{A0}: fixée à la main. Creux\u{A0}: sans cas. Le nom d’une équipe mène aux raisons."),
            hasParts: true
        ).html(say, "\(lines)\(teams)\(rest)\(right)")
    }

    // MARK: A matrix

    private func matrix(_ say: Words) -> HTML {
        let cases = cases
        let shown = Array(matches.prefix(Self.mostCells))
        let order = Dictionary(uniqueKeysWithValues: cases.enumerated().map { ($1.id, $0) })
        let sorted = shown.sorted { (order[$0.case] ?? 0, $1.fit) < (order[$1.case] ?? 0, $0.fit) }
        // Rows that are high enough say whose they are, on the side where there is room.
        let isNamed = sorted.count <= Self.mostNamed
        let (width, line) = (660, isNamed ? 17 : max(3, 900 / max(1, sorted.count)))
        let step = max(3, min(24, width / max(1, cases.count)))
        let cells = sorted.enumerated().map { index, match -> HTML in
            let (x, y) = ((order[match.case] ?? 0) * step, 4 + index * line)
            let words = "\(Self.short(match.teamName, 24)) – \(Self.short(match.caseTitle, 36))"
            let isLeft = x > width / 2
            let name: HTML? =
                isNamed
                ? "<text x=\"\(isLeft ? x - 6 : x + step + 6)\" y=\"\(y + 12)\" text-anchor=\"\(isLeft ? "end" : "start")\">\(words)</text>"
                : nil
            return """
                <g>\(name)<rect class="heat-\(max(1, min(5, match.fit / 2_000 + 1)))" x="\(x)" y="\(y)" width="\(max(2, step - 1))" height="\(max(2, line - 1))">\
                <title>\(match.teamName) – \(match.caseTitle) · \(say.fit(match.fit))</title></rect></g>

                """
        }
        return picture(
            say, width: width, height: 8 + sorted.count * line,
            caption: say(
                "A row a team, a column a case; the darker, the better the fit.",
                "Une ligne par équipe, une colonne par cas\u{A0}; plus c’est foncé, mieux cela convient.")
                + (matches.count > shown.count ? say(" The first \(shown.count).", " Les \(shown.count) premières.") : "")
        ).html(say, "\(cells)")
    }

    private static func short(_ name: String, _ most: Int) -> String { name.count > most ? name.prefix(most - 1) + "…" : name }
}
