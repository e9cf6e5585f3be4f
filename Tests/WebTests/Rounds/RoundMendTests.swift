import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// What the pages of a round say is next, to whom, and what they show when there is nothing to show.
@Suite struct RoundMendTests {
    @Test func `after a pair is settled by hand the next thing is another run`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let round = try await scene.round()
            _ = try await scene.run(of: round)
            let page = "/desk/rounds/\(round)"
            #expect(try await scene.browser.get("\(page)?lang=en").text.contains("<h2>Review run 1</h2>"))
            let pair = ["kind": "ban", "team": "\(scene.teams[0])", "case": "\(scene.cases[0])", "reason": "Jury"]
            #expect(try await scene.browser.submit("\(page)/decisions", pair, from: page).status == 303)
            try await checkPage(
                scene.browser, page, "Run 1 is older than the pins and bans", "Le calcul 1 est plus ancien que les décisions")
            #expect(try await scene.browser.get("\(page)?lang=en").text.contains("<h2>Run again</h2>"))
            _ = try await scene.run(of: round)
            #expect(try await scene.browser.get("\(page)?lang=en").text.contains("<h2>Review run 2</h2>"))
        }
    }

    @Test func `a pin or ban that is lifted leaves the run behind too, wherever the run is looked at`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let round = try await scene.round()
            let page = "/desk/rounds/\(round)"
            let pair = ["kind": "ban", "team": "\(scene.teams[0])", "case": "\(scene.cases[0])", "reason": "Jury"]
            #expect(try await scene.browser.submit("\(page)/decisions", pair, from: page).status == 303)
            let run = try await scene.run(of: round)
            let places = ["/desk/runs/\(run)", "/desk/runs/\(run)/publish"]
            for place in places { #expect(try await !scene.browser.get("\(place)?lang=en").text.contains("older than the pins")) }
            #expect(try await scene.browser.get("/desk?lang=en").text.contains("Review and publish the run"))
            let lift = "\(page)/decisions/\(scene.teams[0])/\(scene.cases[0])/lift"
            #expect(try await scene.browser.submit(lift, from: page).status == 303)
            #expect(try await scene.browser.get("\(page)?lang=en").text.contains("<h2>Run again</h2>"))
            for place in places {
                try await checkPage(
                    scene.browser, place, "This run is older than the pins and bans", "Ce calcul est plus ancien que les décisions")
                #expect(try await scene.browser.get(place).text.contains("class=\"button quiet\" href=\"\(page)\""))
            }
            try await checkPage(scene.browser, "/desk", "Run the round again", "Relancez la session")
            _ = try await scene.run(of: round)
            #expect(try await scene.browser.get("\(page)?lang=en").text.contains("<h2>Review run 2</h2>"))
            #expect(try await scene.browser.get("/desk?lang=en").text.contains("Review and publish the run"))
        }
    }

    @Test func `the round shows which teams companies declined and why, which only the company takes back`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let round = try await scene.round()
            let page = "/desk/rounds/\(round)"
            #expect(try await scene.browser.submit("\(page)/cards", from: page).status == 303)
            try await site.given.database.execute(
                """
                INSERT INTO case_preference (round_id, case_id, company_id, team_id, school_id, place, reason)
                SELECT round_id, case_id, company_id, team_id, school_id, NULL, 'Trop <loin>' FROM team_card
                WHERE case_id = \(scene.cases[0]) AND team_id = \(scene.teams[0])
                """)
            for path in [page, "\(page)/decisions"] {
                try await checkPage(scene.browser, path, "declined by the company", "déclinée par l’entreprise")
                let text = try await scene.browser.get(path).text
                #expect(text.contains("Trop &lt;loin&gt;") && !text.contains("/lift"), "\(path)")
            }
            let run = try await scene.run(of: round)
            let pair = "/desk/runs/\(run)/explanation?team=\(scene.teams[0])&case=\(scene.cases[0])"
            #expect(try await scene.browser.get("\(pair)&lang=en").text.contains("the company declined the team: “Trop &lt;loin&gt;”"))
        }
    }

    @Test func `two runs of two rounds are told apart by the names of their rounds and by their rules`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let admin = Caller(role: .schoolAdmin, organisation: scene.school, requestID: "test")
            var runs: [Run.ID] = []
            for (name, placement) in [("Printemps", "fit-first"), ("Automne", "everyone-first")] {
                let draft = RoundDraft(name: name, cohorts: [scene.cohort], placement: placement)
                let round = try await site.given.application.perform(CreateRound(draft: draft), by: admin)
                runs.append(try await site.given.application.perform(RunRound(round: round.id), by: admin).id)
            }
            let path = "/desk/runs/\(runs[0])/comparison?with=\(runs[1])"
            try await checkPage(scene.browser, path, "everyone placed first", "placer tout le monde d’abord")
            let text = try await scene.browser.get("\(path)&lang=en").text
            #expect(text.contains("<option value=\"\(runs[1])\" selected>Run 1 · Automne</option>"), "\(text)")
            #expect(text.contains(">Printemps</a>") && text.contains(">Automne</a>"))
            let file = try await scene.browser.get(path.replacing("comparison?", with: "comparison.csv?") + "&lang=en").text
            #expect(file.contains("case in run 1 of “Automne”") && file.contains("case in run 1 of “Printemps”"))
        }
    }

    @Test func `several cases and teams are said to be gone at once, named, and taken back one by one`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site, teams: 4)
            let round = try await scene.round()
            let run = try await scene.run(of: round)
            let matches = try await site.given.application.perform(
                ListMatches(run: run, query: PageQuery()), by: Caller(role: .schoolAdmin, organisation: scene.school, requestID: "test")
            ).items
            #expect(matches.count == 3)
            let path = "/desk/runs/\(run)/repair"
            let gone = "\(path)?withdrawn_cases=\(matches[0].case)&withdrawn_cases=\(matches[1].case)&gone_teams=\(matches[2].team)"
            let text = try await scene.browser.get("\(gone)&gone_teams=&lang=en").text
            #expect(text.contains("2\u{A0}teams lose their case by the change itself: "), "\(text)")
            for match in matches.prefix(2) {
                #expect(text.contains("name=\"withdrawn_cases\" value=\"\(match.case)\" checked"))
                #expect(text.contains("type=\"hidden\" name=\"withdrawn_cases\" value=\"\(match.case)\""))
            }
            #expect(text.contains("name=\"gone_teams\" value=\"\(matches[2].team)\" checked") && text.contains("Team that left: one more"))
            // By name, beside one that was chosen before; what is called like nothing is asked again, and nothing chosen is lost.
            let another = "\(path)?withdrawn_cases=\(matches[0].case)&withdrawn_cases=unicorn&lang=en"
            let unknown = try await scene.browser.get(another).text
            #expect(unknown.contains("value=\"\(matches[0].case)\" checked") && unknown.contains("value=\"unicorn\""))
            #expect(unknown.contains("id=\"withdrawn_cases-fault\""))
            // What was withdrawn since is counted, and named.
            try await site.given.database.execute("UPDATE business_case SET state = 'withdrawn' WHERE id = \(matches[0].case)")
            try await checkPage(
                scene.browser, "\(path)?withdrawn_cases=\(matches[1].case)", "Withdrawn since the run, and counted too: “",
                "Retirés depuis le calcul, et comptés aussi\u{A0}: «")
        }
    }

    @Test func `decisions of one round that come at once follow each other`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site, teams: 6)
            let round = try await scene.round()
            let admin = Caller(role: .schoolAdmin, organisation: scene.school, requestID: "test")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for team in scene.teams {
                    group.addTask {
                        let ban = Decision(team: team, case: scene.cases[0], kind: .ban, reason: "Jury")
                        _ = try await site.given.application.perform(SettlePair(round: round, body: ban), by: admin)
                        try await site.given.application.perform(
                            LiftDecision(round: round, team: team, case: scene.cases[0]), by: admin)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await site.given.application.perform(ShowRound(round: round), by: admin).decidedAt != nil)
        }
    }

    @Test func `a school that takes part in the round of a network is told who runs and publishes it`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let network = try await site.given.network("Réseau <Nord>", of: scene.school)
            let round = try await site.given.round("Automne", of: network, over: scene.cohort)
            let home = try await scene.browser.get("/desk?lang=en").text
            #expect(home.contains("“Réseau &lt;Nord&gt;” holds this round: the operator of the service runs and publishes it."))
            #expect(!home.contains("then run it") && home.contains("href=\"/desk/rounds/\(round)\""))
            try await checkPage(
                scene.browser, "/desk", "The round waits for its publication", "La session attend sa publication")
            try await checkPage(
                scene.browser, "/desk/rounds/\(round)", "the operator of the service runs and publishes it",
                "l’opérateur du service la calcule et la publie")
            #expect(try await !scene.browser.get("/desk/rounds/\(round)").text.contains("/desk/rounds/\(round)/runs"))
        }
    }

    @Test func `who may not publish is led to the run, and a run that placed nobody is not to be published`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let round = try await scene.round()
            let run = try await scene.run(of: round)
            let supervisor = try await Browser.signedIn(site, as: .supervisor, of: scene.school)
            let theirs = try await supervisor.get("/desk?lang=en").text
            #expect(theirs.contains("Run 1 waits to be published") && theirs.contains("href=\"/desk/runs/\(run)\""))
            #expect(!theirs.contains("Review and publish the run"))
            let own = try await scene.browser.get("/desk?lang=en").text
            #expect(own.contains("Review and publish the run") && own.contains("<span class=\"badge good\">open</span>"))
            #expect(try await scene.browser.get("/desk/rounds/\(round)?lang=en").text.contains("<span class=\"badge good\">open</span>"))
            // As of a run that could place nobody.
            try await site.given.database.execute("UPDATE run SET placed_count = 0 WHERE id = \(run)")
            let none = try await scene.browser.get("/desk?lang=fr").text
            #expect(none.contains("Le calcul 1 n’a placé aucune équipe") && !none.contains("Relisez et publiez"))
        }
    }

    @Test func `the picture fits a narrow screen, and shows on demand what teams could have had too`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let run = try await scene.run(of: try await scene.round())
            let path = "/desk/runs/\(run)/picture"
            let bare = try await scene.browser.get("\(path)?lang=en").text
            #expect(bare.contains("href=\"\(path)?alternatives=yes\"") && !bare.contains("class=\"maybe\""))
            #expect(bare.contains("viewBox=\"0 0 328 ") && bare.contains("class=\"broad\"") && !bare.contains("class=\"scroll\"><svg"))
            try await checkPage(
                scene.browser, "\(path)?alternatives=yes", "Could have had too", "Aurait aussi pu avoir")
            // What is said beneath is of what is drawn there.
            #expect(bare.contains("<span class=\"narrow\">Each case, and beneath it its teams with their fit. Hollow: without a case."))
            #expect(!bare.contains("After “or”") && bare.contains("<span class=\"broad\">Dashed: pinned by hand."))
            #expect(bare.contains("<svg viewBox=\"0 0 328 ") && bare.contains("class=\"narrow\" role=\"group\""))
            let more = try await scene.browser.get("\(path)?alternatives=yes&lang=en").text
            #expect(more.contains("After “or”: what a team could have had too."))
            #expect(more.contains("class=\"maybe\"") && more.contains("href=\"\(path)\""))
            let supervisor = try await Browser.signedIn(site, as: .supervisor, of: scene.school)
            #expect(try await supervisor.get("\(path)?alternatives=yes").text.contains("class=\"maybe\""))
        }
    }

    @Test func `bars of nothing are not drawn, cases and people have a scale each, and words hold by day and by night`() {
        let steps = [(HiringFunnel.Kind.case, 40), (.match, 20), (.prospect, 2), (.hire, 0)].map {
            HiringFunnel.Step(kind: $0.0, count: $0.1, medianDays: nil)
        }
        let html = FunnelPicture(funnel: HiringFunnel(steps: steps)).html(Words(language: .english)).text
        let widths = html.matches(of: /class="bar" x="0" y="\d+" width="(\d+)"/).compactMap { Int($0.output.1) }
        #expect(widths == [320, 160, 320, 0])
        let key = CoveragePicture(id: "c", title: "", skills: []).key(Words(language: .english))
        #expect(!key.contains("Dark") && !key.contains("Light"))
    }
}
