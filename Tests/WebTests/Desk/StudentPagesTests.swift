import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// What a student does with the own file, as a browser does it without script.
@Suite struct StudentPagesTests {
    private struct Scene {
        var school: Organisation.ID
        var cohort: Cohort.ID
        var eve: Student.ID
        var team: Team.ID
        var browser: Browser
    }

    private func scene(_ site: TestSite) async throws -> Scene {
        try await site.given.application.start()
        let school = try await site.given.school("École <Zoë>")
        let cohort = try await site.given.cohort("M1", of: school)
        let eve = try await site.given.student("Ève O’Neil", of: school, in: cohort)
        let team = try await site.given.team("Équipe <A>", of: [eve], in: cohort, school: school)
        let browser = try await Browser.signedIn(site, as: .student, of: school, for: eve)
        return Scene(school: school, cohort: cohort, eve: eve, team: team, browser: browser)
    }

    private func version(_ page: TestSite.Answer) throws -> String {
        String(try #require(page.text.firstMatch(of: /name="version" value="([0-9]+)"/)).output.1)
    }

    @Test func `a profile is stated in one form, and what is wrong is said at its field with what was typed`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            let page = try await scene.browser.get("/desk/me?lang=en")
            // A word for each level, so that a narrow list shows all of it; what the words stand for is said once.
            #expect(page.text.contains("<option value=\"2\" selected>practice</option>"))
            #expect(page.text.components(separatedBy: "I have done it with help").count == 2)
            var fields = [
                "version": try version(page), "skills/0/skill": "negociatoin", "skills/0/level": "3", "skills/2/skill": "Excel",
                "skills/2/level": "4", "languages/0/code": "fr", "languages/0/level": "C2", "hours_per_week": "many", "city": "<Lyon>",
            ]
            let number = try await scene.browser.submit("/desk/me", fields)
            #expect(number.status == 422 && number.text.contains("value=\"many\"") && number.text.contains("Give a whole number."))
            fields["hours_per_week"] = "5"
            let refused = try await scene.browser.submit("/desk/me", fields)
            #expect(refused.status == 422 && refused.text.contains("value=\"negociatoin\"") && refused.text.contains("&lt;Lyon&gt;"))
            #expect(refused.text.contains("aria-describedby=\"skills/0/skill-fault\"") && refused.text.contains("Perhaps"))
            // The row that was empty is gone, and the next is where the refusal would find it.
            #expect(refused.text.contains("name=\"skills/1/skill\" type=\"text\" value=\"Excel\""))
            fields["skills/0/skill"] = "négociation"
            let twice = try await scene.browser.submit(
                "/desk/me", fields.merging(["languages/1/code": "fr", "languages/1/level": "A1"]) { $1 })
            #expect(twice.status == 422 && twice.text.contains("id=\"languages/1-fault\""))
            let saved = try await scene.browser.submit("/desk/me", fields)
            #expect(saved.status == 303 && saved[header: "Location"] == "/desk/me?notice=saved")
            let shown = try await scene.browser.get("/desk/me?lang=fr")
            #expect(shown.text.contains("value=\"&lt;Lyon&gt;\"") && !shown.text.contains("<Lyon>"))
            #expect(shown.text.contains("Votre profil") && !shown.text.contains("Your profile"))
            // Sent from the page as it was before: nothing is overwritten.
            #expect(try await scene.browser.submit("/desk/me", fields).status == 412)
        }
    }

    @Test func `free time is ticked, said by what is taken, or typed`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            func save(_ how: String, _ fields: [String: String]) async throws -> (TestSite.Answer, Student) {
                let page = try await scene.browser.get("/desk/me/availability")
                #expect(page.text.components(separatedBy: "type=\"checkbox\"").count == 337)
                let given = try ["version": version(page), "how": how].merging(fields) { $1 }
                let answer = try await scene.browser.submit("/desk/me/availability", given)
                let caller = Caller(role: .student, organisation: scene.school, student: scene.eve, requestID: "test")
                return (answer, try await site.given.application.perform(ShowStudent(student: scene.eve), by: caller))
            }
            let (ticked, one) = try await save("free", ["slot": "18"])
            #expect(ticked.status == 303 && one.availability?.description == "mon 09:00-09:30")
            let (_, rest) = try await save("busy", ["slot": "18"])
            #expect(rest.availability?.description.hasPrefix("mon 07:00-09:00;mon 09:30-22:00;tue 07:00-22:00") == true)
            let (typed, two) = try await save("typed", ["availability": "lun 8h30-12h, mardi 14:00-18:00"])
            #expect(typed.status == 303 && two.availability?.description == "mon 08:30-12:00;tue 14:00-18:00")
            let (wrong, same) = try await save("typed", ["availability": "mon 9-12; <b>noon"])
            #expect(wrong.status == 422 && wrong.text.contains("&lt;b&gt;noon") && same.availability == two.availability)
            #expect(try await save("free", ["slot": "336"]).0.status == 422)
        }
    }

    @Test func `cases are ranked by buttons, and once the round is closed the ranking stays readable`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            #expect(try await scene.browser.get("/desk/me/ranking?lang=en").text.contains("There is nothing to rank yet"))
            let company = try await site.given.company("Miel & fils")
            let first = try await site.given.businessCase("Vendre <b>", by: company)
            let second = try await site.given.businessCase("Acheter", by: company)
            let round = try await site.given.round("Printemps", of: scene.school, over: scene.cohort)
            func step(_ which: BusinessCase.ID, _ step: String, team: Team.ID? = nil) async throws -> TestSite.Answer {
                try await scene.browser.submit(
                    "/desk/me/ranking",
                    ["round": "\(round)", "team": "\(team ?? scene.team)", "case": "\(which)", "step": step])
            }
            #expect(try await step(first, "add").status == 303)
            #expect(try await step(second, "add")[header: "Location"] == "/desk/me/ranking?round=\(round)&team=\(scene.team)#c-\(second)")
            _ = try await step(second, "up")
            let page = try await scene.browser.get("/desk/me/ranking?lang=en")
            #expect(page.text.contains("Vendre &lt;b&gt;") && !page.text.contains("Vendre <b>"))
            let places = [try #require(page.text.range(of: "id=\"c-\(second)\"")), try #require(page.text.range(of: "id=\"c-\(first)\""))]
            #expect(places[0].lowerBound < places[1].lowerBound)
            #expect(page.text.contains("fewer than 5 teams rank it, 1\u{A0}place"))
            let other = try await site.given.team("B", of: [], in: scene.cohort, school: scene.school)
            #expect(try await step(first, "add", team: other).status == 404)
            _ = try await site.given.database.execute("UPDATE round SET state = 'closed'")
            #expect(try await step(first, "remove").status == 409)
            let closed = try await scene.browser.get("/desk/me/ranking?lang=fr")
            #expect(closed.status == 200 && closed.text.contains("Acheter") && !closed.text.contains("name=\"step\""))
            // What is the same of every case is said once.
            #expect(closed.text.components(separatedBy: "moins de 5").count == 2, "\(closed.text)")
            #expect(closed.text.contains("· 1\u{A0}place</p>"))
        }
    }

    @Test func `consents are given, changed and taken back at once, and the preview follows`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            func page(_ path: String) async throws -> String { try await scene.browser.get("/desk/me/\(path)").text }
            #expect(try await page("as-seen?lang=en").contains("No company sees anything of you"))
            #expect(
                try await scene.browser.submit("/desk/me/consents", ["purpose": "talent-pool", "field": "email", "do": "give"]).status
                    == 303)
            let on = try await page("consents")
            #expect(on.contains("aria-checked=\"true\""))
            #expect(try await page("as-seen").contains("@example.org"))
            let id = String(try #require(on.firstMatch(of: /name="consent" value="([0-9A-Fa-f-]{36})"/)).output.1)
            #expect(try await scene.browser.submit("/desk/me/consents", ["consent": id, "field": "city", "do": "revise"]).status == 303)
            #expect(try await !page("as-seen").contains("@example.org"))
            let new = String(try #require(try await page("consents").firstMatch(of: /name="consent" value="([0-9A-Fa-f-]{36})"/)).output.1)
            #expect(try await scene.browser.submit("/desk/me/consents", ["consent": new, "do": "withdraw"]).status == 303)
            #expect(try await page("as-seen").contains("No company sees anything of you"))
            #expect(try await page("seen").contains("No company has looked at you so far"))
            let company = try await site.given.company("Miel & fils")
            #expect(try await page("consents?q=miel").contains("Miel &amp; fils may find me"))
            _ = try await scene.browser.submit("/desk/me/consents", ["purpose": "talent-pool", "company": "\(company)", "field": "city"])
            #expect(try await page("as-seen?company=\(company)").contains("Ève O’Neil"))
            #expect(try await page("as-seen").contains("No company sees anything of you"))
        }
    }

    @Test func `nothing is ticked before it is allowed, and nobody for now is an answer that is kept`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            let fresh = try await scene.browser.get("/desk/me/consents?lang=fr").text
            #expect(!fresh.contains(" checked") && !fresh.contains("aria-checked=\"true\"") && fresh.contains("Personne pour l’instant"))
            #expect(try await scene.browser.submit("/desk/me/consents", ["do": "decline"]).status == 303)
            let declined = try await scene.browser.get("/desk/me/consents?lang=en").text
            #expect(declined.contains("You have chosen to be seen by nobody for now") && !declined.contains(" checked"))
            let home = try await scene.browser.get("/desk?lang=en").text
            let step = try #require(home.components(separatedBy: "Decide who may see you").last)
            #expect(step.prefix(300).contains("done"))
        }
    }

    @Test func `what HR sees of a student stands on the student's page in the same words`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            _ = try await site.given.database.execute(
                "UPDATE student SET languages = ARRAY['fr:C2', 'de'], city = 'Dijon' WHERE id = \(scene.eve)")
            let skill = try #require(
                try await site.given.database.execute("SELECT id FROM skill ORDER BY id LIMIT 1").decode(Int32.self).first)
            _ = try await site.given.database.execute(
                """
                INSERT INTO student_skill (student_id, skill_id, school_id, source, level)
                VALUES (\(scene.eve), \(skill), \(scene.school), 'self', 3)
                """)
            let give = ["purpose": "talent-pool", "field": "languages", "do": "give"]
            #expect(try await scene.browser.submit("/desk/me/consents", give).status == 303)
            let company = try await site.given.company("Miel & fils")
            let recruiter = try await Browser.signedIn(site, as: .recruiter, of: company)
            let theirs = try await recruiter.get("/desk/talent/\(scene.eve)?lang=fr").text
            let own = try await scene.browser.get("/desk/me/as-seen?lang=fr").text
            let evidence = String(try #require(theirs.firstMatch(of: /(?s)<section class="evidence">.*?<\/section>/)).output)
            let facts = String(try #require(theirs.firstMatch(of: /(?s)<dl class="facts">.*?<\/dl>/)).output)
            #expect(own.contains(evidence) && own.contains(facts))
            #expect(
                facts.contains("français\u{A0}C2, allemand") && facts.contains("non montré par la personne") && !facts.contains("Dijon"))
            #expect(evidence.contains("indiqué par la personne") && evidence.contains("autonomie"))
            // One line for the look, and the file has it too.
            let seen = try await scene.browser.get("/desk/me/seen?lang=fr&kind=view").text
            #expect(seen.components(separatedBy: "<th scope=\"row\"").count == 2 && seen.contains("a regardé votre fiche"))
            let file = try await scene.browser.get("/desk/me/seen/export?lang=fr")
            #expect(
                file[header: "Content-Type"]?.hasPrefix("text/csv") == true && file.text.contains("Quand;Entreprise;Comment")
                    && file.text.contains("Miel & fils;view"))
            // What is shown and was never stated is not kept back.
            #expect(!facts.contains("non renseigné"))
            _ = try await site.given.database.execute("UPDATE student SET languages = '{}' WHERE id = \(scene.eve)")
            for page in [
                try await recruiter.get("/desk/talent/\(scene.eve)?lang=fr"), try await scene.browser.get("/desk/me/as-seen?lang=fr"),
            ] {
                #expect(page.text.contains("<dt>Langues</dt><dd><span class=\"soft\">non renseigné</span>"))
            }
        }
    }

    @Test func `cases that are tied keep their order, and part again by a button`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            let company = try await site.given.company("Miel & fils")
            var cases: [BusinessCase.ID] = []
            for title in ["A", "B", "C"] { cases.append(try await site.given.businessCase(title, by: company)) }
            let round = try await site.given.round("Printemps", of: scene.school, over: scene.cohort)
            func step(_ which: Int, _ step: String) async throws {
                let fields = ["round": "\(round)", "team": "\(scene.team)", "case": "\(cases[which])", "step": step]
                #expect(try await scene.browser.submit("/desk/me/ranking", fields).status == 303)
            }
            func order() async throws -> [Int] {
                let text = try await scene.browser.get("/desk/me/ranking?lang=fr").text
                let places = cases.map { text.range(of: "id=\"c-\($0)\"")?.lowerBound ?? text.endIndex }
                return cases.indices.sorted { places[$0] < places[$1] }
            }
            // Against the order of their ids.
            for which in [2, 1, 0] { try await step(which, "add") }
            try await step(1, "tie")
            try await step(0, "tie")
            #expect(try await order() == [2, 1, 0])
            let page = try await scene.browser.get("/desk/me/ranking?lang=fr").text
            #expect(page.contains("<small>ex æquo</small>") && page.contains("Ne plus être à égalité"))
            // As the button of the last one says it.
            try await step(0, "down")
            #expect(try await order() == [2, 1, 0])
            #expect(try await scene.browser.get("/desk/me/ranking?lang=fr").text.contains("<b>2</b></span>"))
        }
    }

    @Test func `with many cases the list is searched and paged`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            let company = try await site.given.company("Miel & fils")
            for number in 1...45 { _ = try await site.given.businessCase("Étude \(number)", by: company) }
            _ = try await site.given.round("Printemps", of: scene.school, over: scene.cohort)
            func page(_ query: String) async throws -> (cards: Int, text: String) {
                let text = try await scene.browser.get("/desk/me/ranking?lang=en\(query)").text
                return (text.components(separatedBy: "data-case=").count - 1, text)
            }
            let (first, last, found) = (try await page(""), try await page("&page=3"), try await page("&q=etude%2045"))
            #expect(first.cards == 20 && first.text.contains("page 1 of 3"))
            #expect(last.cards == 5 && last.text.contains("page 3 of 3"))
            #expect(found.cards == 1 && found.text.contains("Étude 45"))
            #expect(try await page("&q=%3Cb%3E").text.contains("No case bears these words."))
        }
    }

    @Test func `no search and no page of the others hides what is ranked, and a step leads back to both`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            let company = try await site.given.company("Miel & fils")
            var cases: [BusinessCase.ID] = []
            for number in 1...30 { cases.append(try await site.given.businessCase("Étude \(String(format: "%02d", number))", by: company)) }
            let round = try await site.given.round("Printemps", of: scene.school, over: scene.cohort)
            let fields = ["round": "\(round)", "team": "\(scene.team)", "step": "add"]
            for which in [29, 3] {
                let kept = ["case": "\(cases[which])", "q": "etude", "sort": "-title", "page": "2"]
                let moved = try await scene.browser.submit("/desk/me/ranking", fields.merging(kept) { $1 })
                let place = try #require(moved[header: "Location"])
                #expect(place.contains("q=etude") && place.contains("sort=-title") && place.contains("page=2"), "\(place)")
            }
            for query in ["q=nothing", "q=etude%2007", "sort=-title&page=2", "page=99"] {
                let text = try await scene.browser.get("/desk/me/ranking?lang=en&\(query)").text
                let ranked = try #require(text.firstMatch(of: /<ol class="ranking"[\s\S]*?<\/ol>/)).output
                #expect(ranked.contains("Étude 30") && ranked.contains("Étude 04"), "\(query)")
            }
            let down = try await scene.browser.get("/desk/me/ranking?lang=en&sort=-title").text
            let others = try #require(down.firstMatch(of: /<ul class="ranking">[\s\S]*?<\/ul>\n<nav/)).output
            let (first, second) = (try #require(others.firstRange(of: "Étude 29")), try #require(others.firstRange(of: "Étude 28")))
            #expect(first.lowerBound < second.lowerBound)
            #expect(!others.contains("Étude 30"))
            #expect(try await scene.browser.get("/desk/me/ranking?sort=zzz").status == 422)
            let file = try await scene.browser.get("/desk/me/ranking.csv?round=\(round)&team=\(scene.team)&lang=fr&sort=-title")
            let lines = file.text.split(separator: "\r\n")
            #expect(lines.count == 31 && lines[1].contains("Étude 30") && lines[0].contains("Rang;"), "\(file.text.prefix(300))")
            #expect(lines[1].hasPrefix("1;") && lines.last?.hasPrefix(";") == true)
            #expect(try await scene.browser.get("/desk/me/ranking.csv").status == 404)
        }
    }

    @Test func `the cases that a team has not got are taken away as they are searched and sorted`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            #expect(try await scene.browser.get("/desk/me/match.csv").status == 404)
            let company = try await site.given.company("Miel & fils")
            for number in 1...25 { _ = try await site.given.businessCase("Étude \(number < 10 ? "0" : "")\(number)", by: company) }
            let admin = Caller(role: .schoolAdmin, organisation: scene.school, requestID: "test")
            let round = try await site.given.application.perform(
                CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [scene.cohort])), by: admin)
            let run = try await site.given.application.perform(RunRound(round: round.id), by: admin)
            _ = try await site.given.application.perform(PublishRun(run: run.id), by: admin)
            let page = try await scene.browser.get("/desk/me/match?lang=en&sort=-title").text
            #expect(page.contains("href=\"/desk/me/match.csv?run=\(run.id)&amp;sort=-title\""), "\(page)")
            let file = try await scene.browser.get("/desk/me/match.csv?run=\(run.id)&sort=-title&lang=fr")
            let lines = file.text.split(separator: "\r\n")
            #expect(lines.count == 25 && lines[0].hasSuffix("cas;entreprise;rang") && lines[1].hasPrefix("Étude 2"), "\(file.text)")
            let titles: [String] = lines.dropFirst().map { String($0) }
            let falling: [String] = titles.sorted(by: >)
            #expect(titles == falling)
            let found = try await scene.browser.get("/desk/me/match.csv?q=etude%200&lang=en").text
            #expect((9...10).contains(found.split(separator: "\r\n").count), "\(found)")
            #expect(try await scene.browser.get("/desk/me/match.csv?run=\(UUID())").status == 404)
        }
    }

    @Test func `what a team can rank goes through all pages in every order`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            let companies = [try await site.given.company("Miel & fils"), try await site.given.company("Abeille")]
            var cases: [BusinessCase.ID] = []
            for number in 0..<7 { cases.append(try await site.given.businessCase("Étude \(number % 3)", by: companies[number % 2])) }
            let round = try await site.given.round("Printemps", of: scene.school, over: scene.cohort)
            let token = try await site.given.token(.student, of: scene.school, for: scene.eve)
            let path = "/api/v1/rounds/\(round)/teams/\(scene.team)/cases"
            for sort in ["title", "-title", "company", "from", "asked", "-asked"] {
                var (seen, cursor): ([BusinessCase.ID], String?) = ([], nil)
                repeat {
                    let more = cursor.map { "&cursor=\($0)" } ?? ""
                    let page = try await site.get("\(path)?limit=2&sort=\(sort)\(more)", token: token).json(Page<RankableCase>.self)
                    seen += page.items.map(\.case)
                    cursor = page.next
                } while cursor != nil
                #expect(seen.count == 7 && Set(seen) == Set(cases), "\(sort)")
            }
            let found = try await site.get("\(path)?q=abeille%20", token: token).json(Page<RankableCase>.self)
            #expect(found.items.count == 3)
            let ranked = try await site.get("\(path)?ranked=true", token: token).json(Page<RankableCase>.self)
            #expect(ranked.items.isEmpty)
        }
    }

    @Test func `a match is explained, and a student's pages are no one else's`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            #expect(try await scene.browser.get("/desk/me/match?lang=en").text.contains("No round with your team is published yet"))
            let company = try await site.given.company("Miel & fils")
            let businessCase = try await site.given.businessCase("Vendre", by: company)
            let admin = Caller(role: .schoolAdmin, organisation: scene.school, requestID: "test")
            let application = site.given.application
            let round = try await application.perform(
                CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [scene.cohort], cases: [businessCase])), by: admin)
            let run = try await application.perform(RunRound(round: round.id), by: admin).id
            _ = try await application.perform(PublishRun(run: run), by: admin)
            let before = try await scene.browser.get("/desk?lang=en").text
            #expect(before.contains("<h2>See your match</h2>"), "the match comes before everything else")
            let page = try await scene.browser.get("/desk/me/match?lang=fr")
            #expect(page.status == 200 && page.text.contains("Vendre"))
            // The way to the case, its days, and what comes next while it has not begun.
            #expect(page.text.contains("<h2><a href=\"/cases/\(businessCase)/vendre\">Vendre</a></h2>"), "\(page.text)")
            #expect(page.text.contains("au 26 mars 2027"), "\(page.text)")
            let isAhead = Day.today < (try #require(Day("2027-01-04")))
            #expect(page.text.contains("le travail commence le 4 janv. 2027") == isAhead, "\(page.text)")
            let asked = try await scene.browser.get("/desk/me/match?run=\(run)&case=\(businessCase)&lang=en")
            #expect(asked.status == 200 && asked.text.contains(">Vendre<") && !asked.text.contains("Pourquoi"))
            let home = try await scene.browser.get("/desk?lang=en")
            #expect(home.text.contains("Hello Ève") && home.text.contains("What comes next"))
            // The match was read; the team gave no ranking, and cannot any more.
            #expect(home.text.contains("See your match") && home.text.contains("<span class=\"badge\">over</span>"))
            #expect(!home.text.contains("<h2>See your match</h2>"))
            let recruiter = try await Browser.signedIn(site, as: .recruiter, of: company)
            for path in ["", "/availability", "/ranking", "/consents", "/seen", "/seen/export", "/as-seen", "/match", "/export", "/kept"] {
                #expect(try await recruiter.get("/desk/me\(path)").status == 403, "\(path)")
                #expect(try await Browser(site).get("/desk/me\(path)").status == 303, "\(path)")
            }
            #expect(try await scene.browser.get("/desk/me/export")[header: "Content-Type"] == "application/json")
            let kept = try await scene.browser.get("/desk/me/kept?lang=fr").text
            #expect(kept.contains("Qui vous êtes") && kept.contains("<dt>prénom</dt><dd>Ève</dd>") && kept.contains("École &lt;Zoë&gt;"))
            #expect(try await scene.browser.get("/desk/skills?q=negociation").text.contains("["))
        }
    }
}
