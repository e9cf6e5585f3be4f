import API
import Formats
import Foundation
import Testing
import Vivier

@testable import Web

/// Every picture at its largest: each drawing of it stays under 30 kB, has a title and words, and its table has a row for all that is drawn.
@Suite struct PictureSizeTests {
    private let say = [Words(language: .english), Words(language: .french)]
    private let most = 30_000

    private func name(_ number: Int) -> String { "Équipe Ève-Maëlle & O’Neil de la Tour \(number)" }

    private func check(_ what: String, rows: Int, _ draw: (Words) -> HTML, sourceLocation: SourceLocation = #_sourceLocation) {
        for words in say {
            let html = draw(words).text
            let drawings = html.split(separator: "<svg").dropFirst().map { $0.components(separatedBy: "</svg>")[0] }
            #expect(!drawings.isEmpty, "\(what)", sourceLocation: sourceLocation)
            for drawing in drawings {
                #expect(drawing.utf8.count + 10 <= most, "\(what): \(drawing.utf8.count) bytes", sourceLocation: sourceLocation)
                #expect(
                    drawing.contains(/<title id="[^"]+">[^<]+<\/title><desc id="[^"]+">[^<]+<\/desc>/), "\(what)",
                    sourceLocation: sourceLocation)
            }
            #expect(html.components(separatedBy: "<th scope=\"row\">").count == rows + 1, "\(what)", sourceLocation: sourceLocation)
        }
    }

    private func person(_ number: Int, _ isFree: (Int) -> Bool) -> HeatPicture.Person {
        var free = WeekGrid()
        for slot in 0..<336 where isFree(slot) { free[slot] = true }
        return HeatPicture.Person(name: "Ève-Maëlle O’Neil de la Tour \(number)", free: free)
    }

    @Test func `the week of a team, free by day and by night, and cut at every half-hour`() {
        let always = (0..<5).map { person($0) { _ in true } }
        check("always", rows: 7) { HeatPicture(id: "h", title: "T", people: always).html($0) }
        // Who is missing is said at its place: two changes a day for each of five.
        let working = (0..<5).map { number in person(number) { (16 + number..<36 + number).contains($0 % 48) || $0 < 48 } }
        check("working", rows: 1 + 6 * 9) { HeatPicture(id: "h", title: "T", people: working).html($0) }
        #expect(HeatPicture(id: "h", title: "T", people: Array(working.prefix(3))).html(say[0]).text.contains("class=\"part\""))
        // So many changes are named in the table alone, and the picture says so.
        let restless = (0..<5).map { number in person(number) { $0 % (number + 2) != 0 } } + [person(5) { _ in true }]
        let picture = HeatPicture(id: "h", title: "T", people: restless)
        check("restless", rows: picture.runs().count) { picture.html($0) }
        #expect(picture.html(say[0]).text.contains("Who is missing when stands in the table."))
        var (old, new) = (WeekGrid(), WeekGrid())
        for slot in 0..<336 { (old[slot], new[slot]) = (slot % 3 == 0, slot % 3 != 1) }
        let week = WeekPicture(id: "w", title: "T", old: old, new: new)
        check("own week", rows: week.runs.count) { week.html($0) }
    }

    private struct Scene {
        var matches: [Match]
        var unplaced: [UnplacedTeam]
        var alternatives: [ListAlternatives.Alternative]
    }

    private func scene(_ count: Int, cases: Int, without: Int = 0, each: Int = 0, ofTheirOwn: Bool = false) -> Scene {
        let ids = (0..<cases).map { (id: BusinessCase.ID(UUID()), title: "Étude de marché du miel d’acacia à l’étranger, tome \($0)") }
        let matches = (0..<count).map { number in
            Match(
                team: Team.ID(UUID()), teamName: name(number), school: "École", case: ids[number % cases].id,
                caseTitle: ids[number % cases].title, company: "Miel", fit: 9_900 - number * 90, pinned: false)
        }
        let unplaced = (0..<without).map {
            UnplacedTeam(
                team: Team.ID(UUID()), name: name(count + $0), eligible: 2, nearest: nil, nearestTitle: nil, nearestFit: nil, reason: "",
                missing: [])
        }
        let alternatives = (matches.map(\.team) + unplaced.map(\.team)).enumerated().flatMap { number, team in
            (0..<each).map { other in
                let one = ids[(number + other + 1) % cases]
                return ListAlternatives.Alternative(
                    team: team, case: ofTheirOwn ? BusinessCase.ID(UUID()) : one.id, title: "\(one.title) \(number)-\(other)", fit: 5_000)
            }
        }
        return Scene(matches: matches, unplaced: unplaced, alternatives: alternatives)
    }

    private func picture(_ scene: Scene, _ say: Words) -> HTML {
        let teams = scene.matches.count + scene.unplaced.count
        return MatchPicture(
            id: "m", matches: scene.matches, unplaced: scene.unplaced, alternatives: scene.alternatives, teams: teams,
            placed: scene.matches.count, isWhole: true
        ) { "/desk/runs/\(UUID())/explanation?team=\($0.team)&case=\($0.case)" }.html(say)
    }

    @Test func `the matches of a run, as many as are drawn, with all that teams could have had too`() {
        for (scene, rows) in [
            (scene(30, cases: 30), 30), (scene(30, cases: 20, without: 10, each: 2), 40), (scene(50, cases: 8, each: 2), 50),
            (scene(40, cases: 40, each: 2, ofTheirOwn: true), 40), (scene(100, cases: 100), 100),
            (scene(60, cases: 60, without: 40, each: 2, ofTheirOwn: true), 100),
            (scene(100, cases: 100, each: 2, ofTheirOwn: true), 100),
        ] {
            check("\(scene.matches.count) matches, \(scene.alternatives.count) more", rows: rows) { picture(scene, $0) }
        }
        // What is small leads to the reasons and says the titles.
        let small = picture(scene(30, cases: 30), say[0]).text
        #expect(small.contains("class=\"picture match\"") && small.contains("<a href=\"/desk/runs/"))
    }

    @Test func `a matrix has a row for each team without a case, and a column for each case that is an alternative alone`() {
        let all = scene(35, cases: 35, without: 4, each: 1, ofTheirOwn: true)
        let html = picture(all, say[0]).text
        #expect(html.contains("class=\"picture wide\""))
        let drawing = html.components(separatedBy: "</svg>")[0]
        for team in all.unplaced { #expect(drawing.contains(">\(Picture.short(team.name, 36).replacing("&", with: "&amp;"))</text>")) }
        #expect(drawing.components(separatedBy: "class=\"hollow\"").count == 5)
        // Of 39 rows and 74 columns; the framed cell of the last team without a case stands in the last of them.
        #expect(drawing.contains("viewBox=\"0 0 \(240 + 74 * 26 + 8) \(28 + 39 * 24 + 4)\""))
        #expect(drawing.contains("M\(240 + 73 * 26 + 2) \(28 + 38 * 24 + 2)h23v21h-23z"))
        #expect(html.components(separatedBy: "<li>").count == 75)
        #expect(html.contains("Hollow: without a case.") && picture(all, say[1]).text.contains("Creux\u{A0}: sans cas."))
        // What the best alternative leaves out is said to be left out.
        let most = scene(100, cases: 100, each: 2, ofTheirOwn: true)
        #expect(picture(most, say[0]).text.contains("the best of each team is drawn; the table has all"))
        #expect(!html.contains("the best of each team is drawn"))
    }

    @Test func `skills, ranks, scarcity, shortages, funnels, runs and repairs`() {
        let skills = (0..<40).map { CoveragePicture.Skill(name: name($0), needed: 3, best: 4, second: 2, bestBy: name($0)) }
        check("coverage", rows: 40) { CoveragePicture(id: "c", title: "T", skills: skills).html($0) }
        let credits = (0..<40).map { CreditPicture.Skill(name: name($0), needed: 3, held: 4, share: 25, by: name($0), through: name($0)) }
        check("credit", rows: 40) { CreditPicture(id: "c", skills: credits).html($0) }
        let ranks = (1...40).map { RankShare(place: $0, teams: 25, possible: 1_000) } + [RankShare(place: nil, teams: 3)]
        check("ranks", rows: 11) { RankPicture(id: "r", ranks: ranks).html($0) }
        check("ranks of a programme", rows: 11) { RankPicture(id: "r", ranks: ranks, group: name(0)).html($0) }
        let cells = (0..<15).flatMap { skill in
            (10...21).map { SkillScarcity.Cell(skill: name(skill), month: "20\($0)-12", price: skill * $0 * 50, cases: 3) }
        }
        check("scarcity", rows: 180) { ScarcityPicture(id: "s", cells: cells).html($0) }
        let shortage = PlaceShortage(
            message: "Trop d’équipes.", places: 96, missing: 40, teams: [], teamsTotal: 136,
            cases: (0..<20).map { BoundingCase(case: BusinessCase.ID(UUID()), title: name($0), places: 12) }, casesTotal: 20, companies: [],
            repairs: [])
        check("shortage", rows: 22) { ShortagePicture(id: "p", shortage: shortage).html($0) }
        let funnel = HiringFunnel(steps: HiringFunnel.Kind.allCases.map { .init(kind: $0, count: 1_234, medianDays: 123) })
        check("funnel", rows: 4) { FunnelPicture(funnel: funnel).html($0) }
        let points = (0..<200).map { Run.CoursePoint(milliseconds: $0 * 100, found: $0 * 1_000, bound: 400_000 - $0 * 1_000) }
        check("course", rows: 200) { CoursePicture(id: "c", points: points).html($0) }
        let bars = (0..<50).map {
            BarPicture.Bar(name: name($0), value: Double($0), text: "une équipe de plus, \($0)", second: 1, mark: 2)
        }
        check("bars", rows: 50) { BarPicture(id: "b", title: "T", description: "D", columns: ["A", "B"], bars: bars).html($0) }
        let changes = (0..<80).map { number in
            RunComparison.Change(
                team: Team.ID(UUID()), name: name(number), case: nil, caseTitle: name(number), fit: number * 100, withCase: nil,
                withCaseTitle: name(number), withFit: 9_000 - number * 70)
        }
        let round = Round.ID(UUID())
        func figures(_ number: Int) -> RunComparison.Figures {
            RunComparison.Figures(
                id: Run.ID(UUID()), number: number, round: round, roundName: "Printemps", rules: RoundRules(), teams: 80,
                cases: 80, placed: 80,
                totalFit: 9_000)
        }
        for count in [24, 80] {
            let comparison = RunComparison(
                run: figures(2), with: figures(1), same: 0, moved: count, gained: 0, lost: 0,
                changes: Page(items: Array(changes.prefix(count))))
            check("two runs", rows: count) { SlopePicture(id: "s", comparison: comparison).html($0) }
        }
    }
}
