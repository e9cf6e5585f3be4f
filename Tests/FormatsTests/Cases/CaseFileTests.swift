import Formats
import Foundation
import Testing

struct CaseFileTests {
    private func read(_ text: String) -> (case: CaseFile?, problems: [Problem]) {
        let (found, problems) = CaseFileReader.read(Array(text.utf8), file: "case.md")
        return (found, problems.problems)
    }

    private let whole = """
        ---
        title: Étude de marché pour une épicerie coopérative
        company: Épicerie du Lac
        reference: 2027/3
        skills:
          - {skill: étude de marché, level: 3, importance: must}
          - skill: http://data.europa.eu/esco/skill/x
            level: 2
          - Excel
          - "négociation:4:nice"
        team_size: {min: 3, max: 5}
        capacity: 2
        minimum: 1
        window: {from: 2027-02-01, until: 2027-04-30}
        hours_per_week: 6
        mentor_slots: [lun 9h-12h, jeu 14h-16h]
        languages: [fr:C1, {en: B2}]
        place: Annecy
        remote: non
        confidentiality: nda
        rights: licence
        reward:
        open_to: [ecole-a, ecole-b]
        ---

        ## La question

        Combien de clients à dix minutes ?
        """

    @Test func `a whole case file is read`() throws {
        let (found, problems) = read(whole)
        #expect(problems.isEmpty, "\(problems)")
        let one = try #require(found)
        #expect(
            one.title == "Étude de marché pour une épicerie coopérative" && one.company == "Épicerie du Lac" && one.reference == "2027/3")
        #expect(
            one.skills == [
                .init(skill: "étude de marché", level: 3, importance: "must"),
                .init(skill: "http://data.europa.eu/esco/skill/x", level: 2, importance: "should"),
                .init(skill: "Excel", level: 2, importance: "should"), .init(skill: "négociation", level: 4, importance: "nice"),
            ])
        #expect(one.teamSize == 3...5 && one.capacity == 2 && one.minimum == 1 && one.hoursPerWeek == 6)
        #expect(one.from == Day("2027-02-01") && one.until == Day("2027-04-30"))
        #expect(one.mentorSlots?.description == "mon 09:00-12:00;thu 14:00-16:00")
        #expect(one.languages == ["fr:C1", "en:B2"])
        #expect(one.place == "Annecy" && one.remote == false && one.confidentiality == "nda" && one.rights == "licence")
        #expect(one.reward == nil && one.openTo == ["ecole-a", "ecole-b"])
        #expect(one.description == "## La question\n\nCombien de clients à dix minutes ?")
    }

    @Test func `Windows line ends and a byte order mark change nothing`() {
        let windows = CaseFileReader.read([0xEF, 0xBB, 0xBF] + Array(whole.replacing("\n", with: "\r\n").utf8), file: "case.md")
        #expect(windows.case == read(whole).case)
    }

    @Test(arguments: [
        ("tilte: x", "unknown-field", 5, "tilte", "Do you mean title?"),
        ("hours_per_weak: 3", "unknown-field", 5, "hours_per_weak", "hours_per_week"),
        ("capacity: two", "bad-number", 5, "capacity", "whole number"), ("capacity: 2.5", "bad-number", 5, "capacity", "whole number"),
        ("team_size: {min: 5, max: 3}", "bad-team-size", 5, "team_size", "3-5"),
        ("team_size: {least: 3}", "unknown-field", 5, "team_size.least", "min, max"),
        ("remote: perhaps", "bad-boolean", 5, "remote", "true"),
        ("languages: [fr:Z1]", "bad-language", 5, "languages", "A1"),
        ("mentor_slots: mon 9-8", "bad-availability", 5, "mentor_slots", "end"),
        ("skills: [{level: 2}]", "missing-field", 5, "skills[0]", "name"),
        ("skills:\n  - Excel\n  - {skill: x, level: 7}", "bad-level", 7, "skills[1].level", "1 (notions)"),
        ("skills:\n  - {skill: x, importance: vital}", "bad-importance", 6, "skills[0].importance", "must"),
        ("place: [a, b]", "not-a-text", 5, "place", "text"), ("title: again", "repeated-field", 2, "title", "twice"),
    ])
    func `a field that is not as it should be is refused at its line`(
        line: String, code: String, number: Int, field: String, hint: String
    ) throws {
        let (found, problems) = read(
            "---\ntitle: T\nwindow: {from: 2027-02-01, until: 2027-04-30}\nhours_per_week: 4\n\(line)\n---\nText\n")
        let problem = try #require(problems.first)
        #expect(found == nil && problems.count == 1, "\(problems)")
        #expect(problem.code == code && problem.column == field)
        if code != "repeated-field" { #expect(problem.line == number) }
        #expect(problem.en.contains(hint), "\(problem.en)")
        #expect(problem.en != problem.fr)
    }

    @Test func `a list without entries is none, as in the API`() throws {
        let (found, problems) = read(
            """
            ---
            title: T
            window: {from: 2027-02-01, until: 2027-04-30}
            hours_per_week: 4
            skills: []
            languages: []
            mentor_slots: []
            open_to: []
            ---
            Text

            """)
        #expect(problems.isEmpty, "\(problems)")
        let one = try #require(found)
        #expect(one.skills.isEmpty && one.languages == [] && one.mentorSlots == WeekGrid() && one.openTo == [])
    }

    @Test(arguments: ["languages: [{fr: [B2]}]", "open_to: [[a]]", "mentor_slots: [{mon: {a: b}}]"])
    func `a list of something else than texts is refused`(line: String) {
        let problems = read("---\ntitle: T\nwindow: {from: 2027-02-01, until: 2027-04-30}\nhours_per_week: 4\n\(line)\n---\n").problems
        #expect(problems.map(\.code) == ["not-a-list"], "\(problems)")
    }

    @Test func `what is missing is asked for all at once`() {
        let (found, problems) = read("---\nplace: Lyon\n---\n")
        #expect(found == nil)
        #expect(
            problems.map { "\($0.code) \($0.column ?? "")" } == [
                "missing-field title", "missing-field window", "missing-field hours_per_week",
            ])
    }

    @Test(arguments: [
        ("window: soon", "bad-window"), ("window: {from: 2027-02-01}", "bad-window"),
        ("window: {from: 2027-02-30, until: 2027-04-30}", "bad-date"),
        ("window: {from: 2027-05-01, until: 2027-04-30}", "dates-order"),
    ])
    func `a window is two dates in order`(line: String, code: String) {
        #expect(read("---\ntitle: T\nhours_per_week: 4\n\(line)\n---\n").problems.map(\.code) == [code])
    }

    @Test(arguments: [
        ("", "no-front-matter", 1), ("# Title\n", "no-front-matter", 1), ("---\ntitle: x\n", "no-front-matter", 1),
        ("---\n---\nbody", "empty-front-matter", 2),
        ("---\n- a\n---\n", "not-a-mapping", 2), ("---\ntitle: \"x\nplace: y\n---\n", "not-yaml", nil),
        ("---\ntitle: [a\n---\n", "not-yaml", nil),
        ("---\na: &a [*a]\n---\n", "not-yaml", nil), ("---\ntitle: x\0\n---\n", "zero-byte", 2),
    ])
    func `a file that is no case file is refused`(text: String, code: String, line: Int?) {
        let (found, problems) = read(text)
        #expect(found == nil)
        #expect(problems.map(\.code) == [code])
        if let line { #expect(problems.first?.line == line) }
    }

    @Test func `size and depth are bounded`() {
        let head = "---\ntitle: T\nwindow: {from: 2027-02-01, until: 2027-04-30}\nhours_per_week: 4\n---\n"
        #expect(read(head + String(repeating: "x", count: 64 << 10)).problems.isEmpty)
        #expect(read(head + String(repeating: "x", count: (64 << 10) + 1)).problems.map(\.code) == ["too-long"])
        #expect(read(head + String(repeating: "x", count: 128 << 10)).problems.map(\.code) == ["file-too-large"])
        #expect(read("---\ntitle: " + String(repeating: "[", count: 60_000) + "\n---\n").problems.map(\.code) == ["not-yaml"])
        #expect(read("---\n" + String(repeating: "- ", count: 30_000) + "\n---\n").problems.map(\.code) == ["not-yaml"])
        // Aliases of aliases: ten to the power of nine, were it spelt out.
        let laughs = (1...9).map { "a\($0): &a\($0) [" + Array(repeating: "*a\($0 - 1)", count: 10).joined(separator: ",") + "]\n" }
            .joined()
        #expect(read("---\na0: &a0 ha\n" + laughs + "open_to: *a9\n---\n").case == nil)
    }
}
