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

    /// What a drawing holds: less and less, until it is small enough. The table has all of it.
    private enum Detail: CaseIterable {
        case all, withoutTitles, withoutLinks, bestAlternatives
    }

    /// The cases of the matches, and behind them those that are alternatives alone.
    private func cases(_ detail: Detail) -> [Case] {
        var seen: Set<BusinessCase.ID> = []
        return matches.filter { seen.insert($0.case).inserted }.map { ($0.case, $0.caseTitle) }
            + alternatives(detail).filter { seen.insert($0.case).inserted }.map { ($0.case, $0.title) }
    }

    private func alternatives(_ detail: Detail) -> [ListAlternatives.Alternative] {
        guard detail == .bestAlternatives else { return alternatives }
        var seen: Set<Team.ID> = []
        return alternatives.filter { seen.insert($0.team).inserted }
    }

    private func path(_ match: Match, _ detail: Detail) -> String? {
        detail == .all || detail == .withoutTitles ? path(match) : nil
    }

    /// The first that is small enough; the plainest where none is.
    private func fitting(_ draw: (Detail) -> HTML) -> (Detail, HTML) {
        for detail in Detail.allCases.dropLast() {
            let drawing = draw(detail)
            if drawing.text.utf8.count <= Picture.mostBytes { return (detail, drawing) }
        }
        return (.bestAlternatives, draw(.bestAlternatives))
    }

    func html(_ say: Words) -> HTML {
        let nodes = matches.count + unplaced.count + cases(.all).count
        return nodes > Self.mostNodes ? matrix(say) : bipartite(say)
    }

    private var namesAreTwice: Bool { Set(matches.map(\.teamName)).count < matches.count }

    /// With the school, where teams of several are called the same.
    private func name(_ match: Match) -> String { namesAreTwice ? "\(match.teamName) · \(match.school)" : match.teamName }

    /// Teams in the order of their cases, so that few lines cross.
    private func sorted(_ cases: [Case]) -> [Match] {
        let order = Dictionary(uniqueKeysWithValues: cases.enumerated().map { ($1.id, $0) })
        return matches.sorted { (order[$0.case] ?? 0, $1.fit) < (order[$1.case] ?? 0, $0.fit) }
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
        guard sorted.count <= Self.mostTwice else { return nil }
        func tree(_ detail: Detail) -> Picture.Narrow {
            MatchTree(
                matches: sorted, unplaced: unplaced, alternatives: alternatives(detail), name: name, path: { path($0, detail) }, say: say
            ).drawing
        }
        let (detail, _) = fitting { tree($0).drawing }
        var narrow = tree(detail)
        narrow.caption = narrow.caption.map { $0 + best(detail, say) }
        return narrow
    }

    private func best(_ detail: Detail, _ say: Words) -> String {
        detail != .bestAlternatives || alternatives(detail).count == alternatives.count
            ? ""
            : say(
                " Of these, the best of each team is drawn; the table has all.",
                " Parmi eux, le meilleur de chaque équipe est dessiné\u{A0}; le tableau les a tous.")
    }

    // MARK: Two sides

    private func bipartite(_ say: Words) -> HTML {
        let (detail, drawing) = fitting { twoSides(say, $0) }
        let cases = cases(detail)
        let dotted = say(" Dotted: what a team could have had too.", " Pointillés\u{A0}: ce qu’une équipe aurait aussi pu avoir.")
        let leads =
            matches.contains { path($0, detail) != nil }
            ? say(" A team’s name leads to the reasons.", " Le nom d’une équipe mène aux raisons.") : ""
        return picture(
            say, width: 790, height: max(matches.count + unplaced.count, cases.count) * Self.line + 10,
            caption: say("Dashed: pinned by hand. Hollow: without a case.", "Tirets\u{A0}: fixée à la main. Creux\u{A0}: sans cas.") + leads
                + (alternatives.isEmpty ? "" : dotted) + best(detail, say), kind: "match"
        ).html(say, drawing, narrow: narrow(say, sorted(cases)))
    }

    private func twoSides(_ say: Words, _ detail: Detail) -> HTML {
        let (line, cases, alternatives) = (Self.line, cases(detail), alternatives(detail))
        let sorted = sorted(cases)
        let step = Double(max(matches.count + unplaced.count, cases.count) * line) / Double(max(1, cases.count))
        let order = Dictionary(uniqueKeysWithValues: cases.enumerated().map { ($1.id, $0) })
        func caseY(_ id: BusinessCase.ID) -> Int { 5 + Int((Double(order[id] ?? 0) + 0.5) * step) }
        func path(_ kind: String, _ from: Int, _ to: Int, _ words: String) -> HTML {
            let title: HTML? = detail == .all ? "<title>\(words)</title>" : nil
            return "<path class=\"\(kind)\" d=\"M252 \(from)C340 \(from) 340 \(to) 428 \(to)\">\(title)</path>"
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
            "\(label(match, y: index * line + 21, detail))<circle class=\"dot\" cx=\"248\" cy=\"\(index * line + 17)\" r=\"4\"/>"
        }
        let rest = unplaced.enumerated().map { index, team -> HTML in
            let y = (sorted.count + index) * line + 17
            return
                "<text class=\"soft\" x=\"240\" y=\"\(y + 4)\" text-anchor=\"end\">\(Picture.short(team.name, 36))</text><circle class=\"hollow\" cx=\"248\" cy=\"\(y)\" r=\"4\"/>"
        }
        let right = cases.map { one -> HTML in
            "<circle class=\"dot\" cx=\"432\" cy=\"\(caseY(one.id))\" r=\"4\"/><text x=\"442\" y=\"\(caseY(one.id) + 4)\">\(Picture.short(one.title, 52))</text>"
        }
        return "\(others)\(lines)\(teams)\(rest)\(right)"
    }

    private func label(_ match: Match, y: Int, _ detail: Detail) -> HTML {
        let text: HTML = "<text x=\"240\" y=\"\(y)\" text-anchor=\"end\">\(Picture.short(name(match), 36))</text>"
        guard let path = path(match, detail) else { return text }
        // The frame makes the target as high as its row.
        return "<a href=\"\(path)\"><rect class=\"target\" x=\"0\" y=\"\(y - 17)\" width=\"240\" height=\"\(Self.line)\"/>\(text)</a>"
    }

    // MARK: A matrix

    private func matrix(_ say: Words) -> HTML {
        func matrix(_ detail: Detail) -> MatchMatrix {
            let cases = cases(detail)
            return MatchMatrix(
                cases: cases, matches: sorted(cases), unplaced: unplaced, alternatives: alternatives(detail), name: name,
                path: { path($0, detail) }, hasTitles: detail == .all, hasAllFits: detail != .bestAlternatives)
        }
        let (detail, drawing) = fitting { matrix($0).drawing }
        let drawn = matrix(detail)
        let names = drawn.cases.map { "<li>\($0.title)</li>" as HTML }
        let hollow = say(" Hollow: without a case.", " Creux\u{A0}: sans cas.")
        let framed =
            detail == .bestAlternatives
            ? say(
                " Framed, without its fit: what a team could have had too.",
                " Encadré, sans adéquation\u{A0}: ce qu’une équipe aurait aussi pu avoir.")
            : say(" Framed: what a team could have had too.", " Encadré\u{A0}: ce qu’une équipe aurait aussi pu avoir.")
        let sideways = say(" Move it sideways to see all cases.", " Faites-la glisser pour voir tous les cas.")
        let key: HTML = "<h2>\(say("The cases by number", "Les cas par numéro"))</h2>\n<ol class=\"legend\">\(names)</ol>\n"
        return picture(
            say, width: drawn.width, height: drawn.height,
            caption: say(
                "A row a team, a column a case, in each cell the fit in per cent; the stronger the colour, the better.",
                "Une ligne par équipe, une colonne par cas, dans chaque case l’adéquation en pour cent\u{A0}; plus la couleur est soutenue, mieux cela convient."
            ) + (matches.count > Self.mostTwice ? sideways : "") + (unplaced.isEmpty ? "" : hollow)
                + (alternatives.isEmpty ? "" : framed) + best(detail, say), kind: "wide"
        ).html(say, drawing, narrow: narrow(say, drawn.matches), key: key)
    }
}
