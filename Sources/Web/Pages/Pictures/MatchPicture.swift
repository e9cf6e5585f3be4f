import API
import Vivier

/// Who works on what: teams on the left, cases on the right, a thick line for each match; above sixty of them a matrix. On a narrow screen
/// each case with its teams beneath.
struct MatchPicture {
    var id: String
    var matches: [Match]
    var unplaced: [UnplacedTeam] = []
    /// What else the teams could have taken, where somebody asks for it.
    var alternatives: [ListAlternatives.Alternative] = []
    /// Of the whole run, of which the picture may show a part.
    var teams: Int
    var placed: Int
    /// Whether all matches that the reader may see are here.
    var isWhole: Bool
    /// Where the reasons of a match are; nil where the reader may not ask for them.
    var path: (Match) -> String?

    /// Matches that one picture shows.
    static let mostRows = 100
    private static let mostNodes = 60
    private static let mostTwice = 40
    private static let line = 24

    typealias Case = (id: BusinessCase.ID, title: String)

    private var cases: [Case] {
        var seen: Set<BusinessCase.ID> = []
        return matches.filter { seen.insert($0.case).inserted }.map { ($0.case, $0.caseTitle) }
    }

    func html(_ say: Words) -> HTML {
        let nodes = matches.count + unplaced.count + cases.count
        return nodes > Self.mostNodes ? matrix(say) : bipartite(say)
    }

    private var namesAreTwice: Bool { Set(matches.map(\.teamName)).count < matches.count }

    /// With the school, where teams of several are called the same.
    private func name(_ match: Match) -> String { namesAreTwice ? "\(match.teamName) · \(match.school)" : match.teamName }

    private func label(_ match: Match, x: Int, y: Int, most: Int) -> HTML {
        let text: HTML = "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"end\">\(Picture.short(name(match), most))</text>"
        guard let path = path(match) else { return text }
        // The frame makes the target as high as its row.
        return "<a href=\"\(path)\"><rect class=\"target\" x=\"0\" y=\"\(y - 17)\" width=\"\(x)\" height=\"\(Self.line)\"/>\(text)</a>"
    }

    private func picture(_ say: Words, width: Int, height: Int, caption: String, kind: String) -> Picture {
        let part =
            isWhole
            ? ""
            : say(" Shown are the \(matches.count) that fit best.", " Sont montrées les \(matches.count) qui conviennent le mieux.")
        let others = Dictionary(grouping: alternatives, by: \.team).mapValues { found in
            found.map { "\($0.title) (\(say.fit($0.fit)))" }.joined(separator: ", ")
        }
        func other(_ team: Team.ID) -> [String] { alternatives.isEmpty ? [] : [others[team] ?? "–"] }
        return Picture(
            id: id, title: say("Teams and their cases", "Les équipes et leurs cas"),
            description: say(
                "Of \(say.number(teams)) teams, \(say.number(placed)) have a case and \(say.number(teams - placed)) have none.",
                "Sur \(say.number(teams)) équipes, \(say.number(placed)) ont un cas et \(say.number(teams - placed)) n’en ont pas.") + part,
            width: width, height: height, caption: caption + part,
            columns: [say("Team", "Équipe"), say("Case", "Cas"), say("Fit", "Adéquation")]
                + (alternatives.isEmpty ? [] : [say("Could have had too", "Aurait aussi pu avoir")]),
            rows: matches.map { [name($0), $0.caseTitle, say.fit($0.fit)] + other($0.team) }
                + unplaced.map { [$0.name, "–", "–"] + other($0.team) }, kind: kind, hasParts: true)
    }

    /// Nil where there are too many for a page to hold twice.
    private func narrow(_ say: Words, _ sorted: [Match]) -> Picture.Narrow? {
        sorted.count > Self.mostTwice
            ? nil
            : MatchTree(matches: sorted, unplaced: unplaced, alternatives: alternatives, name: name, path: path, say: say).drawing
    }

    // MARK: Two sides

    private func bipartite(_ say: Words) -> HTML {
        var seen = Set(matches.map(\.case))
        let cases = cases + alternatives.filter { seen.insert($0.case).inserted }.map { ($0.case, $0.title) }
        let line = Self.line
        let height = max(matches.count + unplaced.count, cases.count) * line + 10
        // Teams stand in the order of their cases, so that few lines cross.
        let order = Dictionary(uniqueKeysWithValues: cases.enumerated().map { ($1.id, $0) })
        let sorted = matches.sorted { (order[$0.case] ?? 0, $1.fit) < (order[$1.case] ?? 0, $0.fit) }
        let step = Double(height - 10) / Double(max(1, cases.count))
        func caseY(_ id: BusinessCase.ID) -> Int { 5 + Int((Double(order[id] ?? 0) + 0.5) * step) }
        func path(_ kind: String, _ from: Int, _ to: Int, _ words: String) -> HTML {
            "<path class=\"\(kind)\" d=\"M252 \(from)C340 \(from) 340 \(to) 428 \(to)\"><title>\(words)</title></path>"
        }
        let places = Dictionary(
            (sorted.map(\.team) + unplaced.map(\.team)).enumerated().map { ($1, $0 * line + 17) }, uniquingKeysWith: { first, _ in first })
        let names = Dictionary(
            sorted.map { ($0.team, name($0)) } + unplaced.map { ($0.team, $0.name) }, uniquingKeysWith: { first, _ in first })
        let lines = sorted.enumerated().map { index, match in
            path(
                match.pinned ? "thick pinned" : "thick", index * line + 17, caseY(match.case),
                "\(name(match)) – \(match.caseTitle) · \(say.fit(match.fit))")
        }
        let others = alternatives.compactMap { one in
            places[one.team].map { path("maybe", $0, caseY(one.case), "\(names[one.team] ?? "") – \(one.title) · \(say.fit(one.fit))") }
        }
        let teams = sorted.enumerated().map { index, match -> HTML in
            "\(label(match, x: 240, y: index * line + 21, most: 36))<circle class=\"dot\" cx=\"248\" cy=\"\(index * line + 17)\" r=\"4\"/>"
        }
        let rest = unplaced.enumerated().map { index, team -> HTML in
            let y = (sorted.count + index) * line + 17
            return
                "<text class=\"soft\" x=\"240\" y=\"\(y + 4)\" text-anchor=\"end\">\(Picture.short(team.name, 36))</text><circle class=\"hollow\" cx=\"248\" cy=\"\(y)\" r=\"4\"/>"
        }
        let right = cases.map { one -> HTML in
            "<circle class=\"dot\" cx=\"432\" cy=\"\(caseY(one.id))\" r=\"4\"/><text x=\"442\" y=\"\(caseY(one.id) + 4)\">\(Picture.short(one.title, 52))</text>"
        }
        let dotted = say(" Dotted: what a team could have had too.", " Pointillés\u{A0}: ce qu’une équipe aurait aussi pu avoir.")
        return picture(
            say, width: 790, height: height,
            caption: say(
                "Dashed: pinned by hand. Hollow: without a case. A team’s name leads to the reasons.",
                "Tirets\u{A0}: fixée à la main. Creux\u{A0}: sans cas. Le nom d’une équipe mène aux raisons.")
                + (alternatives.isEmpty ? "" : dotted), kind: "match"
        ).html(say, "\(others)\(lines)\(teams)\(rest)\(right)", narrow: narrow(say, sorted))
    }

    // MARK: A matrix

    /// A row a team with its name, a column a case with its number, which the list beneath explains.
    private func matrix(_ say: Words) -> HTML {
        let cases = cases
        let order = Dictionary(uniqueKeysWithValues: cases.enumerated().map { ($1.id, $0) })
        let sorted = matches.sorted { (order[$0.case] ?? 0, $1.fit) < (order[$1.case] ?? 0, $0.fit) }
        let (left, top, line, step) = (240, 28, Self.line, 26)
        let (width, height) = (left + max(1, cases.count) * step + 8, top + sorted.count * line + 4)
        let heads = cases.indices.map { index -> HTML in
            let x = left + index * step
            return """
                <path class="rule" d="M\(x) \(top)V\(height - 4)"/><text class="soft" x="\(x + step / 2)" y="\(top - 8)" text-anchor="middle">\(index + 1)\
                <title>\(cases[index].title)</title></text>

                """
        }
        let others = Dictionary(grouping: alternatives, by: \.team)
        func cell(_ id: BusinessCase.ID, _ y: Int, _ fit: Int, _ kind: String) -> HTML? {
            order[id].map { column in
                """
                <rect class="\(kind)" x="\(left + column * step + 2)" y="\(y + 2)" width="\(step - 3)" height="\(line - 3)" rx="2"/>\
                <text class="small" x="\(left + column * step + step / 2)" y="\(y + 17)" text-anchor="middle">\(fit / 100)</text>

                """
            }
        }
        let rows = sorted.enumerated().map { index, match -> HTML in
            let y = top + index * line
            return """
                <path class="rule" d="M\(left) \(y)H\(width - 8)"/>\(label(match, x: left - 10, y: y + 17, most: 36))\
                \((others[match.team] ?? []).compactMap { cell($0.case, y, $0.fit, "heat-0") })\
                \(cell(match.case, y, match.fit, "heat-\(max(1, min(5, match.fit / 2_000 + 1)))"))
                """
        }
        let names = cases.map { "<li>\($0.title)</li>" as HTML }
        let hollow = say(" Framed: what a team could have had too.", " Encadré\u{A0}: ce qu’une équipe aurait aussi pu avoir.")
        let sideways = say(" Move it sideways to see all cases.", " Faites-la glisser pour voir tous les cas.")
        let key: HTML = "<h2>\(say("The cases by number", "Les cas par numéro"))</h2>\n<ol class=\"legend\">\(names)</ol>\n"
        return picture(
            say, width: width, height: height,
            caption: say(
                "A row a team, a column a case, in each cell the fit in per cent; the stronger the colour, the better.",
                "Une ligne par équipe, une colonne par cas, dans chaque case l’adéquation en pour cent\u{A0}; plus la couleur est soutenue, mieux cela convient."
            ) + (sorted.count > Self.mostTwice ? sideways : "") + (alternatives.isEmpty ? "" : hollow), kind: "wide"
        ).html(say, "\(heads)\(rows)", narrow: narrow(say, sorted), key: key)
    }
}
