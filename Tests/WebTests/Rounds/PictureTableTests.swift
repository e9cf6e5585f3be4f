import API
import Formats
import Foundation
import Testing
import Vivier

@testable import Web

/// Where a mark of a picture stands, and the row of the table that says the same.
@Suite struct PictureTableTests {
    private let en = Words(language: .english)
    private let fr = Words(language: .french)

    private func row(_ cells: String...) -> String {
        "<tr><th scope=\"row\">\(cells[0])</th>\(cells.dropFirst().map { "<td>\($0)</td>" }.joined())</tr>"
    }

    @Test func `coverage: a tick at the level that is asked, a bar to the best, a thin one to the second`() {
        let picture = CoveragePicture(
            id: "c", title: "Compétences & co", skills: [.init(name: "Vente", needed: 3, best: 4, second: 1, bestBy: "Ève")])
        let html = picture.html(en).text
        #expect(html.contains("<title id=\"c-title\">Compétences &amp; co</title>"))
        #expect(html.contains("<desc id=\"c-words\">Vente: asked 3, best 4, second 1</desc>"))
        #expect(html.contains(row("Vente", "3", "4", "1", "Ève")))
        // Of 280 units for four levels, from 240.
        #expect(html.contains("<rect class=\"bar\" x=\"240\" y=\"6\" width=\"280\"") && html.contains("class=\"tick\" d=\"M450 3V25\""))
        #expect(html.contains("<rect class=\"second\" x=\"240\" y=\"14\" width=\"70\"") && html.contains(">✓</text>"))
        #expect(picture.html(fr).text.contains("demandé 3, meilleur 4, second 1"))
        let lacking = CoveragePicture(id: "c", title: "T", skills: [.init(name: "Vente", needed: 3, best: 1, second: 0, bestBy: nil)])
        #expect(lacking.html(en).text.contains("class=\"lack\"") && lacking.html(en).text.contains(row("Vente", "3", "1", "0", "–")))
    }

    @Test func `a skill nearby reaches the level that it counts for, and says through what`() {
        let skills = [
            CreditPicture.Skill(name: "Export", needed: 3, held: 4, share: 25, by: "Ève", through: "Logistique & co"),
            CreditPicture.Skill(name: "Vente", needed: 2, held: 3, share: 100, by: "Zoé", through: nil),
            CreditPicture.Skill(name: "Droit", needed: 1, held: 0, share: 0, by: nil, through: nil),
        ]
        let html = CreditPicture(id: "c", skills: skills).html(en).text
        #expect(html.contains(row("Export", "3", "4", "1", "Ève · through Logistique &amp; co, counts for a quarter")))
        #expect(html.contains(row("Vente", "2", "3", "3", "Zoé")) && html.contains(row("Droit", "1", "0", "0", "–")))
        // Of 264 units for four levels, from 240: one level counts of the four that are there.
        #expect(
            html.contains("<rect class=\"bar\" x=\"240\" y=\"6\" width=\"66\"")
                && html.contains("class=\"second\" x=\"240\" y=\"6\" width=\"264\""))
        #expect(html.contains(">−2</text>") && html.contains(">✓</text>") && html.contains(">−1</text>"))
        #expect(html.contains("class=\"tick\" d=\"M438 3V25\""))
        let narrower = CreditPicture.Skill(name: "Export", needed: 2, held: 2, share: 100, by: nil, through: "Douane")
        let whole = CreditPicture(id: "c", skills: [narrower]).html(en).text
        #expect(whole.contains("through Douane, counts in full") && !whole.contains("Pale bar") && whole.contains(">✓</text>"))
        let half = CreditPicture.Skill(name: "Export", needed: 2, held: 3, share: 50, by: nil, through: "Logistique")
        let french = CreditPicture(id: "c", skills: [half]).html(fr).text
        #expect(
            french.contains("par Logistique, compte pour la moitié") && french.contains("Barre pâle") && french.contains(">−0,5</text>"))
        #expect(french.contains("Export\u{A0}: demandé 2, compte 1,5 (par Logistique, compte pour la moitié)"))
    }

    @Test func `scarcity: a cell in the column of its month, in the line of its skill`() {
        let cells = [
            SkillScarcity.Cell(skill: "Vente", month: "2027-01", price: 9_000, cases: 2),
            SkillScarcity.Cell(skill: "Droit", month: "2027-02", price: 1_000, cases: 1),
        ]
        let html = ScarcityPicture(id: "s", cells: cells).html(en).text
        #expect(html.contains("<title id=\"s-title\">Scarcity by skill and month</title><desc id=\"s-words\">What one more place"))
        #expect(html.contains(row("Vente", "2027-01", en.fit(9_000), "2")) && html.contains(row("Droit", "2027-02", en.fit(1_000), "1")))
        #expect(html.contains("<rect class=\"heat-5\" x=\"291\" y=\"25\"") && html.contains("<rect class=\"heat-1\" x=\"355\" y=\"53\""))
        #expect(html.contains("text-anchor=\"middle\">02/27</text>"))
        #expect(ScarcityPicture(id: "s", cells: cells).html(fr).text.contains(">Rareté par compétence et par mois</title>"))
    }

    @Test func `a funnel says on each way down how many days it took in the median`() {
        let funnel = HiringFunnel(steps: [
            .init(kind: .case, count: 4, medianDays: nil), .init(kind: .match, count: 2, medianDays: 12),
            .init(kind: .prospect, count: 6, medianDays: 1), .init(kind: .hire, count: 0, medianDays: nil),
        ])
        let html = FunnelPicture(funnel: funnel).html(en).text
        #expect(html.contains("↓ \(en.count(12, ("day", "days"), ("jour", "jours")))</text>") && html.contains("↓ no figure yet</text>"))
        #expect(html.contains(row("Had a team so far", HiringFunnel.Kind.match.counted(2, en), "12")))
        #expect(html.contains(row("Hired", HiringFunnel.Kind.hire.counted(0, en), "–")))
        #expect(html.contains("<title id=\"funnel-title\">From case to hire</title><desc id=\"funnel-words\">Cases published so far"))
        // Two of four cases have a team: half of the room.
        #expect(html.contains("<rect class=\"bar\" x=\"0\" y=\"104\" width=\"160\""))
        #expect(FunnelPicture(funnel: funnel).html(fr).text.contains("↓ \(fr.count(12, ("day", "days"), ("jour", "jours")))</text>"))
    }

    @Test func `a week says when how many are free and who is missing`() {
        let people = [
            HeatPicture.Person(name: "Ève", free: .init("mon 09:00-12:00") ?? .init()),
            HeatPicture.Person(name: "Zoë", free: .init("mon 10:00-12:00") ?? .init()),
        ]
        let picture = HeatPicture(id: "h", title: "Libre", people: people)
        let html = picture.html(en).text
        let both = "\(en.weekday(0)) \(en.time(20))–\(en.time(24))"
        #expect(html.contains("<title id=\"h-title\">Libre</title><desc id=\"h-words\">\(en.pair("All are free", both))</desc>"))
        #expect(html.contains(row(both, "2 / 2", "")))
        #expect(html.contains(row("\(en.weekday(0)) \(en.time(18))–\(en.time(20))", "1 / 2", "Zoë")))
        // Four half-hours of Monday from ten on as one shape, the number in each, and what it says when it is reached.
        let label = "\(both) · all are free"
        let shape = "<path class=\"heat-5\" d=\"M45 109h50v66h-50z\"/>"
        #expect(html.contains("\(shape)<text text-anchor=\"middle\"><tspan x=\"70\" y=\"120\">2</tspan>"))
        let name = String(html.firstMatch(of: /aria-labelledby="(h-\d+)"><path class="heat-5"/)?.output.1 ?? "")
        #expect(html.contains("<text class=\"who\" id=\"\(name)\" x=\"44\" y=\"14\">\(label)</text>"))
    }

    @Test func `a shortage’s table has its teams and how many stay out, not its cases alone`() {
        let shortage = PlaceShortage(
            message: "5 équipes, 3 places.", places: 3, missing: 2, teams: [], teamsTotal: 5,
            cases: [BoundingCase(case: BusinessCase.ID(UUID()), title: "Miel", places: 3)], casesTotal: 1, companies: [], repairs: [])
        let html = ShortagePicture(id: "p", shortage: shortage).html(en).text
        #expect(html.contains("<title id=\"p-title\">Teams against places</title><desc id=\"p-words\">5 équipes, 3 places.</desc>"))
        #expect(
            html.contains(row("Teams that can go nowhere else", "5")) && html.contains(row("Of these, without a place", "2"))
                && html.contains(row("Miel", "3")))
        let drawing = html.components(separatedBy: "</svg>")[0]
        func marks(_ kind: String) -> Int { drawing.components(separatedBy: "class=\"\(kind)\"").count - 1 }
        #expect(marks("dot") == 3 && marks("hollow") == 2)
        let french = ShortagePicture(id: "p", shortage: shortage).html(fr).text
        #expect(french.contains(row("Dont sans place", "2")))
    }

    @Test func `the ranks of a programme are those of all its teams, without what no assignment exceeds`() {
        let ranks = [RankShare(place: 1, teams: 3), RankShare(place: 2, teams: 1), RankShare(place: nil, teams: 2)]
        let html = RankPicture(id: "r", ranks: ranks, group: "Lyon, PGE").html(en).text
        #expect(html.contains("Ranks obtained: Lyon, PGE</title><desc id=\"r-words\">Of 6 teams, whether they ranked cases or not.</desc>"))
        #expect(html.contains(row("2", "1", "4")) && html.contains(row("none of these", "2", "–")) && !html.contains("At most"))
        let group = FairnessGroup(kind: "programme", name: "PGE", teams: 6, placed: 4, meanFit: 1, lowestFit: 1, ranks: ranks)
        let page = FairnessRanks(programmes: [group], total: 1, say: fr).html?.text ?? ""
        #expect(page.contains("Rangs obtenus, par programme") && page.components(separatedBy: "<figure").count == 2 && page.contains("PGE"))
        #expect(!page.contains("plus grands"))
        #expect(FairnessRanks(programmes: [group], total: 3, say: fr).html?.text.contains("plus grands programmes sur 3") == true)
        #expect(FairnessRanks(programmes: [], total: 0, say: fr).html == nil)
    }
}
