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

    @Test func `what a search does not find leads back to all`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let (browser, given) = (scene.browser, site.given)
            let run = "/desk/runs/\(try await scene.run(of: try await scene.round()))"
            try await expect(
                browser, "/desk/cohorts?search=zzz", "Nothing is called that.", "Rien ne porte ce nom.", to: "/desk/cohorts")
            let roster = "/desk/cohorts/\(scene.cohort)/import"
            try await expect(
                browser, "\(roster)?q=zzz", "No file is called that.", "Aucun fichier ne porte ce nom.", to: roster)
            try await expect(
                browser, "\(run)/exceptions?q=zzz", "No team without a case is called so.", "Aucune équipe sans cas ne porte ce nom.",
                to: "\(run)/exceptions")
            try await expect(
                browser, "\(run)/scarcity?q=zzz", "No scarce case is called so.", "Aucun cas rare ne porte ce nom.", to: "\(run)/scarcity")
            let company = try await given.company("Ruche")
            let maker = try await Browser.signedIn(site, as: .company, of: company)
            try await expect(
                maker, "/desk/matches?q=zzz", "No match is like that.", "Aucune affectation ne correspond.", to: "/desk/matches")
            let recruiter = try await Browser.signedIn(site, as: .recruiter, of: company)
            try await expect(
                recruiter, "/desk/prospects?view=list&q=zzz", "Nobody is like that.", "Personne ne correspond.",
                to: "/desk/prospects?view=list")
            // The last of two conditions is taken away, and the other stays.
            let q = "language:fr language:en".addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let talent = try await recruiter.get("/desk/talent?q=\(q)&lang=en").text
            let link = try #require(empty(talent).firstMatch(of: /href="([^"]+)">Take the last condition away/)).output.1
            let wider = try await recruiter.get(String(link).replacing("&amp;", with: "&"))
            #expect(wider.status == 303 && wider[header: "Location"]?.removingPercentEncoding?.contains("q=language:fr") == true)
            #expect(try await empty(recruiter.get("/desk/talent?q=\(q)&lang=fr").text).contains("Ôter la dernière condition"))
            let student = try await Browser.signedIn(site, as: .student, of: scene.school, for: scene.students[0])
            try await expect(
                student, "/desk/me/seen?q=zzz", "No look is like that.", "Aucun regard ne correspond.", to: "/desk/me/seen")
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
