import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// What a student typed or chose stays, and nothing is asked that decides nothing.
@Suite struct StudentMendTests {
    private struct Scene {
        var school: Organisation.ID
        var cohort: Cohort.ID
        var company: Organisation.ID
        var eve: Student.ID
        var team: Team.ID
        var browser: Browser
    }

    private func scene(_ site: TestSite) async throws -> Scene {
        let given = site.given
        try await given.application.start()
        let (school, company) = (try await given.school("École"), try await given.company("Miel & fils"))
        let cohort = try await given.cohort("M1", of: school)
        let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
        let team = try await given.team("Équipe A", of: [eve], in: cohort, school: school)
        let browser = try await Browser.signedIn(site, as: .student, of: school, for: eve)
        return Scene(school: school, cohort: cohort, company: company, eve: eve, team: team, browser: browser)
    }

    @Test func `a range that cannot be read leaves the painted week as it is stored`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            let path = "/desk/me/availability"
            func ticks(_ page: TestSite.Answer) -> Int { page.text.components(separatedBy: "\" checked>").count - 1 }
            func version(_ page: TestSite.Answer) throws -> String {
                String(try #require(page.text.firstMatch(of: /name="version" value="([0-9]+)"/)).output.1)
            }
            let empty = try await scene.browser.get(path)
            let typed = ["version": try version(empty), "how": "typed", "availability": "mon 9-12; tue 14-17"]
            #expect(try await scene.browser.submit(path, typed).status == 303)
            let stored = try await scene.browser.get(path)
            #expect(ticks(stored) == 12)
            let wrong = ["version": try version(stored), "how": "typed", "availability": "mon 9-12; blah"]
            let refused = try await scene.browser.submit(path, wrong)
            #expect(refused.status == 422 && refused.text.contains("mon 9-12; blah") && ticks(refused) == 12)
            // What was painted stays painted where the form is shown again.
            let painted = try await scene.browser.submit(path, ["version": "0", "how": "free", "slot": "18"])
            #expect(painted.status == 412 && ticks(painted) == 1)
        }
    }

    @Test func `a case ranked from the second page leads back to it, and its address does not grow`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            for number in 1...45 { _ = try await site.given.businessCase("Étude \(number)", by: scene.company) }
            let round = try await site.given.round("Printemps", of: scene.school, over: scene.cohort)
            var address = "/desk/me/ranking?round=\(round)&team=\(scene.team)&page=2"
            for _ in 0..<4 {
                let page = try await scene.browser.get(address)
                #expect(page.text.contains("page 2 of 3"))
                // As a browser sends the first form beneath the ranking.
                let others = try #require(page.text.components(separatedBy: "id=\"others\"").last)
                let form = try #require(others.components(separatedBy: "<form method=\"post\"").dropFirst().first)
                var fields: [String: String] = ["step": "add"]
                let first = try #require(form.components(separatedBy: "</form>").first)
                for field in first.matches(of: /type="hidden" name="([a-z_]+)" value="([^"]*)"/) where fields[String(field.output.1)] == nil
                {
                    fields[String(field.output.1)] = String(field.output.2).replacing("&amp;", with: "&")
                }
                let moved = try await scene.browser.send("POST", "/desk/me/ranking", fields)
                #expect(moved.status == 303)
                address = String(try #require(moved[header: "Location"]).prefix { $0 != "#" })
                #expect(address.contains("page=2") && address.count < 160, "\(address)")
            }
        }
    }

    @Test func `a team that is busy is told so, and is not asked to rank`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            let given = site.given
            let taken = try await given.businessCase("Pris", by: scene.company)
            let admin = Caller(role: .schoolAdmin, organisation: scene.school, requestID: "test")
            let first = try await given.application.perform(
                CreateRound(draft: RoundDraft(name: "Automne", cohorts: [scene.cohort], cases: [taken])), by: admin)
            let run = try await given.application.perform(RunRound(round: first.id), by: admin)
            _ = try await given.application.perform(PublishRun(run: run.id), by: admin)
            _ = try await given.businessCase("Aux mêmes jours", by: scene.company)
            _ = try await given.round("Printemps", of: scene.school, over: scene.cohort)
            let note = "it is busy in the days of every case of this round, with “Automne” until 26 March 2027."
            let ranking = try await scene.browser.get("/desk/me/ranking?lang=en").text
            #expect(ranking.contains(note) && ranking.contains("Aux mêmes jours"))
            // What has its team already is not offered.
            #expect(!ranking.contains(">Pris<") && ranking.contains("1\u{A0}case is not shown: its places are taken."))
            let home = try await scene.browser.get("/desk?lang=en").text
            let step = try #require(home.components(separatedBy: "<b>Rank the cases with your team</b>").last)
            #expect(step.prefix(600).contains(note) && step.prefix(600).contains(">later<"), "\(step.prefix(600))")
            let french = try await scene.browser.get("/desk/me/ranking?lang=fr").text
            #expect(french.contains("l’équipe ne participe pas") && !french.contains("places are taken"))
        }
    }

    @Test func `what is kept is told in the time of the house and with the names of languages`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            try await site.given.database.execute("UPDATE student SET languages = '{fr:C1,en:B2}' WHERE id = \(scene.eve)")
            let kept = try await scene.browser.get("/desk/me/kept?lang=fr").text
            #expect(kept.contains("français\u{A0}C1; anglais\u{A0}B2") && !kept.contains("fr:C1"))
            // Paris, in winter or summer.
            #expect(kept.contains(/\d à \d\d:\d\d UTC\+[12]/) && !kept.contains("+00:00"))
            let english = try await scene.browser.get("/desk/me/kept?lang=en").text
            #expect(english.contains("French\u{A0}C1; English\u{A0}B2"))
            // And whom to ask to have it erased.
            let school = try await site.given.database.execute("SELECT name FROM organisation WHERE kind = 'school'").decode(String.self)
            #expect(school.contains { english.contains("Your school, \(HTML(escaping: $0).text), erases everything") })
            for page in ["kept", "consents"] {
                let french = try await scene.browser.get("/desk/me/\(page)?lang=fr").text
                #expect(french.contains("adressez-vous à son administration") && !french.contains("ask its administration"), "\(page)")
            }
        }
    }
}
