import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// A round that is opened before there is anybody to match.
@Suite struct RoundWithoutTeamsTests {
    @Test func `while no cohort has a team the next thing is to form teams, not to run nor to ask companies`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site, teams: 0)
            let round = try await scene.round()
            let page = "/desk/rounds/\(round)"
            try await checkPage(scene.browser, page, "Form teams first", "Formez d’abord des équipes")
            let before = try await scene.browser.get("\(page)?lang=en").text
            #expect(before.contains("<li aria-current=\"step\">Teams<small>none yet</small></li>"))
            #expect(before.contains("<a class=\"button\" href=\"/desk/cohorts/\(scene.cohort)/formation\">Form teams</a>"))
            for action in ["runs", "cards"] { #expect(!before.contains("action=\"\(page)/\(action)\""), "\(action)") }
            // A team that nobody is in takes no part.
            let student = try await site.given.student("Ève", of: scene.school, in: scene.cohort)
            let team = try await site.given.team("T", of: [student], in: scene.cohort, school: scene.school)
            let after = try await scene.browser.get("\(page)?lang=en").text
            #expect(after.contains("<h2>Run the round</h2>") && !after.contains("Teams<small>none yet"))
            #expect(after.contains("<li aria-current=\"step\">Run<small>not yet</small></li>"))
            for action in ["runs", "cards"] { #expect(after.contains("action=\"\(page)/\(action)\""), "\(action)") }
            try await site.given.database.execute("DELETE FROM team_member WHERE team_id = \(team)")
            #expect(try await scene.browser.get("\(page)?lang=en").text.contains("Form teams first"))
        }
    }

    @Test func `who may form no team is told what is missing, and a school of another’s round nothing of it`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site, teams: 0)
            let round = try await scene.round()
            let supervisor = try await Browser.signedIn(site, as: .supervisor, of: scene.school)
            let seen = try await supervisor.get("/desk/rounds/\(round)?lang=en").text
            #expect(seen.contains("Form teams first") && !seen.contains("/formation\""))
            let network = try await site.given.network("Réseau", of: scene.school)
            let others = try await site.given.round("Commun", of: network, over: scene.cohort)
            let own = try await scene.browser.get("/desk/rounds/\(others)?lang=en").text
            #expect(!own.contains("Form teams first") && !own.contains("none yet"))
        }
    }
}
