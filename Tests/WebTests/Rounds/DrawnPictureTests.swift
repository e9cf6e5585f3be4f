import API
import Formats
import Foundation
import Testing
import Vivier

@testable import Web

/// Pictures of known values: what they are called, what they say, the same as a table, and where a mark of them stands.
@Suite struct DrawnPictureTests {
    private let en = Words(language: .english)
    private let fr = Words(language: .french)

    /// Both drawings have a title and words of their own, which they point at.
    private func isNamed(_ html: String, _ id: String, _ title: String, _ words: String) -> Bool {
        ["", "-narrow"].allSatisfy { twin in
            html.contains("aria-labelledby=\"\(id)-title\(twin) \(id)-words\(twin)\"")
                && html.contains("<title id=\"\(id)-title\(twin)\">\(title)</title><desc id=\"\(id)-words\(twin)\">\(words)</desc>")
        }
    }

    private func row(_ cells: String...) -> String {
        "<tr><th scope=\"row\">\(cells[0])</th>\(cells.dropFirst().map { "<td>\($0)</td>" }.joined())</tr>"
    }

    @Test func `ranks obtained: added up, against the most that is possible`() {
        let picture = RankPicture(
            id: "r",
            ranks: [
                RankShare(place: 1, teams: 5, possible: 6), RankShare(place: 2, teams: 3, possible: 9), RankShare(place: nil, teams: 2),
            ])
        let html = picture.html(en).text
        #expect(isNamed(html, "r", "Ranks obtained", "Of 10 teams that ranked cases."))
        #expect(
            html.contains(row("1", "5", "5", "6")) && html.contains(row("2", "3", "8", "9")) && html.contains(row("no case", "2", "–", "–"))
        )
        // Of 540 units for ten teams: five, and six at most; then eight, and nine at most.
        #expect(
            html.contains("<rect class=\"bar\" x=\"170\" y=\"7\" width=\"270\"")
                && html.contains("<rect class=\"best\" x=\"170\" y=\"5\" width=\"324\""))
        #expect(
            html.contains("<rect class=\"bar\" x=\"170\" y=\"41\" width=\"432\"")
                && html.contains("<rect class=\"best\" x=\"170\" y=\"39\" width=\"486\""))
        #expect(isNamed(picture.html(fr).text, "r", "Rangs obtenus", "Sur 10 équipes ayant classé des cas."))
    }

    @Test func `two runs: a line for each team that moved, none at the foot`() {
        let round = Round.ID(UUID())
        func figures(_ number: Int) -> RunComparison.Figures {
            RunComparison.Figures(
                id: Run.ID(UUID()), number: number, round: round, roundName: "Printemps", rules: RoundRules(), teams: 3,
                cases: 3, placed: 2, totalFit: 9_000)
        }
        func change(_ name: String, _ before: Int?, _ after: Int?) -> RunComparison.Change {
            RunComparison.Change(
                team: Team.ID(UUID()), name: name, case: nil, caseTitle: after.map { _ in "Cas B" }, fit: after, withCase: nil,
                withCaseTitle: before.map { _ in "Cas A" }, withFit: before)
        }
        let comparison = RunComparison(
            run: figures(2), with: figures(1), same: 4, moved: 2, gained: 1, lost: 0,
            changes: Page(items: [change("Aube", 4_000, 8_000), change("Bise", 8_000, 6_000), change("Cime", 8_000, nil)]))
        let html = SlopePicture(id: "s", comparison: comparison).html(en).text
        #expect(isNamed(html, "s", "Who has another case", "2 with another case, 1 with one in run 1 only, 0 in run 2 only."))
        #expect(html.contains(row("Aube", "Cas A · \(en.fit(4_000))", "Cas B · \(en.fit(8_000))")))
        #expect(html.contains(row("Cime", "Cas A · \(en.fit(8_000))", "–")))
        // The highest fit at 34, the lowest at 296, the middle between them, and the foot at 330.
        #expect(html.contains("<path class=\"line\" d=\"M270 296L530 34\"><title>Aube</title>"))
        #expect(html.contains("<path class=\"otherline\" d=\"M270 34L530 165\"><title>Bise</title>"))
        #expect(html.contains("<path class=\"otherline\" d=\"M270 34L530 330\"><title>Cime</title>"))
        let french = SlopePicture(id: "s", comparison: comparison).html(fr).text
        #expect(french.contains(">Qui a un autre cas</title>") && french.contains("<th scope=\"col\">Calcul 2</th>"))
    }

    @Test func `bound and gap: the found rises, the bound falls, and they meet`() {
        let points = [
            Run.CoursePoint(milliseconds: 0, found: nil, bound: 200), Run.CoursePoint(milliseconds: 500, found: 100, bound: 160),
            Run.CoursePoint(milliseconds: 2_000, found: 150, bound: 150),
        ]
        let html = CoursePicture(id: "c", points: points).html(en).text
        let words = "After \(en.duration(milliseconds: 2_000)) the best found is 150, the proven bound 150."
        #expect(isNamed(html, "c", "Best found and proven bound", words))
        #expect(
            html.contains(row(en.duration(milliseconds: 0), "–", "200")) && html.contains(row(en.duration(milliseconds: 500), "100", "160"))
        )
        // From 8 to 792 over two seconds; 200 at the top, 100 at the foot.
        #expect(html.contains("<polyline class=\"otherline\" points=\"8,20 204,72 792,85\"/>"))
        #expect(html.contains("<polyline class=\"line\" points=\"204,150 792,85\"/><circle class=\"dot\" cx=\"792\" cy=\"85\""))
        #expect(CoursePicture(id: "c", points: points).html(fr).text.contains("la borne prouvée 150."))
    }

    @Test func `ways to repair: how many move against what it costs`() {
        func repair(_ moved: Int, _ lost: Int, _ placed: Int) -> Repair {
            Repair(
                moved: moved, placed: placed, totalFit: 10_000 - lost, fitLost: lost, moves: [], movesTotal: 0, unplaced: [],
                unplacedTotal: 0, proof: Repair.Proof(scale: 1, bonus: 0, branches: 0))
        }
        let preview = RepairPreview(
            run: Run.ID(UUID()), placed: 9, totalFit: 10_000, displaced: [], displacedTotal: 0,
            repairs: [repair(1, 1_700, 8), repair(4, 0, 9)], complete: true)
        let html = FrontierPicture(id: "f", preview: preview).html(en).text
        #expect(isNamed(html, "f", "Teams moved against fit lost", "2 ways, from the fewest moves to the least loss."))
        #expect(html.contains(row("1", "1,700", "8")) && html.contains(row("4", "0", "9")))
        // Four moves at the right end, nothing lost at the top, all that is lost at the foot.
        #expect(html.contains("<circle class=\"dot\" cx=\"235\" cy=\"190\" r=\"5\"><title>1 move, −1,700</title>"))
        #expect(html.contains("<circle class=\"dot\" cx=\"730\" cy=\"20\" r=\"5\">") && html.contains("points=\"235,190 730,20\""))
        #expect(FrontierPicture(id: "f", preview: preview).html(fr).text.contains("<th scope=\"col\">Équipes déplacées</th>"))
    }

    @Test func `what a run draws while it goes on has a title, words and a table`() {
        for (say, title) in [(en, "Best found and proven bound, so far"), (fr, "Meilleur trouvé et borne prouvée, jusqu’ici")] {
            let html = LiveRun.picture(say).text
            #expect(html.contains("aria-labelledby=\"course-now-title course-now-words\""))
            #expect(html.contains("<title id=\"course-now-title\">\(title)</title><desc id=\"course-now-words\" data-words=\""))
            #expect(html.contains("{after}") && html.contains("{found}") && html.contains("{bound}"))
            #expect(html.components(separatedBy: "<th scope=\"col\">").count == 4 && html.contains("<tbody data-rows></tbody>"))
        }
    }

    @Test func `the table of a board has all that its pictures show`() {
        let people = [
            HeatPicture.Person(name: "Ève", free: .init("mon 09:00-12:00") ?? .init()),
            HeatPicture.Person(name: "Zoë", free: .init("mon 10:00-12:30;wed 14:00-15:00") ?? .init()),
        ]
        let picture = HeatPicture(id: "h", title: "T", people: people)
        #expect(picture.days(en) == ["Mon 9–10 (1), 10–12 (2), 12–12:30 (1)", "Wed 14–15 (1)"])
        #expect(picture.days(fr).first == "lun. 9–10 (1), 10–12 (2), 12–12:30 (1)")
        #expect(HeatPicture(id: "h", title: "T", people: []).days(en).isEmpty)
    }
}
