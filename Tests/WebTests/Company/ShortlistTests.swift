import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// A company decides about teams without names, and sees them by name once the round is published.
@Suite struct ShortlistTests {
    private func form(_ items: KeyValuePairs<String, String>) -> RankingFields {
        RankingFields(Form(items: items.map { ($0.key, $0.value) }))
    }

    private let ids = (1...3).compactMap { TeamCard.ID("00000000-0000-7000-8000-00000000000\($0)") }

    private func ids(_ fields: RankingFields) -> [[Int]] {
        fields.ranking.cards.map { $0.tied.compactMap { ids.firstIndex(of: $0) } }
    }

    @Test func `places, ties and moves make a ranking`() {
        let (a, b, c) = (ids[0], ids[1], ids[2])
        #expect(ids(form(["place/\(a)": "2", "place/\(b)": "1", "place/\(c)": ""])) == [[1], [0]])
        #expect(ids(form(["place/\(a)": "3", "place/\(b)": "3", "place/\(c)": "1"])) == [[2], [0, 1]])
        #expect(ids(form(["place/\(a)": "1", "place/\(b)": "2", "move": "up \(b)"])) == [[1], [0]])
        #expect(ids(form(["place/\(a)": "1", "place/\(b)": "2", "move": "down \(b)"])) == [[0], [1]])
        #expect(ids(form(["place/\(a)": "1", "place/\(b)": "2", "move": "tie \(b)"])) == [[0, 1]])
        #expect(ids(form(["place/\(a)": "1", "place/\(b)": "1", "move": "up \(b)"])) == [[1], [0]])
        #expect(ids(form(["place/\(a)": "1", "move": "accept \(c)"])) == [[0], [2]])
        let declined = form(["place/\(a)": "1", "place/\(b)": "2", "reason/\(a)": " Loin ", "move": "decline \(a)"])
        #expect(ids(declined) == [[1]] && declined.ranking.vetoes == [a] && declined.ranking.reasons?.map(\.reason) == ["Loin"])
        #expect(form(["place/\(a)": "declined", "move": "accept \(a)"]).ranking.vetoes == [])
        #expect(form(["place/x": "1", "move": "fly \(a)"]).ranking == TeamRanking(cards: []))
    }

    @Test func `a case that other rounds have filled is said to be, and nothing of it waits for a decision`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let company = try await given.company("Miel")
            let businessCase = try await given.businessCase("Élan", by: company)
            let operators = Caller.terminal(requestID: "test")
            var rounds: [Round.ID] = []
            for name in ["Printemps", "Automne"] {
                let school = try await given.school("École \(name)")
                let cohort = try await given.cohort("M1", of: school)
                let student = try await given.student("Ève \(name)", of: school, in: cohort)
                _ = try await given.team("Équipe", of: [student], in: cohort, school: school)
                let round = try await given.round(name, of: school, over: cohort)
                _ = try await given.application.perform(ShareTeamCards(round: round), by: operators)
                rounds.append(round)
            }
            let browser = try await Browser.signedIn(site, as: .company, of: company)
            let (path, shortlist) = ("/desk/cases/\(businessCase)", "/desk/cases/\(businessCase)/teams?round=\(rounds[0])")
            #expect(try await browser.get("/desk?lang=en").text.contains("team awaits your answer"))
            #expect(try await browser.get("\(shortlist)&lang=en").text.contains("<h2>To decide</h2>"))
            // Taken away as it is shown: a team by its letters, and nobody's name.
            let file = try await browser.get(shortlist.replacing("/teams?", with: "/teams.csv?"))
            #expect(file.text.split(separator: "\r\n").count == 2 && file.text.contains("undecided") && !file.text.contains("Ève"))
            #expect(try await browser.get("\(path)/teams.csv").status == 404)
            let run = try await given.application.perform(RunRound(round: rounds[1]), by: operators)
            _ = try await given.application.perform(PublishRun(run: run.id), by: operators)
            #expect(try await !browser.get("/desk?lang=en").text.contains("awaits your answer"))
            try await checkPage(browser, shortlist, "The case is filled: other rounds", "Le cas est pourvu\u{A0}: d’autres sessions")
            let page = try await browser.get("\(shortlist)&lang=en").text
            #expect(!page.contains("To decide") && page.contains("<h2>Not needed any more</h2>") && !page.contains("Save the ranking"))
            let listed = try await given.application.perform(
                ListCardRounds(case: businessCase, query: PageQuery()), by: Caller(role: .company, organisation: company, requestID: "t"))
            #expect(listed.items.map(\.filled) == [false, true] && listed.items.map(\.round) == [rounds[1], rounds[0]])
            #expect(try await browser.get("\(path)?lang=en").status == 200)
        }
    }

    @Test func `a card names what the team brings and what it lacks, with the levels, in both languages`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let (school, company) = (try await given.school("École"), try await given.company("Miel"))
            let cohort = try await given.cohort("M1", of: school)
            let student = try await given.student("Ève O’Neil", of: school, in: cohort)
            _ = try await given.team("Équipe", of: [student], in: cohort, school: school)
            let draft = CaseDraft(
                title: "Élan",
                skills: [
                    .init(skill: "négociation", level: 2, importance: .should), .init(skill: "comptabilité", level: 3, importance: .should),
                ],
                window: .init(from: try #require(Day("2027-01-04")), until: try #require(Day("2027-03-26"))), hoursPerWeek: 3)
            let owner = Caller(role: .company, organisation: company, requestID: "t")
            let businessCase = try await given.application.perform(PostCase(draft: draft), by: owner).case.id
            _ = try await given.database.execute("UPDATE business_case SET state = 'published' WHERE id = \(businessCase)")
            // The first that is asked for she has, and better than asked; the other not at all.
            _ = try await given.database.execute(
                """
                UPDATE student SET skills_stated_on = '2026-09-01', skills = (
                    SELECT ARRAY[skill_id * 8 + 3] FROM business_case_skill WHERE case_id = \(businessCase) AND level = 2)
                """)
            let round = try await given.round("Printemps", of: school, over: cohort)
            _ = try await given.application.perform(ShareTeamCards(round: round), by: Caller.terminal(requestID: "test"))
            let browser = try await Browser.signedIn(site, as: .company, of: company)
            func card(_ language: String) async throws -> String {
                let page = try await browser.get("/desk/cases/\(businessCase)/teams?round=\(round)&lang=\(language)").text
                return try String(#require(page.firstMatch(of: /<dl class="why">[\s\S]*?<\/dl>/), "\(page)").output)
            }
            let (en, fr) = (try await card("en"), try await card("fr"))
            #expect(en.contains(/<dt>Brings<\/dt><dd>[^<]+ \(autonomy\)<\/dd>/), "\(en)")
            #expect(en.contains(/<dt>Lacks<\/dt><dd>[^<]+: nobody yet, asked for autonomy<\/dd>/), "\(en)")
            #expect(fr.contains(/<dt>Apporte<\/dt><dd>Négociation[^<]* \(autonomie\)<\/dd>/.ignoresCase()), "\(fr)")
            #expect(fr.contains(/<dt>Il manque<\/dt><dd>[^<]+: personne encore, demandé autonomie<\/dd>/), "\(fr)")
            #expect(en.contains(/<dt>All speak<\/dt><dd>[^<]+<\/dd>/) && fr.contains(/<dt>Tous parlent<\/dt><dd>[^<]+<\/dd>/))
            #expect(!en.contains("O’Neil") && !fr.contains("O’Neil"))
        }
    }

    @Test func `a company that takes no more teams has nothing to decide of its other cases`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let (school, company) = (try await given.school("École"), try await given.company("Miel"))
            let other = try await given.businessCase("Autre", by: company)
            let operators = Caller.terminal(requestID: "test")
            let cohort = try await given.cohort("M1", of: school)
            let student = try await given.student("Ève O’Neil", of: school, in: cohort)
            _ = try await given.team("Équipe", of: [student], in: cohort, school: school)
            let open = try await given.round("Printemps", of: school, over: cohort)
            _ = try await given.application.perform(ShareTeamCards(round: open), by: operators)
            let browser = try await Browser.signedIn(site, as: .company, of: company)
            #expect(try await browser.get("/desk?lang=en").text.contains("team awaits your answer"))
            let second = try await given.school("Seconde")
            let away = try await given.cohort("M2", of: second)
            let guest = try await given.student("Zoë Ÿ", of: second, in: away)
            let team = try await given.team("Hôtes", of: [guest], in: away, school: second)
            let taken = try await given.businessCase("Prise", by: company)
            let round = try await given.round("Automne", of: second, over: away)
            let run = try await given.run(of: round, by: second, matching: team, second, with: taken, company)
            try await given.publish(run)
            try await given.database.execute("UPDATE company SET capacity = 1 WHERE id = \(company)")
            #expect(try await !browser.get("/desk?lang=en").text.contains("awaits your answer"))
            try await checkPage(
                browser, "/desk/cases/\(other)", "The case is filled: nothing is left to decide.",
                "Le cas est pourvu\u{A0}: il n’y a plus rien à décider.")
        }
    }

    /// Two cards of which nothing is decided yet.
    private func search(_ browser: Browser, _ path: String, _ cards: [TeamCard.ID], _ round: Round.ID) async throws {
        for sort in ["-fit", "fit", "-skills", "skills", "-time", "time", "-hours", "hours"] {
            let page = try await browser.get("\(path)?sort=\(sort)&round=\(round)").text
            #expect(cards.allSatisfy { page.contains("id=\"card-\($0)\"") } && page.contains("value=\"\(sort)\" selected"), "\(sort)")
        }
        let label = "\(cards[0])".prefix(5)
        let found = try await browser.get("\(path)?q=\(label)&lang=en").text
        #expect(found.contains("id=\"card-\(cards[0])\"") && !found.contains("id=\"card-\(cards[1])\""), "\(found)")
        #expect(found.contains("name=\"round\" value=\"\(round)\"") && found.contains("teams.csv?round=\(round)&amp;q=\(label)"))
        let file = try await browser.get("\(path).csv?round=\(round)&q=\(label)&sort=-hours&lang=en").text
        #expect(file.split(separator: "\r\n").count == 2 && file.contains(label.uppercased()), "\(file)")
        let none = try await browser.get("\(path)?q=zzz&lang=fr").text
        #expect(none.contains("Aucune équipe à décider ne correspond.") && none.contains("2\u{A0}à décider"), "\(none)")
        #expect(try await browser.get("\(path)?sort=zzz").status == 422)
    }

    @Test func `teams are accepted and declined without names, and known by name after the publication`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let (school, company) = (try await given.school("École Zoë"), try await given.company("Ça & Cie"))
            let cohort = try await given.cohort("M1", of: school)
            var teams: [Team.ID] = []
            var students: [Student.ID] = []
            for name in ["Ève O’Neil", "Zoë Ÿ"] {
                let student = try await given.student(name, of: school, in: cohort)
                students.append(student)
                teams.append(try await given.team("Équipe \(name)", of: [student], in: cohort, school: school))
            }
            let businessCase = try await given.businessCase("Élan", by: company)
            let browser = try await Browser.signedIn(site, as: .company, of: company)
            let path = "/desk/cases/\(businessCase)/teams"
            #expect(try await browser.get("\(path)?lang=en").text.contains("No team was shared for this case yet."))
            let admin = Caller(role: .schoolAdmin, organisation: school, requestID: "test")
            let round = try await given.application.perform(CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort])), by: admin)
            _ = try await given.application.perform(ShareTeamCards(round: round.id), by: admin)
            #expect(try await browser.get("/desk").text.contains("2\u{A0}teams await your answer"))
            let page = try await browser.get(path)
            try await checkPage(browser, path, "members who have agreed to it", "des membres qui y ont consenti")
            try await checkPage(browser, path, "changes nothing in the computation", "ne changent rien au calcul")
            try await given.database.execute("UPDATE round SET policy = 'stable' WHERE id = \(round.id)")
            try await checkPage(browser, path, "Your order counts", "Votre ordre compte")
            try await given.database.execute("UPDATE round SET policy = 'best-total' WHERE id = \(round.id)")
            #expect(page.text.contains("To decide") && !page.text.contains("Équipe") && !page.text.contains("O’Neil"))
            let (first, second) = (try await given.card(of: teams[0], in: round.id), try await given.card(of: teams[1], in: round.id))
            try await search(browser, path, [first, second], round.id)
            let fields = [
                "round": "\(round.id)", "place/\(first)": "1", "place/\(second)": "declined", "reason/\(second)": "Too <far>",
            ]
            // A reason is asked for, at its field; Enter beside it declines that team and no other.
            for declined in [["place/\(second)": "declined"], ["place/\(second)": "", "move": "decline \(second)"]] {
                let refused = try await browser.submit(path, declined.merging(["round": "\(round.id)"]) { $1 }, from: path)
                #expect(refused.status == 422 && refused.text.contains("Say why not this team"))
                #expect(refused.text.contains("aria-describedby=\"reason/\(second)-fault\""))
            }
            let enter = "<button class=\"visually-hidden\" name=\"move\" value=\"entered\""
            let buttons = page.text.matches(of: /<button[^>]*name="move"[^>]*/).map { String($0.output) }
            #expect(buttons.first?.hasPrefix(enter) == true)
            let entered = try await browser.submit(
                path, ["round": "\(round.id)", "place/\(second)": "", "reason/\(second)": "Too far", "move": "entered"], from: path)
            #expect(entered[header: "Location"]?.hasSuffix("notice=declined") == true, "\(entered.text)")
            #expect(try await browser.get(path).text.contains("Declined: Too far"))
            #expect(try await browser.submit(path, fields, from: path).status == 303)
            let saved = try await browser.get(path)
            #expect(saved.text.contains("Accepted, best first") && saved.text.contains("Declined: Too &lt;far&gt;"))
            // A search hides nothing that is decided: the form would take it back.
            let narrowed = try await browser.get("\(path)?q=zzz&sort=hours&round=\(round.id)").text
            #expect(narrowed.contains("id=\"card-\(first)\"") && narrowed.contains("id=\"card-\(second)\""))
            // Who saw what a colleague has changed since is told, and sees what stands there now.
            let late = try await browser.submit(path, fields.merging(["version": "0"]) { $1 }, from: path)
            #expect(late.status == 412 && late.text.contains("Saving again replaces what was saved."), "\(late.text)")
            let version = try #require(late.text.matches(of: /name="version" value="([0-9]+)"/).last?.output.1)
            #expect(version != "0" && saved.text.contains("value=\"\(version)\""))
            #expect(try await browser.submit(path, fields.merging(["version": String(version)]) { $1 }, from: path).status == 303)
            let dean = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            #expect(try await dean.get(path).status == 403)

            let run = try await given.application.perform(RunRound(round: round.id), by: admin)
            _ = try await given.application.perform(PublishRun(run: run.id), by: admin)
            try await given.consent(of: students[0], school)
            // To be found is one thing, to be named in the team another.
            #expect(try await !browser.get("/desk/matches?lang=en").text.contains("/desk/talent/\(students[0])"))
            try await given.consent(of: students[0], school, to: .caseCompany)
            let matches = try await browser.get("/desk/matches?lang=en")
            #expect(matches.text.contains("Équipe Ève O’Neil") && matches.text.contains("action=\"/desk/talent/\(students[0])/follow\""))
            let followed = try await browser.submit(
                "/desk/talent/\(students[0])/follow", ["case": "\(businessCase)"], from: "/desk/matches")
            let file = try #require(followed[header: "Location"])
            #expect(try await browser.get(file).text.contains("met on a case"))
            #expect(try await browser.get("/desk/matches/export").text.contains("Printemps"))
            #expect(try await browser.get("/desk/matches?q=rien&lang=fr").text.contains("Aucune affectation ne correspond."))
        }
    }
}
