import API
import Foundation
import TestSupport
import Testing
import Vivier

/// A school with teams, cases and awkward names, and a browser of one of its people.
struct RoundScene {
    static let hostile = "<b>Zoë & \"fils\"</b>"

    var site: TestSite
    var school: Organisation.ID
    var cohort: Cohort.ID
    var students: [Student.ID]
    var teams: [Team.ID]
    var cases: [BusinessCase.ID]
    var browser: Browser

    static func of(_ site: TestSite, teams count: Int = 3, as role: Role = .schoolAdmin) async throws -> RoundScene {
        let given = site.given
        try await given.application.start()
        let school = try await given.school("École \(hostile)")
        let cohort = try await given.cohort("M1 \(hostile)", of: school)
        var (students, teams, cases) = ([Student.ID](), [Team.ID](), [BusinessCase.ID]())
        for number in 0..<count {
            students.append(try await given.student("Ève \(hostile)\(number)", of: school, in: cohort))
            teams.append(try await given.team("T\(number) \(hostile)", of: [students[number]], in: cohort, school: school))
        }
        let company = try await given.company("Miel \(hostile)")
        for number in 0..<max(1, count - 1) { cases.append(try await given.businessCase("Cas \(number) \(hostile)", by: company)) }
        return RoundScene(
            site: site, school: school, cohort: cohort, students: students, teams: teams, cases: cases,
            browser: try await Browser.signedIn(site, as: role, of: school))
    }

    /// Follows a form to the page that comes of it.
    func done(_ answer: TestSite.Answer) throws -> String {
        #expect(answer.status == 303, "\(answer.text.prefix(400))")
        return try #require(answer[header: "Location"])
    }

    func round() async throws -> Round.ID {
        let place = try done(
            try await browser.submit(
                "/desk/rounds/new", ["name": "Printemps \(Self.hostile)", "cohorts": "\(cohort)", "policy": "best-total", "which": "all"]))
        return try id(in: place)
    }

    func run(of round: Round.ID) async throws -> Run.ID {
        let place = try done(try await browser.submit("/desk/rounds/\(round)/runs"))
        return try id(in: place)
    }

    /// The one that an address ends with.
    private func id<Subject>(in place: String) throws -> Identifier<Subject> {
        let text = try #require(place.firstMatch(of: /[0-9a-f]{8}-[0-9a-f-]{27}/)).output
        return try #require(Identifier<Subject>(String(text)))
    }
}

/// A page in both languages: it answers, escapes what people typed, and says nothing in the other language.
func checkPage(_ browser: Browser, _ path: String, _ en: String, _ fr: String) async throws {
    for (language, own, other) in [("en", en, fr), ("fr", fr, en)] {
        let page = try await browser.get("\(path)\(path.contains("?") ? "&" : "?")lang=\(language)")
        #expect(page.status == 200, "\(path): \(page.status) \(page.text.prefix(300))")
        #expect(page.text.contains(own), "\(path) in \(language)")
        if own != other { #expect(!page.text.contains(other), "\(path) says \(other) in \(language)") }
        #expect(!page.text.contains(RoundScene.hostile), "\(path)")
        // A piece of a page that went in as text.
        #expect(!page.text.contains("&lt;li") && !page.text.contains("HTML("), "\(path)")
        #expect(page.body.count < 60_000, "\(path): \(page.body.count) bytes")
    }
}
