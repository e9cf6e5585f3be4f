import Formats
import Testing

struct CaseListTests {
    private func read(_ text: String) -> CaseListFile.Reading { CaseListFile.read(Array(text.utf8), name: "cases") }

    @Test func `rows are cases`() throws {
        let reading = read(
            """
            title;company;reference;description;skills;team_size;capacity;minimum;window_from;window_until;hours_per_week;mentor_slots;languages;place;remote;confidentiality;rights;reward;open_to
            Étude;Épicerie du Lac;r1;"Deux
            lignes";"étude de marché:3:must;Excel";3-5;2;2;01/02/2027;2027-04-30;6;"lun 9h-12h;jeu 14h-16h";"fr;en:B2";Annecy;oui;nda;licence;;
            """)
        #expect(reading.problems.total == 0, "\(reading.problems.problems)")
        let one = try #require(reading.cases.first)
        #expect(one.line == 2 && one.case.title == "Étude" && one.case.description == "Deux\nlignes")
        #expect(one.case.skills.map(\.skill) == ["étude de marché", "Excel"] && one.case.skills.map(\.importance) == ["must", "should"])
        #expect(
            one.case.teamSize == 3...5 && one.case.capacity == 2 && one.case.minimum == 2 && one.case.from == Day("2027-02-01")
                && one.case.remote == true)
        #expect(one.case.languages == ["fr", "en:B2"] && one.case.openTo == nil)
    }

    @Test(arguments: [
        ("[", "not-json", 1), ("[\n{\"title\": }]", "not-json", 2),
        ("[{\"title\":\"a\",\"year\":2020,\"organisation\":\"o\"},\n{\"title\":\"b\"}]", "not-a-brief", 2),
        ("[1]", "not-a-brief", 1), ("[{\"title\":\"a\",\"year\":\"x\",\"organisation\":\"o\"}]", "not-a-brief", 1),
    ])
    func `what is no list of briefs is refused at its line`(text: String, code: String, line: Int) {
        let problems = read(text).problems.problems
        #expect(problems.map(\.code) == [code])
        #expect(problems.first?.line == line)
    }

    @Test(arguments: ["tilte", "titel"])
    func `a column misspelt is named beside the one that is missed`(column: String) throws {
        let problems = read("\(column),window_from,window_until,hours_per_week,budget\nT,2027-02-01,2027-04-30,4,9\n").problems.problems
        #expect(
            problems.map { "\($0.code) \($0.column ?? "")" } == [
                "unknown-column \(column)", "unknown-column budget", "missing-column title",
            ])
        #expect(problems[0].en.hasSuffix("Do you mean title?") && problems[0].fr.hasSuffix("Vouliez-vous dire title\u{A0}?"))
        #expect(problems[1].en.hasSuffix("ignored.") && problems[1].fr.hasSuffix("ignorée."))
        #expect(problems[2].en.hasSuffix("Is it “\(column)”? Name it title."), "\(problems[2].en)")
        #expect(problems[2].fr.hasSuffix("Est-ce «\u{A0}\(column)\u{A0}»\u{A0}? Nommez-la title."), "\(problems[2].fr)")
    }

    @Test func `a column that is missed and nowhere near is asked for`() {
        let problems = read("place,window_from,window_until,hours_per_week\nLyon,2027-02-01,2027-04-30,4\n").problems.problems
        #expect(problems.map(\.en) == ["The column title is required."])
    }

    @Test(.enabled(if: ReferenceData.isThere, Comment(rawValue: ReferenceData.absence)), arguments: ["json", "csv"])
    func `the seventy-one briefs are cases`(form: String) throws {
        let reading = CaseListFile.read(try ReferenceData.bytes("challenges/eig_defis.\(form)"), name: "eig_defis.\(form)")
        #expect(reading.problems.total == 0, "\(reading.problems.problems)")
        #expect(reading.cases.count == 71)
        #expect(Set(reading.cases.map(\.case.reference)).count == 71)
        #expect(reading.cases.allSatisfy { !$0.case.title.isEmpty && $0.case.company?.isEmpty == false && !$0.case.skills.isEmpty })
        let first = try #require(reading.cases.first)
        #expect(first.line == 2 && first.case.place == "Saint-Denis" && first.case.skills.count == 3)
        #expect(first.case.description.hasPrefix(form == "json" ? "Déontologie et rigueur" : "Prévenir les conflits"))
    }
}
