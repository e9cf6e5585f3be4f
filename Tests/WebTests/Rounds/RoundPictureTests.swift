import API
import Foundation
import Testing
import Vivier

@testable import Web

/// What the pictures of a round say, and that it is true of the whole where they show a part.
@Suite struct RoundPictureTests {
    private func match(_ number: Int, team: String, school: String) -> Match {
        Match(
            team: Team.ID(UUID()), teamName: team, school: school, case: BusinessCase.ID(UUID()), caseTitle: "Cas \(number)",
            company: "Miel",
            fit: 9_000, pinned: false)
    }

    @Test(arguments: Language.allCases) func `a part of the matches is called one, and the totals are the run’s`(_ language: Language) {
        let matches = (0..<MatchPicture.mostRows).map { match($0, team: "Équipe \($0 / 2)", school: "École \($0 % 2)") }
        let html = MatchPicture(id: "m", matches: matches, teams: 2_000, placed: 1_600, isWhole: false) { _ in nil }
            .html(Words(language: language)).text
        let french = language == .french
        #expect(
            html.contains(
                french
                    ? "Sur 2000 équipes, 1600 ont un cas et 400 n’en ont pas. Sont montrées les 100 qui conviennent le mieux."
                    : "Of 2,000 teams, 1,600 have a case and 400 have none. Shown are the 100 that fit best."))
        // Rows and columns are named, and teams of two schools told apart.
        #expect(html.contains("Équipe 7 · École 1") && html.contains("<li>Cas 99</li>") && html.contains(">100<title>"))
    }

    @Test func `the list of numbered cases goes with the matrix, and not with what a narrow screen shows instead`() {
        let matches = (0..<35).map { match($0, team: "Équipe \($0)", school: "École") }
        let html = MatchPicture(id: "m", matches: matches, teams: 35, placed: 35, isWhole: true) { _ in "/desk" }
            .html(Words(language: .english)).text
        #expect(html.contains("<div class=\"broad\"><h2>The cases by number</h2>") && html.contains("A row a team, a column a case"))
        #expect(
            html.contains("<span class=\"narrow\">Each case, and beneath it its teams with their fit. A team’s name leads to the reasons."))
    }

    @Test func `sixty teams and cases stand on two sides, one more in a matrix, and all of them in the table`() {
        var matches = (0..<30).map { match($0, team: "Équipe \($0)", school: "École") }
        func html() -> String {
            MatchPicture(id: "m", matches: matches, teams: 31, placed: 31, isWhole: true) { _ in nil }.html(Words(language: .english)).text
        }
        #expect(html().contains("class=\"picture match\"") && html().components(separatedBy: "<th scope=\"row\">").count == 31)
        var late = match(30, team: "Équipe 30", school: "École")
        late.case = matches[0].case
        matches.append(late)
        #expect(html().contains("class=\"picture wide\"") && html().components(separatedBy: "<th scope=\"row\">").count == 32)
        #expect(html().contains("<title id=\"m-title\">Teams and their cases</title><desc id=\"m-words\">Of 31 teams, 31 have a case"))
    }

    @Test func `values near each other are told apart by their colour`() {
        func cell(_ skill: String, _ price: Int) -> SkillScarcity.Cell {
            SkillScarcity.Cell(skill: skill, month: "2027-01", price: price, cases: 1)
        }
        let html = ScarcityPicture(id: "s", cells: [cell("A", 9_100), cell("B", 9_200), cell("C", 9_300)])
            .html(Words(language: .english)).text
        #expect(html.contains("heat-1") && html.contains("heat-5"))
    }

    @Test func `the first of a month is written as such`() throws {
        let say = Words(language: .french)
        #expect(say.moment(try Date("2027-09-01T10:00:00Z", strategy: .iso8601)).hasPrefix("1er sept."))
        #expect(say.moment(try Date("2027-09-11T10:00:00Z", strategy: .iso8601)).hasPrefix("11 sept."))
    }
}
