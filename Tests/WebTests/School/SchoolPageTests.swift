import API
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// The pages of a school: its home, its cohorts, its students.
@Suite struct SchoolPageTests {
    @Test func `the home says the one next thing, from the first cohort on`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École <Zoë>")
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            let fresh = try await browser.get("/desk?lang=en").text
            #expect(
                fresh.contains("École &lt;Zoë&gt;") && fresh.contains("href=\"/desk/cohorts/new\"")
                    && fresh.contains("Create your first cohort"))
            let cohort = try await site.given.cohort("M1", of: school)
            #expect(try await browser.get("/desk").text.contains("href=\"/desk/cohorts/\(cohort)/import\""))
            let student = try await site.given.student("Ève O’Neil", of: school, in: cohort)
            let french = try await browser.get("/desk?lang=fr").text
            #expect(
                french.contains("/desk/cohorts/\(cohort)?lacking=") && french.contains("Voir qui manque") && !french.contains("See who"))
            _ = try await site.given.team("Équipe", of: [student], in: cohort, school: school)
            #expect(try await browser.get("/desk?lang=en").text.contains("href=\"/desk/rounds/new\""))
            let round = try await site.given.round("Automne", of: school, over: cohort)
            #expect(try await browser.get("/desk?lang=en").text.contains("href=\"/desk/rounds/\(round)\""))
            // Who only reads is led to no form.
            let supervisor = try await Browser.signedIn(site, as: .supervisor, of: school)
            #expect(try await supervisor.get("/desk").status == 200)
        }
    }

    @Test func `the timeline says what is done, what is now and what comes later, up to the published round`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let school = try await given.school("École")
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            let steps = [
                ("Enrol", "Inscrire"), ("Get ready", "Préparer"), ("Form teams", "Former les équipes"),
                ("Open a round", "Ouvrir une session"), ("Diagnose and run", "Diagnostiquer et calculer"), ("Publish", "Publier"),
            ]
            func check(
                done: Set<Int>, now: Int?, _ en: String, _ fr: String, sourceLocation: SourceLocation = #_sourceLocation
            ) async throws {
                let pages = (try await browser.get("/desk?lang=en").text, try await browser.get("/desk?lang=fr").text)
                for (index, step) in steps.enumerated() {
                    let mark = index == now ? " aria-current=\"step\"" : done.contains(index) ? " class=\"done\"" : ""
                    let state = index == now ? ("now", "maintenant") : done.contains(index) ? ("done", "fait") : ("later", "plus tard")
                    #expect(
                        pages.0.contains("<li\(mark)>\(step.0)<small>\(state.0)</small></li>"), "\(step.0)", sourceLocation: sourceLocation)
                    #expect(
                        pages.1.contains("<li\(mark)>\(step.1)<small>\(state.1)</small></li>"), "\(step.1)", sourceLocation: sourceLocation)
                }
                #expect(pages.0.contains(en), "\(en)", sourceLocation: sourceLocation)
                #expect(pages.1.contains(fr), "\(fr)", sourceLocation: sourceLocation)
            }
            try await check(done: [], now: 0, "Create your first cohort", "Créez votre première promotion")
            let cohort = try await given.cohort("M1", of: school)
            try await check(done: [], now: 0, "Import the roster of M1", "Importez la liste de M1")
            let student = try await given.student("Ève O’Neil", of: school, in: cohort)
            try await check(done: [0], now: 1, "Free time of 1", "Disponibilités inconnues")
            _ = try await given.database.execute("UPDATE student SET weekly_free = (~B'0'::bit(336))")
            try await check(done: [0], now: 1, "Skills or languages of 1", "Compétences ou langues inconnues")
            _ = try await given.database.execute(
                "UPDATE student SET skills_stated_on = '2026-01-01', skills = (SELECT ARRAY[min(id) * 8 + 3] FROM skill)")
            try await check(done: [0, 1], now: 2, "Form teams: 1", "Formez les équipes")
            _ = try await given.team("Équipe", of: [student], in: cohort, school: school)
            try await check(done: [0, 1, 2], now: 3, "It says which cohorts", "Elle dit quelles promotions")
            let round = try await given.round("Automne", of: school, over: cohort)
            try await check(done: [0, 1, 2, 3], now: 4, "Diagnose the round, then run it", "Diagnostiquez la session, puis lancez-la")
            let company = try await given.company("Miel")
            let businessCase = try await given.businessCase("Élan", by: company)
            let team: Team.ID = try await given.id("SELECT id FROM team")
            let run = try await given.run(of: round, by: school, matching: team, school, with: businessCase, company)
            try await check(done: [0, 1, 2, 3, 4], now: 5, "Review and publish the run", "Relisez et publiez le calcul")
            try await given.publish(run)
            try await check(done: [0, 1, 2, 3, 4, 5], now: nil, "The round is published", "La session est publiée")
        }
    }

    @Test func `the consent ledger is searched, sorted and taken away by its school and by operators`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let (school, company) = (try await given.school("École <Zoë>"), try await given.company("Ça & <Cie>"))
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            let path = "/desk/schools/\(school)/ledger"
            try await checkPage(browser, path, "No entry yet", "Aucune écriture encore")
            #expect(try await browser.get("/desk/audit?lang=en").text.contains("href=\"\(path)\">Consent ledger</a>"))
            let (eve, zoe) = (try await given.student("Ève O’Neil", of: school), try await given.student("Zoë Ÿ", of: school))
            try await given.consent(of: zoe, school)
            let consent = try await given.consent(of: eve, school, company: company)
            _ = try await given.application.perform(
                WithdrawConsent(consent: consent), by: Caller(role: .schoolAdmin, organisation: school, requestID: "t"))
            try await checkPage(browser, "\(path)?sort=number", ">withdrawn<", ">retiré<")
            let found = try await browser.get("\(path)?q=\(eve)&lang=en").text
            #expect(found.contains("Ça &amp; &lt;Cie&gt;") && !found.contains("every company") && !found.contains("O’Neil"), "\(found)")
            #expect(try await browser.get("\(path)?q=withdrawn&lang=fr").text.contains("retiré</a>"))
            #expect(try await browser.get("\(path)?q=zzz&lang=en").text.contains("Nothing is like that."))
            let rows = try await browser.get("\(path).csv?sort=number&lang=fr").text.split(separator: "\r\n")
            #expect(rows.count == 4 && rows[3].contains(";retiré;école;"), "\(rows)")
            for list in [path, "\(path).csv"] {
                #expect(try await browser.get("\(list)?sort=at").status == 422)
                let foreign = try await Browser.signedIn(site, as: .schoolAdmin, of: try await given.school("Autre \(list.count)"))
                #expect(try await foreign.get(list).status == 404)
                let supervisor = try await Browser.signedIn(site, as: .supervisor, of: school)
                #expect(try await supervisor.get(list).status == 403)
            }
            let root = try await Browser.signedIn(site, as: .operator)
            #expect(try await root.get("/desk/organisations?lang=en").text.contains("href=\"\(path)\">Consent ledger</a>"))
            #expect(try await root.get("\(path)?lang=en").text.contains("École &lt;Zoë&gt;"))
        }
    }

    @Test func `programmes have a page of their own, searched, sorted and taken away`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École")
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            let path = "/desk/programmes"
            try await checkPage(browser, path, "No programme yet", "Aucun programme encore")
            #expect(try await browser.get("/desk/cohorts?lang=en").text.contains("href=\"\(path)\">All programmes</a>"))
            for (code, name) in [("PGE", "Grande <école>"), ("M1", "Master")] {
                _ = try await browser.submit(path, ["programme_code": code, "programme_name": name], from: "/desk/cohorts/new")
            }
            try await checkPage(browser, "\(path)?sort=-name", "name, from the end", "nom, depuis la fin")
            let found = try await browser.get("\(path)?q=ecole&lang=en").text
            #expect(found.contains("Grande &lt;école&gt;") && !found.contains("Master"), "\(found)")
            #expect(try await browser.get("\(path)?q=zzz&lang=en").text.contains("Nothing is like that."))
            let rows = try await browser.get("\(path).csv?sort=-name&lang=en").text.split(separator: "\r\n")
            #expect(rows.count == 3 && rows[1].hasSuffix(",M1,Master,École") && rows[2].contains("Grande <école>"), "\(rows)")
            for list in [path, "\(path).csv"] { #expect(try await browser.get("\(list)?sort=zzz").status == 422) }
            // Who made none reads them all the same; an operator sees whose each is.
            let supervisor = try await Browser.signedIn(site, as: .supervisor, of: school)
            #expect(try await supervisor.get(path).text.contains("Master"))
            let root = try await Browser.signedIn(site, as: .operator)
            #expect(try await root.get(path).text.contains("École"))
            let foreign = try await Browser.signedIn(site, as: .schoolAdmin, of: try await site.given.school("Autre"))
            #expect(try await !foreign.get("\(path).csv").text.contains("Master"))
        }
    }

    @Test func `a cohort is made with its programme and its blocked days, and faults stand at their fields`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École")
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            #expect(try await browser.get("/desk/cohorts?lang=en").text.contains("No cohort yet"))
            let programme = try await browser.submit(
                "/desk/programmes", ["programme_code": "PGE", "programme_name": "Grande <école>"], from: "/desk/cohorts/new")
            let form = try #require(programme[header: "Location"])
            #expect(try await browser.get(form).text.contains("PGE · Grande &lt;école&gt;"))
            let id = try #require(form.split(separator: "=").dropFirst().first?.split(separator: "&").first)
            // What was typed of the cohort stays while a programme is added.
            let typed = ["name": "Promo <été>", "starts_on": "2026-09-01", "programme_code": "", "programme_name": "X"]
            let lacking = try await browser.submit("/desk/programmes", typed, from: "/desk/cohorts/new")
            #expect(lacking.status == 422 && lacking.text.contains("id=\"programme_code-fault\""))
            #expect(lacking.text.contains("value=\"Promo &lt;été&gt;\""))
            let added = try await browser.submit(
                "/desk/programmes", typed.merging(["programme_code": "X"]) { $1 }, from: "/desk/cohorts/new")
            let back = try await browser.get(try #require(added[header: "Location"])).text
            #expect(
                back.contains("value=\"Promo &lt;été&gt;\"") && back.contains("value=\"2026-09-01\"") && back.contains("selected>X · X"))
            var fields = [
                "name": "Master 1", "code": "", "programme": String(id), "starts_on": "2026-09-01", "ends_on": "2026-08-01",
                "blocked/0/reason": "exams", "blocked/0/from": "2026-12-14", "blocked/0/until": "2026-12-18",
            ]
            let refused = try await browser.submit("/desk/cohorts", fields, from: "/desk/cohorts/new")
            #expect(refused.status == 422 && refused.text.contains("value=\"Master 1\"") && refused.text.contains("id=\"ends_on-fault\""))
            #expect(refused.text.contains("id=\"code-fault\"") && refused.text.contains("value=\"2026-12-14\""))
            fields["code"] = "M1"
            fields["ends_on"] = "2027-06-30"
            // Of a period whose end is left out nobody knows the days; of one day both are given.
            fields["blocked/1/reason"] = "holidays"
            fields["blocked/1/from"] = "2027-04-26"
            for (language, words) in [("en", "Give the last day"), ("fr", "Indiquez le dernier jour")] {
                let half = try await browser.submit("/desk/cohorts?lang=\(language)", fields, from: "/desk/cohorts/new")
                #expect(half.status == 422 && half.text.contains("id=\"blocked/1/until-fault\">\(words)"), "\(half.text)")
                #expect(half.text.contains("value=\"2027-04-26\"") && half.text.contains("value=\"Master 1\""))
            }
            fields["blocked/1/until"] = "2027-04-26"
            let made = try await browser.submit("/desk/cohorts", fields, from: "/desk/cohorts/new")
            let path = try #require(made[header: "Location"])
            let page = try await browser.get("\(path)&lang=en")
            #expect(page.text.contains("14 Dec 2026 – 18 Dec 2026") && page.text.contains("<span>26 Apr 2027</span>"))
            #expect(page.text.contains("Exams") && page.text.contains("Import the roster"))
            let supervisor = try await Browser.signedIn(site, as: .supervisor, of: school)
            #expect(try await supervisor.get("/desk/cohorts/new").status == 403)
            #expect(try await !supervisor.get("/desk/cohorts").text.contains("/desk/cohorts/new"))
        }
    }

    @Test func `a cohort is put right, nobody overwriting what was changed meanwhile, and the list is taken along`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École")
            let (cohort, other) = (try await site.given.cohort("M1", of: school), try await site.given.cohort("M2", of: school))
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            let path = "/desk/cohorts/\(cohort)/edit"
            #expect(try await browser.get("/desk/cohorts/\(cohort)").text.contains("href=\"\(path)\""))
            let version = String(try #require(try await browser.get(path).text.firstMatch(of: /name="version" value="(\d+)"/)).output.1)
            let fields = [
                "version": version, "name": "Master <1>", "code": "M1", "starts_on": "2026-09-01", "ends_on": "2027-06-30",
                "blocked/0/reason": "exams", "blocked/0/from": "2026-12-14", "blocked/0/until": "2026-12-18",
            ]
            let taken = try await browser.submit(path, fields.merging(["code": "M2"]) { $1 }, from: path)
            #expect(taken.status == 409 && taken.text.contains("id=\"code-fault\"") && taken.text.contains("has this code"))
            #expect(try await browser.submit(path, fields, from: path).status == 303)
            let page = try await browser.get("/desk/cohorts/\(cohort)?lang=en").text
            #expect(page.contains("Master &lt;1&gt;") && page.contains("14 Dec 2026"))
            let late = try await browser.submit(path, fields.merging(["name": "Late"]) { $1 }, from: path)
            #expect(late.status == 412 && late.text.contains("value=\"Late\"") && late.text.contains("class=\"warning\""))
            #expect(try await browser.get(path).text.contains("value=\"2026-12-14\""))
            let file = try await browser.get("/desk/cohorts/export?search=master&lang=fr")
            #expect(file.text.contains("Code;Nom;Premier jour;") && file.text.contains("M1;Master <1>;2026-09-01;"))
            #expect(!file.text.contains("M2"))
            let supervisor = try await Browser.signedIn(site, as: .supervisor, of: school)
            #expect(try await supervisor.get(path).status == 403)
            let foreign = try await Browser.signedIn(site, as: .schoolAdmin, of: try await site.given.school("Autre"))
            #expect(try await foreign.get("/desk/cohorts/\(other)/edit").status == 404)
            #expect(try await foreign.submit("/desk/cohorts/\(other)/edit", fields).status == 404)
        }
    }

    @Test func `students are searched, narrowed, sorted and taken along`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École")
            let cohort = try await site.given.cohort("M1", of: school)
            for name in ["Zoë Léger", "Ève O’Neil", "Ana <Ÿ>"] { _ = try await site.given.student(name, of: school, in: cohort) }
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            let path = "/desk/cohorts/\(cohort)"
            #expect(try await browser.get("\(path)?search=O%27Neil").text.contains("O’Neil Ève"))
            #expect(try await browser.get("\(path)?sort=-name").text.contains("<p class=\"sorts\">"))
            let found = try await browser.get("\(path)?search=leger").text
            #expect(found.contains("Léger Zoë") && !found.contains("O’Neil"))
            #expect(try await browser.get("\(path)?search=%3Cb%3E").text.contains("value=\"&lt;b&gt;\""))
            #expect(try await browser.get("\(path)?lacking=team").text.contains("O’Neil"))
            #expect(try await browser.get("\(path)?sort=-name").text.contains("aria-sort=\"descending\""))
            #expect(try await browser.get("\(path)?cursor=nonsense").status == 422)
            let csv = try await browser.get("\(path)/students.csv")
            #expect(csv.status == 200 && csv[header: "Content-Disposition"]?.contains("cohort.csv") == true)
            #expect(try await browser.get("\(path)/students.xlsx").body.starts(with: [0x50, 0x4B]))
        }
    }

    @Test func `a student's file is put right, nobody overwriting what was changed meanwhile`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École")
            let student = try await site.given.student("Ève O’Neil", of: school)
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            let path = "/desk/students/\(student)"
            let edit = try await browser.get("\(path)/edit?lang=en").text
            let version = String(try #require(edit.firstMatch(of: /name="version" value="([0-9]+)"/)).output.1)
            let fields = [
                "version": version, "given_name": "Eva", "family_name": "O’Neil", "email": "nowhere", "languages": "fr:C2, klingon",
                "availability": "mon 09:00-12:00",
            ]
            let refused = try await browser.submit(path, fields, from: "\(path)/edit")
            #expect(refused.status == 422 && refused.text.contains("id=\"email-fault\"") && refused.text.contains("id=\"languages-fault\""))
            let right = fields.merging(["email": "eva@example.org", "languages": "fr:C2, en:B2"]) { $1 }
            #expect(try await browser.submit(path, right, from: "\(path)/edit").status == 303)
            let late = try await browser.submit(path, right.merging(["given_name": "Late"]) { $1 }, from: "\(path)/edit")
            #expect(late.text.contains("value=\"Late\"") && late.text.contains("class=\"warning\"") && late.text.contains("Eva O’Neil"))
            let page = try await browser.get("\(path)?lang=en").text
            #expect(page.contains("Eva O’Neil") && page.contains("eva@example.org") && !page.contains("Late"))
        }
    }

    @Test func `consents from a signed form are recorded and withdrawn, and a student is erased by the key alone`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École")
            let student = try await site.given.student("Ève O’Neil", of: school)
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            let path = "/desk/students/\(student)"
            let consent = ["purpose": "talent-pool", "company": "", "fields": "email", "text_version": ""]
            #expect(try await browser.submit("\(path)/consents", consent, from: path).status == 422)
            let given = try await browser.submit("\(path)/consents", consent.merging(["text_version": "2026-09"]) { $1 }, from: path)
            #expect(given.status == 303)
            let page = try await browser.get("\(path)?lang=en").text
            #expect(page.contains("from a signed form"))
            let id = String(try #require(page.firstMatch(of: /name="consent" value="([0-9a-f-]+)"/)).output.1)
            #expect(try await browser.submit("\(path)/consents/withdraw", ["consent": id], from: path).status == 303)
            #expect(try await browser.get("\(path)?lang=en").text.contains("over since"))
            #expect(try await browser.get("\(path)/export").text.contains("vivier-person/1"))

            let supervisor = try await Browser.signedIn(site, as: .supervisor, of: school)
            let read = try await supervisor.get("\(path)?lang=en")
            #expect(read.status == 200 && !read.text.contains("id=\"consents\"") && !read.text.contains("/erase"))
            let other = try await Browser.signedIn(site, as: .schoolAdmin, of: try await site.given.school("Autre"))
            #expect(try await other.get(path).status == 404)

            let wrong = try await browser.submit("\(path)/erase", ["key": "x"], from: "\(path)/erase")
            #expect(wrong.status == 422 && wrong.text.contains("id=\"key-fault\""))
            let asked = try await browser.get("\(path)/erase?lang=en").text
            let key = String(try #require(asked.firstMatch(of: /student’s key, ([^,]+), to confirm/)).output.1)
            #expect(try await browser.submit("\(path)/erase", ["key": key], from: "\(path)/erase").status == 303)
            #expect(try await browser.get(path).status == 404)
        }
    }
}
