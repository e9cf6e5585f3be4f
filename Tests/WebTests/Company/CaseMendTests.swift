import API
import Formats
import Foundation
import TestSupport
import Testing
import Vivier

@testable import Web

/// What the form of a case says of what is wrong, missing, doubtful or changed by somebody else.
@Suite struct CaseMendTests {
    private static let fields = [
        "title": "Vendre du miel", "description": "Trop de pots", "window/from": "2027-02-01", "window/until": "2027-04-30",
        "hours_per_week": "4", "confidentiality": "open", "then": "publish",
    ]

    private func company(_ site: TestSite) async throws -> Browser {
        try await site.given.application.start()
        return try await Browser.signedIn(site, as: .company, of: try await site.given.company("Ça & Cie"))
    }

    private func post(_ browser: Browser, _ changes: [String: String], to path: String = "/desk/cases/new?lang=en") async throws
        -> TestSite.Answer
    {
        try await browser.submit(path, Self.fields.merging(changes) { $1 }, from: "/desk/cases/new")
    }

    @Test func `all that is wrong is said at once, each at its field, and the summary leads there`() async throws {
        try await TestSite.serve { site in
            let browser = try await company(site)
            let changes = [
                "title": "", "description": " ", "hours_per_week": "many", "window/from": "2027-06-01", "mentor_other": "whenever",
                "languages": "fr:Z9", "team_size/min": "9", "team_size/max": "3",
            ]
            let refused = try await post(browser, changes)
            #expect(refused.status == 422)
            for words in [
                "Give a title", "Describe the problem", "Give a whole number.", "The window ends before it begins.",
                "Write hours like this",
                "Write a language as fr", "The least number of members is above the most.",
            ] { #expect(refused.text.contains(words), "\(words)") }
            for field in ["title", "description", "hours_per_week", "window/until", "mentor_other", "languages", "team_size/max"] {
                #expect(refused.text.contains("<a href=\"#\(field)\">"), "\(field)")
                let id = refused.text.firstRange(of: "id=\"\(field)\"")
                #expect(id.map { refused.text[$0.upperBound...].prefix(260).contains("aria-invalid=\"true\"") } == true, "\(field)")
            }
            // As one comes upon them on the page.
            let links = refused.text.matches(of: /<li><a href="#([^"]+)">/).map { String($0.output.1) }
            #expect(links == ["title", "description", "window/until", "hours_per_week", "team_size/max", "languages", "mentor_other"])
            let french = try await post(browser, changes, to: "/desk/cases/new?lang=fr")
            #expect(french.text.contains("Donnez un titre") && !french.text.contains("Il a 0"))
        }
    }

    @Test func `a new case begins on a Monday, and on no first of a month`() throws {
        for offset in 0..<800 {
            let today = Day(daysSinceEpoch: 20_600 + Int32(offset))
            let form = CaseFields.fresh(today: today).form
            let (from, until) = (try #require(Day(form["window/from"])), try #require(Day(form["window/until"])))
            #expect(from.weekday == 0 && from > today && !"\(from)".hasSuffix("-01"), "\(today): \(from)")
            #expect(until.weekday == 6 && until == from.adding(days: 83))
        }
    }

    @Test func `a window that is over and a case that is there already are asked about before anything is published`() async throws {
        try await TestSite.serve { site in
            let browser = try await company(site)
            #expect(try await post(browser, [:]).status == 303)
            for (changes, words) in [
                ([:], "has a case of this title and window already"),
                (["title": "Autre", "window/from": "2020-01-01", "window/until": "2020-02-01"], "The window ended on 1 February 2020"),
            ] {
                let asked = try await post(browser, changes)
                #expect(asked.status == 422 && asked.text.contains(words) && asked.text.contains("Publish"), "\(asked.text)")
                let mark = try #require(asked.text.firstMatch(of: /name="doubts" value="([0-9a-f]{16})"/)?.output.1)
                #expect(try await post(browser, changes.merging(["doubts": String(mark)]) { $1 }).status == 303)
            }
            let draft = try await post(browser, ["description": "", "title": "Brouillon", "then": "save"])
            let edit = try #require(draft[header: "Location"]).replacing("?notice=saved", with: "")
            let id = edit.replacing("/edit", with: "")
            let unpublished = try await browser.submit("\(id)/publish", [:], from: id)
            #expect(unpublished[header: "Location"] == "\(edit)?notice=problemMissing")
            #expect(try await browser.get("\(edit)?notice=problemMissing&lang=fr").text.contains("Décrivez le problème avant de publier"))
        }
    }

    @Test func `what somebody else has changed is shown beside what was typed, and saving again replaces it`() async throws {
        try await TestSite.serve { site in
            let browser = try await company(site)
            let saved = try await post(browser, ["then": "save"])
            let edit = try #require(saved[header: "Location"]).replacing("?notice=saved", with: "")
            #expect(try await post(browser, ["then": "save", "version": "1", "title": "Ruche <b>"], to: edit).status == 303)
            // A form that names no version has seen none.
            #expect(try await post(browser, ["then": "save", "title": "Sans version"], to: edit).status == 412)
            let lost = try await post(browser, ["then": "save", "version": "1", "title": "Pollen"], to: "\(edit)?lang=en")
            #expect(lost.status == 412 && lost.text.contains("saving again replaces it"))
            #expect(lost.text.contains("<dt>Title</dt><dd>Ruche &lt;b&gt;</dd>") && !lost.text.contains("<dt>Window</dt><dd>1 Feb"))
            #expect(lost.text.contains("value=\"Pollen\"") && lost.text.contains("name=\"version\" value=\"2\""))
            #expect(try await post(browser, ["then": "save", "version": "2", "title": "Pollen"], to: edit).status == 303)
            #expect(try await browser.get(edit).text.contains("value=\"Pollen\""))
        }
    }

    @Test func `a draft that cannot be published yet is said to be kept, and what is asked about a skill is asked once`() async throws {
        try await TestSite.serve { site in
            let browser = try await company(site)
            let saved = try await post(browser, ["then": "save"])
            let edit = try #require(saved[header: "Location"]).replacing("?notice=saved", with: "")
            let unknown = ["version": "1", "skills/0/skill": "zzqqxx", "skills/0/level": "2", "skills/0/importance": "should"]
            let asked = try await post(browser, unknown, to: "\(edit)?lang=en")
            #expect(asked.status == 422 && asked.text.contains("<h1>Edit the draft</h1>"))
            #expect(asked.text.contains("Not published yet; the draft is kept as it was last saved."))
            #expect(!asked.text.contains("Not saved yet. Please look at these fields:"))
            // In the summary with its link, and where it is answered: no sentence of its own at the field besides.
            #expect(asked.text.contains("<a href=\"#skills/0/skill\">"))
            #expect(asked.text.components(separatedBy: "id=\"skills/0/skill-fault\"").count == 2)
            #expect(!asked.text.contains("<p class=\"fault\" id=\"skills/0/skill-fault\""))
        }
    }

    @Test func `who has a case is named before it is withdrawn, and its matches say so afterwards`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let (school, company) = (try await given.school("École"), try await given.company("Ça & Cie"))
            let cohort = try await given.cohort("M1", of: school)
            let student = try await given.student("Zoë Ÿ", of: school, in: cohort)
            _ = try await given.team("Équipe <Ruche>", of: [student], in: cohort, school: school)
            let id = try await given.businessCase("Élan", by: company)
            let admin = Caller(role: .schoolAdmin, organisation: school, requestID: "test")
            let round = try await given.application.perform(CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort])), by: admin)
            let run = try await given.application.perform(RunRound(round: round.id), by: admin)
            _ = try await given.application.perform(PublishRun(run: run.id), by: admin)
            let browser = try await Browser.signedIn(site, as: .companyOwner, of: company)
            #expect(try await browser.get("/desk/cases/\(id)?lang=en").text.contains("Équipe &lt;Ruche&gt;"))
            let asked = try await browser.get("/desk/cases/\(id)/withdraw")
            #expect(asked.text.contains("These teams have this case:") && asked.text.contains("Équipe &lt;Ruche&gt;"))
            #expect(try await !browser.get("/desk/matches").text.contains("You have withdrawn this case"))
            #expect(try await browser.submit("/desk/cases/\(id)/withdraw", ["reason": "Vendu"], from: "/desk/cases/\(id)").status == 303)
            #expect(try await browser.get("/desk/matches").text.contains("You have withdrawn this case"))
        }
    }
}
