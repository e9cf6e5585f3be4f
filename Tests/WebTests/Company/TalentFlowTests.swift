import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// A recruiter finds somebody, sees from whom each level comes, follows the person to a hire, and takes lists away.
@Suite struct TalentFlowTests {
    private struct Scene {
        var browser: Browser
        var company: Organisation.ID
        var student: Student.ID
    }

    private func scene(_ site: TestSite) async throws -> Scene {
        let given = site.given
        try await given.application.start()
        let (school, company) = (try await given.school("École Zoë"), try await given.company("Ça & Cie"))
        let student = try await given.student("Ève <O’Neil>", of: school)
        try await given.consent(of: student, school)
        try await given.database.execute(
            """
            INSERT INTO student_skill (student_id, skill_id, school_id, source, level)
            SELECT \(student), id, \(school), 'peer', 3 FROM skill WHERE label_en = 'negotiate compromise' OR label_fr ILIKE 'négociation%' LIMIT 1
            """)
        return Scene(browser: try await Browser.signedIn(site, as: .recruiter, of: company), company: company, student: student)
    }

    @Test func `chips and text edit the same query, whose errors stand at their place`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            let browser = scene.browser
            #expect(try await browser.get("/desk?lang=en").text.contains("Find your first candidate"))
            let added = try await browser.get("/desk/talent?q=language%3Afr&field=city&value=Dijon")
            #expect(added.status == 303 && added[header: "Location"] == "/desk/talent?q=language%3Afr%20city%3A%22Dijon%22")
            let page = try await browser.get("/desk/talent?q=language%3Afr")
            #expect(page.text.contains("1\u{A0}person") && page.text.contains("Ève &lt;O’Neil&gt;") && page.text.contains("Found, by name"))
            // Files are called alike on every page.
            #expect(page.text.contains(">Export (CSV)</a>") && page.text.contains(">Export (Excel)</a>"))
            let without = try await browser.get("/desk/talent?q=language%3Afr%20city%3ADijon&without=1")
            #expect(without[header: "Location"] == "/desk/talent?q=language%3Afr")
            // A chip says in words what the query says; a condition that cannot be read is refused at its own field, and the query stays.
            let french = try await browser.get("/desk/talent?q=language%3Aen%3AB2&lang=fr")
            #expect(french.text.contains("<span title=\"language:en&gt;=B2\">anglais, B2 ou mieux</span>"), "\(french.text)")
            let unknown = try await browser.get("/desk/talent?q=language%3Afr&field=skill&value=negociatoin&level=3&lang=en")
            #expect(unknown.status == 200 && unknown.text.contains("value=\"language:fr\""))
            #expect(unknown.text.contains("value=\"negociatoin\"") && unknown.text.contains("aria-describedby=\"skill-fault\""))
            #expect(unknown.text.contains("field=skill&amp;value=Negotiation&amp;level=3\">Negotiation</a>"))
            let wrong = try await browser.get("/desk/talent?q=language%3Afr%20%28")
            #expect(wrong.status == 200 && wrong.text.contains("Column 14") && wrong.text.contains("aria-invalid=\"true\""))
            #expect(wrong.text.contains("<code>language:fr (<mark>⌃</mark></code>"))
            let misspelt = try await browser.get("/desk/talent?q=language%3Afr%20skill%3Anegociatoin%3E%3D3&lang=en")
            #expect(
                misspelt.text.contains("Perhaps")
                    && misspelt.text.contains("href=\"/desk/talent?q=language%3Afr%20skill%3A%22Negotiation%22%3E%3D3\""))
            let count = try await browser.get("/desk/talent/count?q=language%3Afr")
            #expect(count.text.contains("href=\"/desk/talent?q=language%3Afr\">Show them</a>"))
            #expect(count.text.contains("id=\"talent-count\"") && !count.text.contains("O’Neil"))
            // Of so few the count alone, which leaves no receipt, says no more, and that it is blurred.
            #expect(count.text.contains(/Fewer than 10 people|About [1-3][05] people/) && count.text.contains("Blurred on purpose"))
            #expect(!page.text.contains("Blurred on purpose"))
            let saved = try await browser.submit(
                "/desk/talent/pools", ["name": "À voir <1>", "query": "language:fr"], from: "/desk/talent")
            #expect(saved.status == 303)
            #expect(try await browser.get("/desk/talent").text.contains("À voir &lt;1&gt;"))
            let twice = try await browser.submit(
                "/desk/talent/pools", ["name": "À voir <1>", "query": "language:fr"], from: "/desk/talent")
            #expect(twice.status == 409 && twice.text.contains("Choose another name."))
            let pool = try await site.given.database.execute("SELECT id FROM pool")[0].decode(Pool.ID.self)
            #expect(try await browser.submit("/desk/talent/pools/\(pool)/delete", [:], from: "/desk/talent").status == 303)
            let dean = try await Browser.signedIn(site, as: .schoolAdmin, of: site.given.school("Autre"))
            #expect(try await dean.get("/desk/talent?q=language%3Afr").status == 403)
        }
    }

    @Test func `saved searches have a page of their own, searched, sorted and taken away`() async throws {
        try await TestSite.serve { site in
            let browser = try await scene(site).browser
            let path = "/desk/talent/pools"
            try await checkPage(browser, path, "None yet: search, then give", "Aucune encore\u{A0}: cherchez")
            for (name, query) in [("À voir <1>", "language:fr"), ("Zürich", "city:lyon")] {
                _ = try await browser.submit(path, ["name": name, "query": query], from: "/desk/talent")
            }
            #expect(try await browser.get("/desk/talent?lang=en").text.contains("href=\"\(path)\">All saved searches</a>"))
            try await checkPage(browser, "\(path)?sort=-created", "What it asks for", "Ce qu’elle demande")
            let found = try await browser.get("\(path)?q=zurich&lang=en").text
            #expect(found.contains("href=\"/desk/talent?q=city%3Alyon\">Zürich</a>") && !found.contains("À voir"), "\(found)")
            #expect(try await browser.get("\(path)?q=zzz&lang=en").text.contains("Nothing is like that."))
            let file = try await browser.get("\(path).csv?sort=-name&lang=en").text
            let rows = file.split(separator: "\r\n")
            #expect(rows.count == 3 && rows[2].contains("À voir <1>,language:fr") && rows[0].contains("Name,Query"), "\(file)")
            for list in [path, "\(path).csv"] { #expect(try await browser.get("\(list)?sort=zzz").status == 422) }
            let pool = try await site.given.database.execute("SELECT id FROM pool WHERE name = 'Zürich'")[0].decode(Pool.ID.self)
            let gone = try await browser.submit("\(path)/\(pool)/delete", ["from": "list"], from: path)
            #expect(gone[header: "Location"]?.hasPrefix("\(path)?") == true)
            #expect(try await !browser.get(path).text.contains("Zürich"))
        }
    }

    @Test func `a person is seen with sources, followed, moved and noted, and the lists are taken away`() async throws {
        try await TestSite.serve { site in
            let scene = try await scene(site)
            let browser = scene.browser
            let path = "/desk/talent/\(scene.student)"
            let person = try await browser.get("\(path)?lang=en")
            #expect(person.text.contains("This view is recorded") && person.text.contains("Ève &lt;O’Neil&gt;"))
            #expect(person.text.contains("stated by a peer"))
            #expect(try await browser.get("/desk/prospects").text.contains("You follow nobody yet."))
            let followed = try await browser.submit("\(path)/follow", ["note": "Vue <ici>"], from: path)
            let file = try #require(followed[header: "Location"]).replacing("?notice=saved", with: "")
            // Whoever follows from a list stays there.
            let other = try await site.given.student("Zoë Ÿ", of: try await site.given.school("Autre école"))
            try await site.given.consent(
                of: other,
                try await site.given.database.execute("SELECT school_id FROM student WHERE id = \(other)")[0].decode(Organisation.ID.self))
            let list = try await browser.get("/desk/talent?q=language%3Afr")
            #expect(list.text.contains("name=\"back\" value=\"/desk/talent?q=language%3Afr\""))
            let stays = try await browser.submit("/desk/talent/\(other)/follow", ["back": "/desk/talent?q=language%3Afr"], from: path)
            #expect(stays[header: "Location"] == "/desk/talent?q=language%3Afr&notice=followed#person-\(other)", "\(stays.text)")
            let elsewhere = try await browser.submit("/desk/talent/\(other)/follow", ["back": "//evil.example"], from: path)
            #expect(elsewhere.status == 409 && !elsewhere.text.contains("prospect list"))
            let again = try await browser.submit("\(path)/follow", [:], from: path)
            #expect(again.status == 409 && again.text.contains("follows this student already"))
            let board = try await browser.get("/desk/prospects")
            #expect(board.text.contains("data-stage=\"spotted\"") && board.text.contains("draggable=\"true\""))
            #expect(try await browser.submit("\(file)/move", ["stage": "met", "from": "board"], from: file).status == 303)
            let back = try await browser.submit("\(file)/move", ["stage": "spotted", "from": "board"], from: file)
            #expect(back.status == 422 && back.text.contains("A move back needs a note that says why."))
            let edit = ["version": "2", "note": "Calme", "next_action": "Appeler", "next_on": "2027-03-01"]
            #expect(try await browser.submit("\(file)/edit", edit, from: file).status == 303)
            let lost = try await browser.submit("\(file)/edit", edit, from: file)
            #expect(lost.status == 412)
            let shown = try await browser.get(file)
            #expect(shown.text.contains("value=\"Appeler\"") && shown.text.contains("Vue &lt;ici&gt;"))
            let narrowed = try await browser.get("/desk/prospects?view=list&stage=met&q=eve&sort=next")
            #expect(narrowed.text.contains("Ève &lt;O’Neil&gt;") && narrowed.text.contains("Appeler"))
            #expect(try await browser.get("/desk/prospects/export").text.contains(",Met,Appeler,2027-03-01,"))
            #expect(try await browser.get("/desk/talent/export?q=language%3Afr").text.contains("consent scope: talent pool"))
            let told = try await browser.get("/desk/prospects/export?lang=fr").text
            #expect(told.contains(";Rencontré;") && told.contains("\"nom, école\";") && told.contains("vivier de talents, montré"))
            #expect(!told.contains("talent-pool") && !told.contains("name school"))
            for page in ["/desk", "/desk/talent?q=language%3Afr", path, "/desk/prospects", file] {
                let french = try await browser.get("\(page)\(page.contains("?") ? "&" : "?")lang=fr")
                #expect(french.status == 200 && french.text.contains("<html lang=\"fr\">"))
                #expect(try await !browser.get("\(page)\(page.contains("?") ? "&" : "?")lang=en").text.contains("Candidats suivis"))
            }
        }
    }
}
