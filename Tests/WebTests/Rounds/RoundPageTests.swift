import API
import Formats
import Foundation
import TestSupport
import Testing
import Vivier

@testable import Web

/// A round in a browser, from its opening to the public proof.
@Suite struct RoundPageTests {
    @Test func `a round is opened, diagnosed, run, looked at and published, and anybody checks it`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let browser = scene.browser
            try await checkPage(browser, "/desk/rounds", "A round brings teams and cases together", "Une session réunit")
            try await checkPage(browser, "/desk/rounds/new", "Cohorts that take part", "Promotions participantes")
            let nameless = try await browser.submit(
                "/desk/rounds/new", ["name": "", "cohorts": "\(scene.cohort)"], from: "/desk/rounds/new")
            #expect(nameless.status == 422 && nameless.text.contains("id=\"name-fault\""))
            #expect(nameless.text.contains("value=\"\(scene.cohort)\" checked"))
            let round = try await scene.round()
            try await checkPage(browser, "/desk/rounds/\(round)", "Run the round", "Lancer le calcul")
            try await checkPage(
                browser, "/desk/rounds/\(round)", "If you would rather see beforehand", "Pour voir auparavant ce qui fait obstacle")
            try await checkPage(
                browser, "/desk/rounds/\(round)/diagnosis", "Too many teams for too few places", "Trop d’équipes pour trop peu de places")
            try await checkPage(browser, "/desk/rounds/\(round)/demand", "gave a ranking", "ont classé")
            let run = try await scene.run(of: round)
            let path = "/desk/runs/\(run)"
            try await checkPage(browser, path, "Proven: nothing is better", "Prouvé\u{A0}: rien n’est meilleur")
            for (page, en, fr) in [
                ("picture", "Teams and their cases", "Les équipes et leurs cas"), ("exceptions", "Without a case", "Sans cas"),
                ("fairness", "Evidence of equal treatment", "égalité de traitement"), ("scarcity", "Scarcity", "Rareté"),
                ("comparison", "There is no other run", "Il n’y a pas encore d’autre calcul"),
                ("branch", "The same frozen input", "La même entrée figée"),
                ("repair", "Case that is withdrawn", "Cas retiré"), ("publish", "What happens", "Ce qui se passe"),
                ("explanation?team=\(scene.teams[0])&case=\(scene.cases[0])", "Common time by week", "Temps commun par semaine"),
            ] {
                try await checkPage(browser, "\(path)/\(page)", en, fr)
            }
            #expect(try await browser.submit("\(path)/verification", from: path).text.contains(">valid<"))
            let csv = try await browser.get("\(path)/matches.csv?q=T1")
            #expect(csv.status == 200 && csv[header: "Content-Type"] == "text/csv; charset=utf-8" && csv.text.contains("T1"))
            #expect(try await browser.get("/proofs/\(run)").status == 404)
            let unsure = try await browser.submit("\(path)/publish", from: "\(path)/publish")
            #expect(unsure.status == 422 && unsure.text.contains("id=\"sure-fault\""))
            let published = try scene.done(try await browser.submit("\(path)/publish", ["sure": "yes"], from: "\(path)/publish"))
            #expect(published.hasPrefix(path))
            // Three teams for two cases.
            try await checkPage(browser, path, "Open another round", "Ouvrir une autre session")
            try await checkPage(browser, path, "Show the proof to others", "Montrer la preuve")
            let reader = Browser(site)
            try await checkPage(reader, "/proofs/\(run)", "Check it yourself", "Vérifier soi-même")
            #expect(try await reader.send("POST", "/proofs/\(run)/verification").text.contains(">valid<"))
            let proof = try await reader.get("/proofs/\(run)").text
            for file in ["instance", "result"] {
                let answer = try await reader.get("/proofs/\(run)/\(file).json")
                #expect(answer.status == 200 && answer.text.contains("vivier-\(file)/1") && !answer.text.contains("Zoë"))
                #expect(proof.contains(SHA256.hex(of: Array(answer.body))))
            }
            // The two digests by which the full papers are known are those of the files that the school hands out.
            for file in ["snapshot", "result"] {
                let paper = try await browser.get("\(path)/\(file).json")
                #expect(
                    paper.status == 200 && proof.contains("<span class=\"hash\">\(SHA256.hex(of: Array(paper.body)))</span>"), "\(file)")
            }
            #expect(proof.contains("href=\"/proofs/verify.py\"") && proof.components(separatedBy: ".py\"").count == 2)
            #expect(try await reader.get("/proofs/verify.py").text.contains("import"))
            try await checkPage(reader, "/proofs", "Proofs of published rounds", "Preuves des sessions publiées")
            #expect(try await reader.get("/proofs").text.contains("href=\"/proofs/\(run)\""))
            #expect(try await reader.get("/proofs?sort=round").text.contains("href=\"/proofs/\(run)\""))
            #expect(try await reader.get("/proofs?q=nothing&lang=en").text.contains("No published round is called so."))
            #expect(try await reader.get("/proofs.csv").text.contains("\(run)"))
            try await checkPage(browser, "/desk/rounds/\(round)", "Public proof", "Preuve publique")
        }
    }

    @Test func `pairs are settled with a reason and let go, and runs are branched, compared and repaired`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let (browser, round) = (scene.browser, try await scene.round())
            let page = "/desk/rounds/\(round)"
            try await checkPage(browser, "\(page)?decide=yes", "Pin or ban a pair", "Fixer ou exclure une paire")
            let pair = ["kind": "ban", "team": "\(scene.teams[0])", "case": "\(scene.cases[0])"]
            let silent = try await browser.submit("\(page)/decisions", pair.merging(["reason": ""]) { $1 }, from: page)
            #expect(silent.status == 422 && silent.text.contains("id=\"reason-fault\""))
            let nobody = try await browser.submit(
                "\(page)/decisions", ["kind": "pin", "team": "", "case": "", "reason": "Jury"], from: page)
            #expect(nobody.status == 422 && nobody.text.contains("id=\"team-fault\"") && nobody.text.contains("value=\"Jury\""))
            #expect(try await browser.submit("\(page)/decisions", pair.merging(["reason": "<i>Jury</i>"]) { $1 }, from: page).status == 303)
            // By name, or a part of it; where several are meant it is asked which.
            let found = try await browser.get("\(page)/choices/team?q=t1")
            #expect(found[header: "Content-Type"] == "application/json" && found.text.contains("T1 "))
            let many = try await browser.submit(
                "\(page)/decisions", ["kind": "ban", "team": "zoë", "case": "cas 1", "reason": "Jury"], from: page)
            #expect(many.status == 422 && many.text.contains("id=\"team-fault\"") && many.text.contains("value=\"zoë\""))
            let named = try await browser.submit(
                "\(page)/decisions", ["kind": "ban", "team": "t2", "case": "cas 1", "reason": "Jury"], from: page)
            #expect(named.status == 303, "\(named.text.prefix(2_000))")
            let settled = try await browser.get(page)
            #expect(settled.text.contains("&lt;i&gt;Jury&lt;/i&gt;") && !settled.text.contains("<i>Jury"))
            let run = try await scene.run(of: round)
            try await checkPage(browser, "/desk/runs/\(run)", "2\u{A0}pairs excluded by hand", "2\u{A0}paires exclues à la main")
            let branch = try scene.done(
                try await browser.submit("/desk/runs/\(run)/branches", ["placement": "everyone-first"], from: "/desk/runs/\(run)/branch"))
            let branched = branch.replacing("?notice=created", with: "")
            try await checkPage(browser, "\(branched)/comparison?with=\(run)", "same case", "même cas")
            let compared = try await browser.get("\(branched)/comparison.csv?with=\(run)")
            #expect(compared.status == 200 && compared[header: "Content-Disposition"]?.contains("comparison.csv") == true)
            #expect(try await browser.get("\(branched)/comparison.csv").status == 404)
            let repair = "/desk/runs/\(run)/repair?withdrawn_cases=\(scene.cases[1])"
            try await checkPage(browser, repair, "Ways to repair", "Voies de réparation")
            let moved = try #require(try await browser.get(repair).text.firstMatch(of: /name="moved" value="(\d+)"/)).output.1
            let mended = try await browser.submit(
                "/desk/runs/\(run)/branches", ["withdrawn_cases": "\(scene.cases[1])", "moved": String(moved)], from: repair)
            #expect(mended.status == 303)
            let wrong = try await browser.submit(
                "/desk/runs/\(run)/branches", ["places_case": "\(scene.cases[0])", "places": "many"], from: "/desk/runs/\(run)/branch")
            #expect(wrong.status == 422 && wrong.text.contains("id=\"places-fault\"") && wrong.text.contains("value=\"many\""))
            let lift = "\(page)/decisions/\(scene.teams[0])/\(scene.cases[0])/lift"
            #expect(try await browser.submit(lift, from: page).status == 303)
            let shared = try scene.done(try await browser.submit("\(page)/cards", from: page))
            try await checkPage(browser, shared, "The cards are open to the companies", "Les fiches sont ouvertes aux entreprises")
            try await checkPage(browser, page, "Cases answered: 0 of 2.", "Cas avec réponse\u{A0}: 0 sur 2.")
            try await checkPage(browser, page, "Share the new cards", "Partager les nouvelles fiches")
            let why = "/desk/runs/\(run)/explanation?team=\(scene.teams[1])&case=\(scene.cases[0])"
            let decided = try await browser.submit(
                "/desk/runs/\(run)/decisions", ["kind": "pin", "team": "\(scene.teams[1])", "case": "\(scene.cases[0])", "reason": "Jury"],
                from: why)
            #expect(decided.status == 303)
        }
    }

    @Test func `the events of a run end where its page is`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let round = try await scene.round()
            let form = try await scene.browser.get("/desk/rounds/\(round)")
            let cookie = await scene.browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            let answer = try await PlainHTTP.send(
                "POST", "/desk/rounds/\(round)/runs",
                [
                    "Accept": "text/event-stream, text/html", "Cookie": cookie, "Sec-Fetch-Site": "same-origin",
                    "Content-Type": "application/x-www-form-urlencoded",
                ], body: "form_token=\(try form.formToken())", port: site.port)
            #expect(answer.status == 200 && answer[header: "Content-Type"] == "text/event-stream")
            // Each event is written at once, whatever the connection puts between two of them.
            let events = answer.text.matches(of: /event: ([a-z]+)\ndata: (\{[^\n]*\})\n\n/)
            #expect(events.map(\.1).dropLast().allSatisfy { $0 == "progress" } && events.last?.1 == "result")
            let steps = try events.dropLast().map { try JSONDecoder().decode(WorkProgress.self, from: Data($0.2.utf8)) }
            #expect(!steps.isEmpty)
            for step in steps {
                #expect(["reading", "scoring", "solving", "verifying", "storing"].contains(step.phase))
                #expect(step.done >= 0 && step.done <= step.total ?? .max && step.found ?? 0 <= step.bound ?? .max, "\(step)")
            }
            let result = try JSONDecoder().decode([String: String].self, from: Data(try #require(events.last).2.utf8))
            let place = try #require(result["location"])
            #expect(place.wholeMatch(of: /\/desk\/runs\/[0-9a-f-]{36}/) != nil)
            #expect(try await scene.browser.get(place).status == 200)
        }
    }

    @Test func `who may only read sees no button, and others no round at all`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let round = try await scene.round()
            let run = try await scene.run(of: round)
            let reader = try await Browser.signedIn(site, as: .supervisor, of: scene.school)
            for path in ["/desk/rounds/\(round)", "/desk/runs/\(run)"] {
                let page = try await reader.get(path)
                #expect(page.status == 200 && !page.text.contains("action=\"/desk/rounds") && !page.text.contains("/publish"))
            }
            for path in ["/desk/rounds/new", "/desk/rounds/\(round)/diagnosis", "/desk/runs/\(run)/publish", "/desk/runs/\(run)/repair"] {
                #expect(try await reader.get(path).status == 403, "\(path)")
            }
            #expect(try await reader.submit("/desk/runs/\(run)/publish", ["sure": "yes"]).status == 403)
            let student = try await Browser.signedIn(site, as: .student, of: scene.school, for: scene.students[0])
            #expect(try await student.get("/desk/rounds/\(round)").status == 403)
            let foreign = try await Browser.signedIn(site, as: .schoolAdmin, of: try await site.given.school("Autre"))
            #expect(try await foreign.get("/desk/rounds/\(round)").status == 404)
            #expect(try await foreign.get("/desk/runs/\(run)").status == 404)
        }
    }
}
