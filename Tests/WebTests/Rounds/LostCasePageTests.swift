import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// What pages say once a company has taken its case back, and of cases that a round cannot give.
@Suite struct LostCasePageTests {
    private struct Scene {
        var school: Organisation.ID
        var company: Organisation.ID
        var team: Team.ID
        var round: Round.ID
        var run: Run.ID
        var had: BusinessCase.ID
        var eve: Browser
        var dean: Browser
    }

    /// A published round that gave the only team one of two cases.
    private func scene(_ site: TestSite, policy: String) async throws -> Scene {
        let given = site.given
        try await given.application.start()
        let (school, company) = (try await given.school("École"), try await given.company("Miel & fils"))
        let cohort = try await given.cohort("M1", of: school)
        let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
        let team = try await given.team("Équipe <A>", of: [eve], in: cohort, school: school)
        for title in ["Vendre", "Acheter"] { _ = try await given.businessCase(title, by: company) }
        let admin = Caller(role: .schoolAdmin, organisation: school, requestID: "test")
        let round = try await given.application.perform(
            CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], policy: policy)), by: admin)
        let run = try await given.application.perform(RunRound(round: round.id), by: admin)
        _ = try await given.application.perform(PublishRun(run: run.id), by: admin)
        let matches = try await given.application.perform(ListMatches(run: run.id, query: PageQuery()), by: admin).items
        return Scene(
            school: school, company: company, team: team, round: round.id, run: run.id, had: try #require(matches.first?.case),
            eve: try await Browser.signedIn(site, as: .student, of: school, for: eve),
            dean: try await Browser.signedIn(site, as: .schoolAdmin, of: school))
    }

    @Test(arguments: ["best-total", "stable"])
    func `team and school read that the case was withdrawn, and what comes next`(policy: String) async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site, policy: policy)
            #expect(try await scene.eve.get("/desk/me/match?lang=en").text.contains("Why this case"))
            let firm = Caller(role: .companyOwner, organisation: scene.company, requestID: "test")
            _ = try await site.given.application.perform(WithdrawCase(case: scene.had), by: firm)
            let match = try await scene.eve.get("/desk/me/match?lang=en").text
            #expect(match.contains("Your team has lost its case") && match.contains("Miel &amp; fils withdrew “"), "\(match)")
            #expect(!match.contains("No case this time"))
            let home = try await scene.eve.get("/desk?lang=fr").text
            #expect(home.contains("<h2>Votre équipe a perdu son cas</h2>") && home.contains("Miel &amp; fils a retiré"))
            let way = policy == "stable" ? "/desk/runs/\(scene.run)/branch" : "/desk/runs/\(scene.run)/repair"
            for path in ["/desk", "/desk/rounds/\(scene.round)", "/desk/runs/\(scene.run)"] {
                let page = try await scene.dean.get("\(path)?lang=en").text
                #expect(page.contains("Team “Équipe &lt;A&gt;” has lost its case"), "\(path)")
                #expect(page.contains("href=\"\(way)?withdrawn_cases=\(scene.had)\""), "\(path)")
            }
            #expect(try await scene.dean.get("/desk/runs/\(scene.run)?lang=en").text.contains("withdrawn since"))
            let led = try await scene.dean.get("\(way)?withdrawn_cases=\(scene.had)&lang=en")
            #expect(led.status == 200 && (led.text.contains("<span>Vendre</span>") || led.text.contains("<span>Acheter</span>")))
        }
    }

    @Test func `a stable run has no repair, no distance from a best total, and reasons of its own rule`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site, policy: "stable")
            let run = "/desk/runs/\(scene.run)"
            let page = try await scene.dean.get("\(run)?lang=en").text
            #expect(!page.contains("\(run)/repair") && !page.contains("below the best possible total"))
            let repair = try await scene.dean.get("\(run)/repair?lang=en")
            #expect(repair.status == 200 && repair.text.contains("\(run)/branch") && !repair.text.contains("name=\"gone_teams\""))
            let proof = try await scene.dean.get("/proofs/\(scene.run)?lang=en").text
            #expect(proof.contains("Proven stable") && !proof.contains("below the best possible total"))
            let match = try await scene.eve.get("/desk/me/match?lang=en").text
            #expect(
                match.contains("no team and no case would both rather have each other") && !match.contains("Of all ways to place the teams")
            )
            // What is posted afterwards was never to be had, and nobody asks why not.
            let late = try await site.given.businessCase("Trop tard", by: scene.company)
            for path in ["/desk/me/match", "/desk/me/ranking"] {
                #expect(try await !scene.eve.get(path).text.contains("Trop tard"), "\(path)")
            }
            #expect(try await scene.eve.get("/desk/me/match?lang=en").text.contains("Why not?"))
            #expect(try await scene.eve.get("/desk/me/match?case=\(late)").status == 422)
        }
    }

    @Test func `a student reads why another case went elsewhere, and what would have put a third within reach`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let (school, company) = (try await given.school("École"), try await given.company("Miel & fils"))
            let cohort = try await given.cohort("M1", of: school)
            let student = try await given.student("Ève O’Neil", of: school, in: cohort)
            _ = try await given.team("Équipe <A>", of: [student], in: cohort, school: school)
            for title in ["Vendre", "Acheter"] { _ = try await given.businessCase(title, by: company) }
            let draft = CaseDraft(
                title: "Négocier", skills: [.init(skill: "négociation", level: 3, importance: .must)],
                window: .init(from: try #require(Day("2027-01-04")), until: try #require(Day("2027-03-26"))), hoursPerWeek: 6)
            let owner = Caller(role: .company, organisation: company, requestID: "test")
            let far = try await given.application.perform(PostCase(draft: draft), by: owner).case.id
            _ = try await given.database.execute("UPDATE business_case SET state = 'published' WHERE id = \(far)")
            let admin = Caller(role: .schoolAdmin, organisation: school, requestID: "test")
            let round = try await given.application.perform(
                CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort])), by: admin)
            let run = try await given.application.perform(RunRound(round: round.id), by: admin)
            _ = try await given.application.perform(PublishRun(run: run.id), by: admin)
            let had = try #require(
                try await given.application.perform(ListMatches(run: run.id, query: PageQuery()), by: admin).items.first?.case)
            let other = try #require(
                try await given.database.execute("SELECT id FROM business_case WHERE title IN ('Vendre', 'Acheter')")
                    .decode(BusinessCase.ID.self).first { $0 != had })
            let eve = try await Browser.signedIn(site, as: .student, of: school, for: student)
            func pair(_ businessCase: BusinessCase.ID, _ language: String) async throws -> String {
                let page = try await eve.get("/desk/me/match?run=\(run.id)&case=\(businessCase)&lang=\(language)").text
                return try String(#require(page.firstMatch(of: /<section class="card" aria-labelledby="pair">[\s\S]*?<\/section>/)).output)
            }
            let reached = (try await pair(other, "en"), try await pair(other, "fr"))
            #expect(reached.0.contains("<p>Your team could have done it. The places went to where") && !reached.0.contains("out of reach"))
            #expect(reached.1.contains("<p>Votre équipe aurait pu le faire. Les places sont allées là où"), "\(reached.1)")
            let missed = (try await pair(far, "en"), try await pair(far, "fr"))
            #expect(missed.0.contains("Why not “Négocier”") && missed.1.contains("Pourquoi pas «\u{A0}Négocier\u{A0}»"))
            for (page, head, opening) in [
                (missed.0, "<p>This case was out of reach:</p><ul><li>", "<p>What would have put it within reach:</p><ul><li>"),
                (missed.1, "<p>Ce cas était hors d’atteinte\u{A0}:</p><ul><li>", "<p>Ce qui l’aurait mis à portée\u{A0}:</p><ul><li>"),
            ] {
                #expect(page.contains(head) && page.contains(opening) && !page.contains("could have done it"), "\(page)")
                // The skill that nobody has stands in the reason.
                let reason = try #require(page.firstMatch(of: /<ul><li>([\s\S]*?)<\/ul>/)).output.1.lowercased()
                #expect(reason.contains("negotiat") || reason.contains("négoci"), "\(page)")
            }
        }
    }

    @Test func `an import of which all have to stay says why, and offers no undoing`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let admin = Caller(role: .schoolAdmin, organisation: school, requestID: "test")
            let file = Array("key;given_name;family_name;email\n1;Ève;O’Neil;eve@example.org\n".utf8)
            let report = try await given.application.perform(
                ImportRoster(cohort: cohort, query: RosterImportQuery(name: "a.csv"), file: file), by: admin)
            let id = try #require(report.import)
            let eve = try await given.database.execute("SELECT id FROM student")[0].decode(Student.ID.self)
            try await given.consent(of: eve, school)
            let dean = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            let path = "/desk/cohorts/\(cohort)/imports/\(id)"
            let page = try await dean.get("\(path)/undo?lang=en").text
            #expect(page.contains("Nothing of this import can be undone") && page.contains("1 has been used since"))
            #expect(!page.contains("<button class=\"danger\">"))
            let sent = try await dean.submit("\(path)/undo", from: path)
            #expect(sent[header: "Location"]?.hasPrefix("\(path)/undo") == true)
            #expect(try await dean.get("\(path)?lang=en").text.contains("The roster is stored"))
        }
    }
}
