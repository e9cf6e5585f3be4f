import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// A page with nothing on it says the one next thing and leads to it, or who does it where the reader cannot.
@Suite struct EmptyPageTests {
    /// What stands in the place of what is not there.
    private func empty(_ page: String) -> String {
        page.matches(of: /<div class="empty">[\s\S]*?<\/div>/).map { String($0.output) }.joined(separator: "\n")
    }

    private func expect(
        _ browser: Browser, _ path: String, _ en: String, _ fr: String, to address: String?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        for (language, words, other) in [("en", en, fr), ("fr", fr, en)] {
            let page = try await browser.get("\(path)\(path.contains("?") ? "&" : "?")lang=\(language)")
            let empty = empty(page.text)
            #expect(
                page.status == 200 && empty.contains(words) && !empty.contains(other), "\(path) \(page.text)",
                sourceLocation: sourceLocation)
            if let address { #expect(empty.contains("href=\"\(address)\""), "\(path) \(empty)", sourceLocation: sourceLocation) }
        }
    }

    @Test func `rounds, demand and a picture of nothing lead on`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let (browser, given) = (scene.browser, site.given)
            let supervisor = try await Browser.signedIn(site, as: .supervisor, of: scene.school)
            try await expect(browser, "/desk/rounds", "A round brings teams", "Une session réunit", to: "/desk/rounds/new")
            try await expect(supervisor, "/desk/rounds", "administration of a school opens one", "en ouvre une", to: "/desk/cohorts")
            try await expect(Browser(site), "/proofs", "A school publishes one when", "Une école en publie une quand", to: "/cases")
            let round = try await scene.round()
            try await expect(
                browser, "/desk/rounds?q=nothing", "No round is called so.", "Aucune session ne porte ce nom.", to: "/desk/rounds")
            #expect(try await !browser.get("/desk/rounds?q=nothing").text.contains("<thead>"))
            let demand = "/desk/rounds/\(round)/demand"
            try await expect(browser, "\(demand)?q=nothing", "No case on offer is called so.", "Aucun cas offert ne porte", to: demand)
            let run = try await scene.run(of: round)
            _ = try await given.database.execute("UPDATE business_case SET state = 'closed'")
            try await expect(browser, demand, "Companies publish cases", "Les entreprises publient des cas", to: "/desk/cases")
            // As a run that placed nobody.
            try await given.database.batch([
                "ALTER TABLE match DISABLE TRIGGER USER", "DELETE FROM match", "ALTER TABLE match ENABLE TRIGGER USER",
            ])
            let picture = "/desk/runs/\(run)/picture"
            try await expect(
                browser, picture, "Look at what stands in the way.", "Regardez ce qui fait obstacle.", to: "/desk/rounds/\(round)/diagnosis"
            )
            try await expect(
                supervisor, picture, "Whoever holds the round", "Qui porte la session", to: "/desk/rounds/\(round)")
        }
    }

    @Test func `a student’s file without skills or week says who says them, and where`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let student = try await given.student("Ève O’Neil", of: school, in: cohort)
            _ = try await given.team("Équipe", of: [student], in: cohort, school: school)
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            let path = "/desk/students/\(student)"
            try await expect(browser, path, "No skill is known yet.", "Aucune compétence connue", to: "/desk/cohorts/\(cohort)/import")
            try await expect(browser, path, "you write it into the file", "vous l’inscrivez dans la fiche", to: "\(path)/edit")
            let supervisor = try await Browser.signedIn(site, as: .supervisor, of: school)
            try await expect(
                supervisor, path, "the school’s administration brings it", "l’administration de l’école l’apporte", to: nil)
            #expect(try await !supervisor.get(path).text.contains("\(path)/edit"))
        }
    }

    @Test func `a ranking without cases leads to the own profile`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            _ = try await scene.round()
            _ = try await site.given.database.execute("UPDATE business_case SET state = 'closed'")
            let student = try await Browser.signedIn(site, as: .student, of: scene.school, for: scene.students[0])
            try await expect(
                student, "/desk/me/ranking", "No case is on offer in this round yet.", "Aucun cas n’est encore proposé", to: "/desk/me")
        }
    }
}
