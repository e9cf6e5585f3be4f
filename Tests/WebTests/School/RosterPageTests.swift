import API
import TestSupport
import Testing
import Vivier

@testable import Web

/// The way of a roster into a cohort and back, without script.
@Suite struct RosterPageTests {
    private static let roster = """
        N° étudiant;Prénom;Nom;Courriel;Humeur;Mot de passe
        A-1;Zoë;<b>O’Neil</b>;zoe@example.org;gaie;secret
        A-2;Ève;Ÿ;pas une adresse;=1+1;secret
        """

    private func cohort(_ site: TestSite) async throws -> (browser: Browser, path: String, school: Organisation.ID) {
        let school = try await site.given.school("École Zoë")
        let cohort = try await site.given.cohort("M1", of: school)
        return (try await Browser.signedIn(site, as: .schoolAdmin, of: school), "/desk/cohorts/\(cohort)", school)
    }

    @Test func `a file is looked at, said to be what it is, previewed, stored and undone`() async throws {
        try await TestSite.serve { site in
            let (browser, path, _) = try await cohort(site)
            let brought = try await browser.submit("\(path)/import", file: Self.roster, named: "m1.csv", from: "\(path)/import")
            let columns = try #require(brought[header: "Location"])
            let page = try await browser.get("\(columns)?lang=en")
            #expect(page.text.contains("CSV, encoding utf-8, semicolons") && page.text.contains("<li>gaie</li>"))
            #expect(page.text.contains("value=\"key\" selected") && page.text.contains("never taken") && !page.text.contains("secret"))
            #expect(page.text.contains("&lt;b&gt;O’Neil&lt;/b&gt;") && !page.text.contains("<b>O’Neil"))
            // It waits for whoever comes back.
            #expect(try await browser.get("\(path)/import?lang=fr").text.contains("Un fichier attend ici : m1.csv."))

            let weighed = try await browser.submit(columns, ["column/4": "attribute:Humeur"], from: columns)
            let preview = try await browser.get(try #require(weighed[header: "Location"]) + "?lang=en")
            #expect(preview.text.contains("<dt>new</dt><dd>1</dd>") && preview.text.contains("<dt>refused</dt><dd>1</dd>"))
            #expect(preview.text.contains("Line 3 · Courriel") && preview.text.contains("Store 1, leave 1 out"))
            // The file has a column that is never taken: none of its lines is shown.
            #expect(!preview.text.contains("secret"))
            let french = try await browser.get(try #require(weighed[header: "Location"]) + "?lang=fr")
            #expect(french.text.contains("Ligne 3 · Courriel") && french.text.contains("Enregistrer 1, laisser 1 de côté"))
            #expect(!french.text.contains("Store 1"))

            let stored = try await browser.submit("\(columns)/store", ["skip": "yes"], from: columns)
            let done = try #require(stored[header: "Location"])
            #expect(done.contains("/imports/") && done.hasSuffix("notice=imported"))
            #expect(try await browser.get("\(path)?lang=en").text.contains("&lt;b&gt;O’Neil&lt;/b&gt; Zoë"))
            #expect(try await browser.get(columns).status == 404)

            let undo = try #require(done.split(separator: "?").first) + "/undo"
            #expect(try await browser.get("\(undo)?lang=en").text.contains("<dt>would be removed</dt><dd>1</dd>"))
            #expect(try await browser.get("\(path)?lang=en").text.contains("Zoë"))
            #expect(try await browser.submit(String(undo), from: String(undo)).status == 303)
            #expect(try await browser.get("\(undo)?lang=en").text.contains("undone already"))
            #expect(try await !browser.get("\(path)?lang=en").text.contains("Zoë"))
        }
    }

    @Test func `a line that is refused is shown as it stands, and a column that is missing is asked for`() async throws {
        try await TestSite.serve { site in
            let (browser, path, _) = try await cohort(site)
            let file = "matricule;Prénom;Nom;Adresse\nA-1;Zoë;O’Neil;a@b.example\nA-2;<i>;Ÿ;nulle part\n"
            let brought = try await browser.submit("\(path)/import", file: file, named: "m1.csv", from: "\(path)/import")
            let columns = try #require(brought[header: "Location"])
            let first = try await browser.submit(columns, [:], from: columns)
            let lacking = try await browser.get(try #require(first[header: "Location"]) + "?lang=en")
            #expect(lacking.text.contains("No column is “E-mail”. Go back and say which one it is."))
            #expect(!lacking.text.contains("--map"))
            let second = try await browser.submit(columns, ["column/3": "email"], from: columns)
            let preview = try await browser.get(try #require(second[header: "Location"]))
            #expect(preview.text.contains("A-2;&lt;i&gt;;Ÿ;nulle part"))
        }
    }

    @Test func `a file that is none is refused at its field, and nobody else sees what waits`() async throws {
        try await TestSite.serve { site in
            let (browser, path, school) = try await cohort(site)
            let none = try await browser.submit("\(path)/import", ["other": "x"], from: "\(path)/import")
            #expect(none.status == 422 && none.text.contains("id=\"file-fault\""))
            let sheet = try await browser.submit("\(path)/import", file: "PK\u{3}\u{4}broken", named: "a.zip", from: "\(path)/import")
            #expect(sheet.status == 422 && sheet.text.contains("aria-invalid=\"true\""))
            let brought = try await browser.submit("\(path)/import", file: Self.roster, named: "m1.csv", from: "\(path)/import")
            let columns = try #require(brought[header: "Location"])
            let colleague = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            #expect(try await colleague.get(columns).status == 404)
            let supervisor = try await Browser.signedIn(site, as: .supervisor, of: school)
            #expect(try await supervisor.get("\(path)/import").status == 403)
            #expect(try await supervisor.get(path).status == 200)
            let dropped = try await browser.submit("\(columns)/drop", from: columns)
            #expect(dropped.status == 303)
            #expect(try await browser.get(columns).status == 404)
        }
    }
}
