import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// Every list is searched, sorted, paged and exported.
@Suite struct ListPagesTests {
    @Test func `members and tokens are found, sorted either way and taken away as a file in the reader's language`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Miel & fils")
            let browser = try await Browser.signedIn(site, as: .companyOwner, of: company)
            for (index, email) in ["zoe@example.org", "ana@example.org", "=max@example.org"].enumerated() {
                let account = try await site.given.database.execute("INSERT INTO account (email) VALUES (\(email)) RETURNING id")[0]
                    .decode(Identifier<Account>.self)
                try await site.given.database.execute(
                    "INSERT INTO membership (account_id, role, organisation_id) VALUES (\(account), 'recruiter', \(company))")
                let made = try await browser.submit(
                    "/desk/people/tokens", ["label": "Jeton <\(index)>", "role": "recruiter", "days": "30"])
                #expect(made.status == 200)
            }
            func places(_ page: String, _ texts: [String]) -> [String] {
                texts.compactMap { text in page.range(of: ">\(text)<").map { ($0.lowerBound, text) } }.sorted { $0.0 < $1.0 }.map(\.1)
            }
            let people = try await browser.get("/desk/people?sort=email&lang=fr").text
            #expect(places(people, ["zoe@example.org", "ana@example.org"]) == ["ana@example.org", "zoe@example.org"])
            #expect(people.contains("aria-sort=\"ascending\"") && people.contains("Exporter (CSV)") && !people.contains("Members"))
            let other = try await browser.get("/desk/people?sort=-email&q=example").text
            #expect(places(other, ["zoe@example.org", "ana@example.org"]) == ["zoe@example.org", "ana@example.org"])
            #expect(try await browser.get("/desk/people?sort=zzz").status == 422)
            let file = try await browser.get("/desk/people/export?q=max&lang=fr")
            #expect(file.text.contains("Adresse;Rôle") && file.text.contains("'=max@example.org") && !file.text.contains("zoe@"))
            let tokens = try await browser.get("/desk/people/tokens?sort=-label&lang=en").text
            #expect(
                places(tokens, ["Jeton &lt;0&gt;", "Jeton &lt;2&gt;"]) == ["Jeton &lt;2&gt;", "Jeton &lt;0&gt;"], "\(tokens.count)")
            let heads = try await browser.get("/desk/people/tokens/export?lang=en").text
            #expect(heads.contains("Label,Role,Issued") && heads.contains("Jeton <1>") && !heads.contains("vvr_"))
        }
    }

    @Test func `what is taken away of members, tokens, the audit and imports is what the page shows, in its order`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let school = try await given.school("École")
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            let cohort = try await given.cohort("M1", of: school)
            for name in ["zoe", "ana", "max"] {
                let account = try await given.account("\(name)@example.org")
                _ = try await given.member(account, .supervisor, of: school)
                let made = try await browser.submit("/desk/people/tokens", ["label": name, "role": "supervisor", "days": "30"])
                #expect(made.status == 200)
                let stored = try await given.rosterImport(into: cohort, school)
                try await given.database.execute("UPDATE roster_import SET file_name = \(name + ".csv") WHERE id = \(stored)")
            }
            /// Which of the names stand in a file, as they stand there.
            func names(_ path: String) async throws -> [String] {
                let file = try await browser.get(path)
                #expect(file.status == 200, "\(path) \(file.text)")
                return file.text.matches(of: /[^a-z](zoe|ana|max)[^a-z]/).map { String($0.output.1) }
            }
            let imports = "/desk/cohorts/\(cohort)/imports/export"
            #expect(try await names(imports) == ["max", "ana", "zoe"])
            #expect(try await names("\(imports)?sort=oldest") == ["zoe", "ana", "max"])
            #expect(try await names("\(imports)?q=MAX") == ["max"])
            let shown = try await browser.get("/desk/cohorts/\(cohort)/import?q=ana&sort=oldest").text
            #expect(shown.contains("href=\"\(imports)?q=ana&amp;sort=oldest\""), "\(shown)")
            #expect(try await names("/desk/people/export") == ["ana", "max", "zoe"])
            #expect(try await names("/desk/people/export?sort=-email") == ["zoe", "max", "ana"])
            #expect(try await names("/desk/people/export?sort=at") == ["zoe", "ana", "max"])
            #expect(try await names("/desk/people/tokens/export") == ["max", "ana", "zoe"])
            #expect(try await names("/desk/people/tokens/export?sort=label&q=a") == ["ana", "max"])
            func audited(_ sort: String) async throws -> [Substring] {
                let file = try await browser.get("/desk/audit/export?action=issueToken&sort=\(sort)").text
                return Array(file.split(separator: "\r\n").dropFirst())
            }
            #expect(try await audited("at").count == 3)
            #expect(try await audited("at") == audited("-at").reversed())
            for file in ["/desk/people/export", "/desk/people/tokens/export", "/desk/audit/export"] {
                #expect(try await browser.get("\(file)?sort=zzz").status == 422, "\(file)")
            }
        }
    }

    @Test func `members and tokens go through all pages in every order`() async throws {
        try await Given.house { given in
            let company = try await given.company("Cie")
            let owner = Caller(role: .companyOwner, organisation: company, requestID: "t")
            for number in 0..<7 {
                let account = try await given.database.execute(
                    "INSERT INTO account (email) VALUES (\("p\(number)@example.org")) RETURNING id")[0].decode(Identifier<Account>.self)
                try await given.database.execute(
                    "INSERT INTO membership (account_id, role, organisation_id) VALUES (\(account), 'recruiter', \(company))")
                _ = try await given.application.perform(
                    IssueToken(draft: TokenDraft(role: .recruiter, label: "L\(number % 3)", days: 9)), by: owner)
            }
            for sort in ["at", "-at", "email", "-email"] {
                var (seen, cursor): ([Membership.ID], String?) = ([], nil)
                repeat {
                    let query = PeopleQuery(sort: sort, limit: 2, cursor: cursor)
                    let page = try await given.application.perform(ListMemberships(query: query), by: owner)
                    seen += page.items.map(\.id)
                    cursor = page.next
                } while cursor != nil
                #expect(seen.count == 7 && Set(seen).count == 7, "\(sort)")
            }
            for sort in ["created", "-created", "label", "-label"] {
                var (seen, cursor): ([Token.ID], String?) = ([], nil)
                repeat {
                    let query = TokenListQuery(sort: sort, limit: 2, cursor: cursor)
                    let page = try await given.application.perform(ListTokens(query: query), by: owner)
                    seen += page.items.map(\.id)
                    cursor = page.next
                } while cursor != nil
                #expect(seen.count == 7 && Set(seen).count == 7, "\(sort)")
            }
        }
    }

    @Test func `exceptions, scarcity and demand are searched and sorted, and their files as they are`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site, teams: 5)
            let round = try await scene.round()
            let run = try await scene.run(of: round)
            let (browser, path) = (scene.browser, "/desk/runs/\(run)")
            let demand = "/desk/rounds/\(round)/demand"
            try await checkPage(browser, "\(demand)?q=cas+1&sort=-case", "Case or company", "Cas ou entreprise")
            let found = try await browser.get("\(demand)?q=cas+1").text
            #expect(found.contains("Cas 1") && !found.contains("Cas 2"))
            #expect(try await browser.get("\(demand)?q=nothing").text.contains("No case on offer is called so."))
            #expect(try await browser.get("\(demand).csv?q=cas+1").text.split(separator: "\r\n").count == 2)
            #expect(try await browser.get("\(demand)?sort=zzz").status == 422)
            try await checkPage(browser, "\(path)/scarcity?sort=case", "Scarcity", "Rareté")
            #expect(try await browser.get("\(path)/scarcity?q=nothing").text.contains("No scarce case is called so."))
            try await checkPage(browser, "\(path)/exceptions?sort=-name", "Without a case", "Sans cas")
            let exceptions = try await browser.get("\(path)/exceptions?q=nobody").text
            #expect(exceptions.contains("No team without a case is called so.") && !exceptions.contains("Every team has a case."))
            let publish = try await browser.get("\(path)/publish?lang=en").text
            #expect(publish.contains("teams (5), cases (4)") && publish.contains("It names the round, “Printemps"))
        }
    }

    @Test func `runs and decisions of a round are searched, sorted, leafed through and taken away`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site, teams: 4)
            let (browser, given) = (scene.browser, site.given)
            let round = try await scene.round()
            let admin = Caller(role: .schoolAdmin, organisation: scene.school, requestID: "t")
            for number in 0..<3 {
                let pair = Decision(team: scene.teams[number], case: scene.cases[2 - number], kind: .ban, reason: "Jury \(number) <i>")
                _ = try await given.application.perform(SettlePair(round: round, body: pair), by: admin)
                _ = try await scene.run(of: round)
            }
            let path = "/desk/rounds/\(round)"
            try await checkPage(browser, path, "All runs", "Tous les calculs")
            try await checkPage(browser, "\(path)/runs?sort=-fit", "best mean fit", "meilleure adéquation moyenne")
            try await checkPage(browser, "\(path)/decisions?sort=-case", "Team, case or reason", "Équipe, cas ou raison")
            #expect(try await browser.get("\(path)/runs?q=zzz&lang=en").text.contains("Nothing is like that."))
            let runs = try await browser.get("\(path)/runs.csv?sort=number&lang=fr").text
            #expect(runs.contains("Calcul;État") && runs.contains("brouillon") && runs.split(separator: "\r\n").count == 4)
            #expect(try await browser.get("\(path)/runs?q=2&lang=en").text.contains(">Run\u{A0}2<"))
            let hash = try #require(runs.firstMatch(of: /[0-9a-f]{64}/)).output.prefix(16)
            let byHash = try await browser.get("\(path)/runs?q=\(hash)&lang=en").text
            #expect(byHash.contains(">Run\u{A0}1<") && !byHash.contains(">Run\u{A0}2<"))
            let found = try await browser.get("\(path)/decisions?q=jury+1").text
            #expect(found.contains("Jury 1 &lt;i&gt;") && !found.contains("Jury 2"))
            let decisions = try await browser.get("\(path)/decisions.csv?q=jury+1&lang=en").text
            #expect(decisions.contains("Jury 1 <i>") && !decisions.contains("Jury 2"))
            for list in ["runs", "decisions", "runs.csv", "decisions.csv"] {
                #expect(try await browser.get("\(path)/\(list)?sort=zzz").status == 422, "\(list)")
            }
            let lift = try await browser.submit(
                "\(path)/decisions/\(scene.teams[0])/\(scene.cases[2])/lift", ["from": "list"], from: "\(path)/decisions")
            #expect(lift[header: "Location"]?.hasPrefix("\(path)/decisions?") == true)
            for sort in ["number", "-number", "placed", "-placed", "fit", "-fit"] {
                var (seen, cursor): ([Int], String?) = ([], nil)
                repeat {
                    let query = SortedQuery(sort: sort, limit: 1, cursor: cursor)
                    let page = try await given.application.perform(ListRuns(round: round, query: query), by: admin)
                    seen += page.items.map(\.number)
                    cursor = page.next
                } while cursor != nil
                #expect(seen.sorted() == [1, 2, 3], "\(sort)")
            }
            for sort in ["team", "-team", "case", "-case"] {
                var (seen, cursor): ([String], String?) = ([], nil)
                repeat {
                    let query = SortedQuery(sort: sort, limit: 1, cursor: cursor)
                    let page = try await given.application.perform(ListDecisions(round: round, query: query), by: admin)
                    seen += page.items.map(\.reason)
                    cursor = page.next
                } while cursor != nil
                #expect(seen.sorted() == ["Jury 1 <i>", "Jury 2 <i>"], "\(sort)")
                #expect(seen.first == (["team", "-case"].contains(sort) ? "Jury 1 <i>" : "Jury 2 <i>"), "\(sort)")
            }
            let foreign = try await Browser.signedIn(site, as: .schoolAdmin, of: try await given.school("Autre"))
            for list in ["runs", "decisions", "runs.csv", "decisions.csv"] {
                #expect(try await foreign.get("\(path)/\(list)").status == 404, "\(list)")
            }
        }
    }

    @Test func `groups of a fairness report are searched, sorted, leafed through and taken away`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site, teams: 60)
            try await site.given.database.execute(
                """
                UPDATE student SET programme = 'Été ' || lpad(n::text, 2, '0')
                FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM student) AS numbered WHERE numbered.id = student.id
                """)
            let path = "/desk/runs/\(try await scene.run(of: try await scene.round()))/fairness"
            func rows(_ page: String) -> [String] { page.matches(of: />(Été \d\d)</).map { String($0.output.1) } }
            let page = try await scene.browser.get("\(path)?lang=en")
            let all = (1...60).map { "Été " + ($0 < 10 ? "0" : "") + "\($0)" }
            // Behind the school and the cohort, which come first.
            #expect(page.text.contains("By school") && page.body.count < 60_000 && rows(page.text) == Array(all.prefix(48)))
            let next = try #require(page.text.firstMatch(of: /rel="next" href="([^"#]+)/)).output.1
            #expect(try await rows(browserText(scene, String(next).replacing("&amp;", with: "&"))) == Array(all.dropFirst(48)))
            #expect(try await rows(browserText(scene, "\(path)?q=ete%2007&lang=en")) == ["Été 07"])
            let down = try await browserText(scene, "\(path)?kind=programme&sort=-name&lang=fr")
            #expect(rows(down).first == "Été 60" && !down.contains("Par école") && down.contains("Par programme"))
            #expect(down.contains("href=\"\(path).csv?kind=programme&amp;sort=-name\""))
            let none = try await browserText(scene, "\(path)?q=nothing&lang=en")
            #expect(none.contains("No group is like that.") && none.contains("All groups"))
            #expect(try await scene.browser.get("\(path)?sort=zzz").status == 422)
            let file = try await browserText(scene, "\(path).csv?kind=programme&sort=-name&lang=fr")
            let lines = file.split(separator: "\r\n")
            #expect(lines.count == 61 && lines[0].hasSuffix("Genre;Groupe;Équipes;Placées;Adéquation moyenne;La plus basse"))
            #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(";1;masqué;masqué;masqué") }, "\(file.prefix(300))")
            #expect(lines[1].hasPrefix("programme;Été 60;"))
            #expect(try await browserText(scene, "\(path).csv?lang=en").split(separator: "\r\n").count == 63)
        }
    }

    @Test func `a group that shows its figures and has no team placed hides nothing`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site, teams: 10)
            try await site.given.database.execute("UPDATE business_case SET languages = '{fr:B2}'")
            try await site.given.database.execute("UPDATE student SET programme = 'PGE'")
            try await site.given.database.execute(
                "UPDATE student SET programme = 'MSc', languages = '{en:C2}' WHERE id = ANY (\(Array(scene.students.suffix(5))))")
            let path = "/desk/runs/\(try await scene.run(of: try await scene.round()))/fairness"
            let page = try await browserText(scene, "\(path)?kind=programme&lang=fr")
            #expect(page.contains("MSc") && page.contains("PGE") && !page.contains("masqué"))
            let lines = try await browserText(scene, "\(path).csv?kind=programme&lang=fr").split(separator: "\r\n")
            #expect(lines.contains("programme;MSc;5;0;;") && !lines.contains { $0.contains("masqué") }, "\(lines)")
        }
    }

    @Test func `what a diagnosis and a repair name in part stands in their files in full`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site, teams: 25)
            try await site.given.database.execute("UPDATE business_case SET languages = '{de:C1}'")
            let round = try await scene.round()
            let path = "/desk/rounds/\(round)/diagnosis"
            let page = try await browserText(scene, "\(path)?lang=en")
            #expect(page.contains("and 5 more, in the file below") && page.contains("href=\"\(path).csv\""))
            let file = try await browserText(scene, "\(path).csv?lang=en")
            for team in 0..<25 { #expect(file.contains("\r\nteam without an open case,,\"T\(team) "), "\(file.prefix(300))") }
            #expect(file.components(separatedBy: "\r\ncase without an open team,").count - 1 == 24)
            #expect(file.contains("language 24") && !file.contains(" more,"))
            let short = DiagnoseRound(round: round, query: DiagnosisQuery(listing: 3))
            let admin = Caller(role: .schoolAdmin, organisation: scene.school, requestID: "test")
            let found = try await site.given.application.perform(short, by: admin)
            #expect(found.stranded.count == 3 && found.strandedTotal == 25 && found.idle.count == 3)

            // All in one case, which then goes.
            try await site.given.database.execute(
                "UPDATE business_case SET languages = '{}', capacity = 25 WHERE id = \(scene.cases[0])")
            let repair = "/desk/runs/\(try await scene.run(of: round))/repair"
            let ways = try await browserText(scene, "\(repair)?withdrawn_cases=\(scene.cases[0])&lang=en")
            #expect(ways.contains("<li>+ 5</li>"))
            let link = try #require(ways.firstMatch(of: /href="(\/desk\/runs\/[^"]+\/repair\.csv[^"]+)"/)).output.1
            let moves = try await browserText(scene, String(link).replacing("&amp;", with: "&") + "&lang=en").split(separator: "\r\n")
            #expect(moves.count == 26 && moves.dropFirst().allSatisfy { $0.contains("has lost its case") && $0.contains("no case") })
            #expect(try await scene.browser.get("\(repair).csv?withdrawn_cases=\(scene.cases[0])&moved=99").status == 404)
        }
    }

    @Test func `somebody is moved by menu onto a team beyond those that the menu holds`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            try await site.given.database.execute(
                """
                INSERT INTO team (school_id, cohort_id, name)
                SELECT \(scene.school), \(scene.cohort), 'U' || n FROM generate_series(1, 300) AS n
                """)
            let board = "/desk/cohorts/\(scene.cohort)/teams"
            let last = try await site.given.database.execute("SELECT id FROM team WHERE name = 'U300'")[0].decode(Team.ID.self)
            let page = try await browserText(scene, "\(board)?move=1&lang=en")
            #expect(page.contains("Find the team to move to") && !page.contains("value=\"\(last)\""))
            let found = try await browserText(scene, "\(board)?to=u300&lang=fr")
            #expect(
                found.contains("<details class=\"card moving\" id=\"moving\" open>") && found.contains("value=\"\(last)\">U300</option>"))
            #expect(found.contains("Trouver l’équipe d’arrivée") && !found.contains("Find the team"))
            #expect(try await browserText(scene, "\(board)?to=nobody&lang=en").contains("No team is called so."))
            let moved = try await scene.browser.submit(
                "/desk/cohorts/\(scene.cohort)/moves", ["student": "\(scene.students[0])", "to": "\(last)"], from: board)
            #expect(moved.status == 303)
        }
    }

    private func browserText(_ scene: RoundScene, _ path: String) async throws -> String { try await scene.browser.get(path).text }
}
