import API
import Foundation
import Postgres
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

    @Test func `the rows of a long file are leafed through before they are stored`() async throws {
        try await TestSite.serve { site in
            let (browser, path, _) = try await cohort(site)
            let rows = (100..<130).map { "K\($0);Ève;N\($0);e\($0)@example.org" }
            let file = (["key;given_name;family_name;email"] + rows).joined(separator: "\n")
            let brought = try await browser.submit("\(path)/import", file: file, named: "m1.csv", from: "\(path)/import")
            let columns = try #require(brought[header: "Location"])
            let weighed = try await browser.submit(columns, [:], from: columns)
            let preview = try #require(weighed[header: "Location"])
            let first = try await browser.get("\(preview)?lang=en").text
            #expect(first.contains("1 to 25 of 30") && first.contains("N124 Ève") && !first.contains("N125 Ève"))
            #expect(first.contains("href=\"\(preview)?kind=new&amp;page=2#lines\""))
            let second = try await browser.get("\(preview)?kind=new&page=2&lang=fr").text
            #expect(second.contains("26 à 30 sur 30") && second.contains("N125 Ève") && !second.contains("N124 Ève"))
            #expect(!second.contains("page=3") && second.contains("href=\"\(preview)?kind=new#lines\""))
        }
    }

    @Test func `all of a long file is there, kind by kind, and nobody else sees it`() async throws {
        try await TestSite.serve { site in
            let (browser, path, school) = try await cohort(site)
            func preview(_ file: String) async throws -> (columns: String, preview: String) {
                let brought = try await browser.submit("\(path)/import", file: file, named: "m1.csv", from: "\(path)/import")
                let columns = try #require(brought[header: "Location"])
                return (columns, try #require(try await browser.submit(columns, [:], from: columns)[header: "Location"]))
            }
            let head = "key;given_name;family_name;email"
            let known = (1000..<1130).map { "K\($0);Ève;N\($0);e\($0)@example.org" }
            let (columns, _) = try await preview(([head] + known).joined(separator: "\n"))
            #expect(try await browser.submit("\(columns)/store", from: columns).status == 303)
            let changed = (1000..<1110).map { "K\($0);Ève;<i>N\($0);e\($0)@example.org" }
            let faulty = (0..<30).map { "F\($0);Zoë;O’Neil;nowhere" }
            let file = [head] + changed + known.dropFirst(110) + ["X-1;Noé;Ÿ;x@example.org"] + faulty
            let shown = try await preview(file.joined(separator: "\n")).preview
            // What is to be looked at comes first.
            let first = try await browser.get("\(shown)?lang=en").text
            #expect(first.contains("1 to 25 of 30") && first.contains(">To look at <span class=\"soft\">30</span></a>"))
            #expect(try await browser.get("\(shown)?kind=problems&page=2&lang=en").text.contains("26 to 30 of 30"))
            // Behind the first hundred too.
            let fifth = try await browser.get("\(shown)?kind=changed&page=5&lang=fr").text
            #expect(fifth.contains("101 à 110 sur 110") && fifth.contains("&lt;i&gt;N1109 Ève"))
            #expect(fifth.contains("<del>N1100</del> → <ins>&lt;i&gt;N1100</ins>") && fifth.contains("kind=changed&amp;page=4#lines"))
            let same = try await browser.get("\(shown)?kind=unchanged&lang=en").text
            #expect(same.contains("1 to 20 of 20") && same.contains("N1129 Ève") && !same.contains("What changes"))
            #expect(try await browser.get("\(shown)?kind=new&page=99").text.contains("Ÿ Noé"))
            for odd in ["kind=x", "page=-1", "page=9223372036854775807", "kind=new&page=x"] {
                #expect(try await browser.get("\(shown)?\(odd)").status == 200, "\(odd)")
            }
            // Searched and sorted, page by page.
            let found = try await browser.get("\(shown)?kind=changed&q=n1107&lang=en").text
            #expect(found.contains("&lt;i&gt;N1107 Ève") && !found.contains("N1106") && found.contains("value=\"n1107\""))
            #expect(try await browser.get("\(shown)?kind=changed&q=k1003&lang=en").text.contains("N1003 Ève"))
            #expect(try await browser.get("\(shown)?kind=changed&q=nobody&lang=en").text.contains("Nothing is like that."))
            for sort in ["line", "name"] {
                var (seen, address): ([String], String?) = ([], "\(shown)?kind=changed&sort=\(sort)&q=eve")
                while let next = address {
                    let text = try await browser.get(next).text
                    seen += text.matches(of: /<th scope="row">&lt;i&gt;(N\d+) Ève/).map { String($0.output.1) }
                    address = text.firstMatch(of: /rel="next" href="([^"]+)#lines"/).map {
                        String($0.output.1).replacing("&amp;", with: "&")
                    }
                }
                #expect(seen == (1000..<1110).map { "N\($0)" }, "\(sort): \(seen.count)")
            }
            let fault = try await browser.get("\(shown)?kind=problems&q=162&lang=en").text
            #expect(fault.components(separatedBy: "class=\"snippet\"").count == 2, "\(fault.count)")
            #expect(try await browser.get("\(shown)?kind=problems&sort=line&lang=fr").text.contains("Page suivante"))
            #expect(try await browser.get("\(shown)?kind=new&sort=zzz").status == 422)
            let faults = try await browser.get("\(shown)/export?lang=en").text.split(separator: "\r\n")
            #expect(faults.count == 31 && faults[1].hasPrefix("133,"), "\(faults.prefix(2))")
            let people = try await browser.get("\(shown)/export?kind=changed&lang=fr").text.split(separator: "\r\n")
            #expect(people.count == 111 && people[1].contains("K1000") && people[1].contains("Nom"), "\(people.prefix(2))")
            #expect(try await browser.get("\(shown)/export?kind=changed&q=n1107").text.split(separator: "\r\n").count == 2)
            let colleague = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            #expect(try await colleague.get("\(shown)?kind=new").status == 404)
            #expect(try await colleague.get("\(shown)?kind=new&q=a").status == 404)
            let kept = try await site.given.database.execute("SELECT count(*) FROM roster_file_page")[0].decode(Int.self)
            #expect(kept == 7)
            #expect(try await browser.submit("\(shown.replacing("/preview", with: ""))/drop", from: shown).status == 303)
            let left = try await site.given.database.execute("SELECT count(*) FROM roster_file_page")[0].decode(Int.self)
            #expect(left == 0)
        }
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
            let waiting = try await browser.get("\(path)/import?lang=fr").text
            #expect(waiting.contains("Un fichier attend ici\u{A0}: m1.csv."))
            #expect(waiting.contains("clé (de l’école), prénom, nom et courriel sont nécessaires"))
            // One of the two buttons is what comes next.
            #expect(waiting.contains("<button class=\"quiet\">Regarder le fichier"))

            let weighed = try await browser.submit(columns, ["column/4": "attribute:Humeur"], from: columns)
            let preview = try await browser.get(try #require(weighed[header: "Location"]) + "?lang=en")
            #expect(preview.text.contains("<dt>new</dt><dd>1</dd>") && preview.text.contains("<dt>line refused</dt><dd>1</dd>"))
            #expect(preview.text.contains("Line 3 · Courriel") && preview.text.contains("Store 1, leave 1 out"))
            // The file has a column that is never taken: none of its lines is shown.
            #expect(!preview.text.contains("secret"))
            let french = try await browser.get(try #require(weighed[header: "Location"]) + "?lang=fr")
            #expect(french.text.contains("Ligne 3 · Courriel") && french.text.contains("Enregistrer 1, laisser 1 de côté"))
            #expect(!french.text.contains("Store 1"))
            #expect(preview.text.contains("href=\"\(path)/import\">Bring a corrected file</a>"))
            for (language, name) in [("en", "-report.csv"), ("fr", "-rapport.csv")] {
                let file = try await browser.get("\(columns)/preview/export?lang=\(language)")
                #expect(file[header: "Content-Disposition"]?.hasPrefix("attachment; filename=\"m1") == true)
                #expect(file[header: "Content-Disposition"]?.hasSuffix("\(name)\"") == true)
            }
            #expect(preview.text.contains("is shown on this page only") && preview.text.contains("Export the report (CSV)"))

            let stored = try await browser.submit("\(columns)/store", ["skip": "yes"], from: columns)
            let done = try #require(stored[header: "Location"])
            #expect(done.contains("/imports/") && done.hasSuffix("notice=imported"))
            let left = try await browser.get("\(done)&lang=en").text
            #expect(left.contains("row was left out: the preview said why"), "\(left)")
            #expect(left.contains("href=\"\(path)/import\">Bring a corrected file</a>"))
            #expect(try await browser.get("\(path)?lang=en").text.contains("&lt;b&gt;O’Neil&lt;/b&gt; Zoë"))
            #expect(try await browser.get(columns).status == 404)

            let undo = try #require(done.split(separator: "?").first) + "/undo"
            #expect(try await browser.get("\(undo)?lang=en").text.contains("<dt>would be removed</dt><dd>1</dd>"))
            #expect(try await browser.get("\(path)?lang=en").text.contains("Zoë"))
            #expect(try await browser.submit(String(undo), from: String(undo)).status == 303)
            #expect(try await browser.get("\(undo)?lang=en").text.contains("undone already"))
            let gone = try await browser.get("\(undo.replacing("/undo", with: ""))?lang=en").text
            #expect(gone.contains("4. Undone") && gone.contains("new, undone") && !gone.contains("4. Done"))
            #expect(try await !browser.get("\(path)?lang=en").text.contains("Zoë"))
        }
    }

    @Test func `a line that is refused is shown as it stands, and a column that is missing is asked for`() async throws {
        try await TestSite.serve { site in
            let (browser, path, _) = try await cohort(site)
            let file = "matricule;Prénom;Nom;Adresse\nA-1;Zoë;O’Neil;a@b.example\nA-2;<i>;Ÿ;nulle part\n"
            let brought = try await browser.submit("\(path)/import", file: file, named: "m1.csv", from: "\(path)/import")
            let columns = try #require(brought[header: "Location"])
            // It is said before anything is asked, and again where it was asked all the same: at the columns, not as a line that is refused.
            let before = try await browser.get("\(columns)?lang=en").text
            #expect(before.contains("No column gives “E-mail” yet") && !before.contains("role=\"alert\""))
            #expect(before.contains("<option value=\"email\">E-mail\u{A0}*</option>") && before.contains("* Needed"))
            let lacking = try await browser.submit("\(columns)?lang=en", ["column/0": "key", "column/1": "city"], from: columns)
            #expect(lacking.status == 422 && lacking.text.contains("What are its columns?"))
            let words = "<div class=\"alert\" role=\"alert\" tabindex=\"-1\"><p>No column gives “Given name” and “E-mail” yet"
            #expect(lacking.text.contains(words), "\(lacking.text)")
            #expect(lacking.text.contains("value=\"city\" selected") && !lacking.text.contains("--map"))
            let french = try await browser.submit("\(columns)?lang=fr", [:], from: columns)
            #expect(french.status == 422 && french.text.contains("Aucune colonne ne donne encore «\u{A0}Courriel\u{A0}»"))
            let second = try await browser.submit(columns, ["column/3": "email"], from: columns)
            let preview = try await browser.get(try #require(second[header: "Location"]))
            #expect(preview.text.contains("A-2;&lt;i&gt;;Ÿ;nulle part"))
        }
    }

    @Test func `a column of accounts is proposed for the key where no other is, and nowhere else`() async throws {
        try await TestSite.serve { site in
            let (browser, path, _) = try await cohort(site)
            for (head, isProposed) in [("username", true), ("Nom d'utilisateur", true), ("Humeur", false), ("matricule;username", false)] {
                let cells = head.contains(";") ? "1;zoe" : "zoe"
                let file = "\(head);Prénom;Nom;Courriel\n\(cells);Zoë;O’Neil;zoe@example.org\n"
                let brought = try await browser.submit("\(path)/import", file: file, named: "m1.csv", from: "\(path)/import")
                let columns = try #require(brought[header: "Location"])
                let page = try await browser.get("\(columns)?lang=en").text
                #expect(page.contains("Proposed by its name") == isProposed, "\(head)")
                #expect(page.contains("No column gives “Key (the school’s own)” yet") == (head == "Humeur"), "\(head)")
                guard isProposed else { continue }
                #expect(page.contains("value=\"key\" selected"))
                // Only what the page sends is done: the name alone is taken for nothing.
                #expect(try await browser.submit(columns, [:], from: columns).status == 422)
                #expect(try await browser.submit(columns, ["column/0": "key"], from: columns).status == 303)
            }
        }
    }

    @Test func `of two columns that could be the key, the one that is left aside is left aside`() async throws {
        try await TestSite.serve { site in
            let (browser, path, _) = try await cohort(site)
            let file = """
                SIS ID,Student Number,First Name,Last Name,Email,Notes,Notes
                1,13001,Ora,Klein,ora@example.org,a,b
                """
            let brought = try await browser.submit("\(path)/import", file: file, named: "Student.csv", from: "\(path)/import")
            let columns = try #require(brought[header: "Location"])
            let page = try await browser.get("\(columns)?lang=fr").text
            #expect(page.contains("CSV, encodage UTF-8, séparateur virgule"))
            // As the page shows it.
            var chosen: [String: String] = [:]
            for select in page.matches(of: /<select name="(column\/\d+)".*?<\/select>/) {
                let value = try #require(select.output.0.firstMatch(of: /value="([^"]*)" selected/))
                chosen[String(select.output.1)] = String(value.output.1)
            }
            #expect(chosen.values.filter { $0 == "key" }.count == 1)
            let weighed = try await browser.submit(columns, chosen, from: columns)
            let preview = try await browser.get(try #require(weighed[header: "Location"]) + "?lang=en").text
            #expect(preview.contains("<dt>new</dt><dd>1</dd>") && !preview.contains("becomes the same as another column"))
        }
    }

    @Test func `a problem of a bundle names the file of it, and one of a file its line`() {
        let (english, french) = (Words(language: .english), Words(language: .french))
        func problem(_ file: String, _ line: Int?, _ column: String?) -> ImportProblem {
            ImportProblem(file: file, line: line, column: column, code: "x", message: "x", severity: "refusal")
        }
        let address = problem("users.csv", 2, "email")
        #expect(RosterWords.place(address, inBundle: true, english) == "users.csv, line 2, e-mail")
        #expect(RosterWords.place(address, inBundle: true, french) == "users.csv, ligne 2, courriel")
        #expect(RosterWords.place(address, inBundle: false, french) == "Ligne 2 · Courriel")
        #expect(RosterWords.place(problem("users.csv", 1, "password"), inBundle: true, french) == "users.csv, ligne 1, password")
        #expect(RosterWords.place(problem("demographics.csv", nil, nil), inBundle: true, english) == "demographics.csv")
        #expect(RosterWords.place(problem("users.csv", 3, "userSourcedId"), inBundle: true, english) == "users.csv, line 3, userSourcedId")
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
