import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// What anyone reads without signing in.
@Suite struct PublicPagesTests {
    @Test func `a case has one address that lasts, and others lead to it`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Miel <fils>")
            let id = try await site.given.businessCase("Vendre du miel aux hôtels : où ? <b>", by: company)
            _ = try await site.given.database.execute(
                "UPDATE business_case SET description = '# Titre' || chr(10) || chr(10) || '<script>x</script> **gras**' WHERE id = \(id)")
            let path = "/cases/\(id)/vendre-du-miel-aux-hotels-ou-b"
            for other in ["/cases/\(id)", "/cases/\(id)/old-title"] {
                let moved = try await PlainHTTP.send("GET", other, [:], body: "", port: site.port)
                #expect(moved.status == 301 && moved[header: "Location"] == path)
            }
            let page = try await site.get(path + "?lang=en")
            #expect(page.status == 200 && page.text.contains("<link rel=\"canonical\" href=\"http://127.0.0.1:8080\(path)\">"))
            #expect(page.text.contains("<h2>Titre</h2>") && page.text.contains("<strong>gras</strong>"))
            #expect(page.text.contains("&lt;script&gt;") && !page.text.contains("<script>x") && page.text.contains("Miel &lt;fils&gt;"))
            #expect(!page.text.contains("noindex"))
            let french = try await site.get(path + "?lang=fr")
            #expect(french.text.contains("En bref") && !french.text.contains("In short"))
            #expect(try await site.get("/cases/\(UUID())").status == 404)
            #expect(try await site.get("/cases/nothing").status == 404)
            #expect(try await site.post("/cases/nothing", "{}").status == 405)
            let draft = try await site.given.businessCase("Brouillon", by: company, state: .draft)
            #expect(try await site.get("/cases/\(draft)").status == 404)
        }
    }

    @Test func `the list is searched and paged, a company shows its cases, and both come packed`() async throws {
        try await TestSite.serve { site in
            #expect(try await site.get("/cases?lang=en").text.contains("No case is published yet"))
            let company = try await site.given.company("Miel & fils")
            for number in 1...30 { _ = try await site.given.businessCase("Cas \(number)", by: company) }
            let first = try await site.get("/cases?lang=en")
            #expect(first.text.components(separatedBy: "<li class=\"card\">").count == 25)
            let next = String(try #require(first.text.firstMatch(of: /rel="next" href="([^"]+)"/)).output.1).replacing("&amp;", with: "&")
            #expect(try await site.get(next).text.components(separatedBy: "<li class=\"card\">").count == 7)
            #expect(try await site.get("/cases?q=cas%2030").text.components(separatedBy: "<li class=\"card\">").count == 2)
            #expect(try await site.get("/cases?q=%3Cb%3E&lang=fr").text.contains("value=\"&lt;b&gt;\""))
            let shown = try await site.get("/companies/\(company)")
            #expect(shown.status == 200 && shown.text.contains("<h1>Miel &amp; fils</h1>") && shown.text.contains("Cas 30"))
            #expect(try await site.get("/companies/\(UUID())").status == 404)
            for path in ["/", "/cases", "/companies", "/companies/\(company)/miel-fils"] {
                let packed = try await PlainHTTP.send("GET", path, ["Accept-Encoding": "gzip"], body: "", port: site.port)
                #expect(packed[header: "Content-Encoding"] == "gzip" && packed[header: "Vary"]?.contains("Accept-Encoding") == true)
                #expect(packed.body.count < 20_000, "\(path): \(packed.body.count)")
            }
            // Whoever is signed in keeps the own sections; nobody keeps such a page, packed or not.
            let reader = try await Browser.signedIn(site, as: .company, of: company)
            for path in ["/", "/cases", "/companies", "/companies/\(company)/miel-fils"] {
                let own = try await reader.send("GET", path, headers: ["Accept-Encoding": "gzip"])
                #expect(own.text.contains("href=\"/desk/cases\"") && own.text.contains("action=\"/sign-out\""), "\(path)")
                #expect(own[header: "Cache-Control"] == "no-store" && own[header: "Content-Encoding"] == nil)
                #expect(!own.text.contains("noindex"))
            }
            // A page that bears a secret does not: of it a length could tell.
            let account = try await Browser.signedIn(site, as: .operator).send("GET", "/desk", headers: ["Accept-Encoding": "gzip"])
            #expect(account[header: "Content-Encoding"] == nil)
        }
    }

    @Test(arguments: [
        ("Étude de marché : miel & Cie", "etude-de-marche-miel-cie"), ("Œuvre – 100 %", "oeuvre-100"), ("愛", "case"), ("../../etc", "etc"),
        ("a?b#c/d", "a-b-c-d"), (String(repeating: "long ", count: 40), String(repeating: "long-", count: 12).dropLast().description),
    ])
    func `an address holds the words of a title and nothing else`(title: String, expected: String) {
        #expect(AddressWords.of(title) == expected)
    }
}
