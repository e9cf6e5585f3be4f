import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// The companies that anyone may look through, and the address of each.
@Suite struct PublicCompanyTests {
    @Test func `a company has one address that lasts, and the list finds it`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            #expect(try await site.get("/companies?lang=en").text.contains("No company proposes a public case yet."))
            let company = try await given.company("Miel & <fils>")
            _ = try await given.businessCase("Vendre", by: company)
            try await given.database.execute("UPDATE organisation SET city = 'Dijon' WHERE id = \(company)")
            let hidden = try await given.company("Sans cas")
            _ = try await given.businessCase("Brouillon", by: hidden, state: .draft)
            let path = "/companies/\(company)/miel-fils"
            for other in ["/companies/\(company)", "/companies/\(company)/old"] {
                let moved = try await PlainHTTP.send("GET", other + "?lang=en", [:], body: "", port: site.port)
                #expect(moved.status == 301 && moved[header: "Location"] == path + "?lang=en")
            }
            let page = try await site.get(path + "?lang=en")
            #expect(page.status == 200 && page.text.contains("<link rel=\"canonical\" href=\"http://127.0.0.1:8080\(path)\">"))
            let list = try await site.get("/companies?lang=en").text
            #expect(list.contains("href=\"\(path)\">Miel &amp; &lt;fils&gt;</a>") && list.contains("1\u{A0}public case"))
            #expect(!list.contains("Sans cas") && !list.contains("<fils>"))
            #expect(try await site.get("/companies?q=DIJON%20miel").text.contains("Miel &amp;"))
            #expect(try await site.get("/companies?q=%3Cb%3E&lang=fr").text.contains("Aucune entreprise ne correspond."))
            // From everywhere that shows itself to anybody.
            for place in ["/", "/cases", "/proofs"] { #expect(try await site.get(place).text.contains("href=\"/companies\"")) }
        }
    }

    @Test func `pages of the list hold each company once, by name`() async throws {
        try await TestSite.serve { site in
            for number in 1...30 {
                let company = try await site.given.company("Cie \(number)")
                _ = try await site.given.businessCase("Cas", by: company)
            }
            let first = try await site.get("/companies")
            let next = String(try #require(first.text.firstMatch(of: /rel="next" href="([^"]+)"/)).output.1).replacing("&amp;", with: "&")
            let second = try await site.get(next)
            func links(_ page: TestSite.Answer) -> [String] {
                page.text.matches(of: /href="(\/companies\/[0-9a-f-]{36}\/[a-z0-9-]+)"/).map { String($0.output.1) }
            }
            #expect(links(first).count == 24 && links(second).count == 6 && Set(links(first) + links(second)).count == 30)
        }
    }

    @Test func `the list is sorted by cases as well, each company once, and taken away as it is searched`() async throws {
        try await TestSite.serve { site in
            for number in 1...30 {
                let company = try await site.given.company(number == 7 ? "=Sept" : "Cie \(number)")
                for one in 0...(number % 3) { _ = try await site.given.businessCase("Cas \(one)", by: company) }
            }
            var (counts, links): ([Int], [String]) = ([], [])
            var address: String? = "/companies?sort=cases&lang=en"
            while let path = address {
                let page = try await site.get(path).text
                counts += page.matches(of: /(\d+)\u{A0}?\s?(?:public case|cas public)/).compactMap { Int($0.output.1) }
                links += page.matches(of: /href="(\/companies\/[0-9a-f-]{36}\/[a-z0-9-]+)"/).map { String($0.output.1) }
                address = page.firstMatch(of: /rel="next" href="([^"]+)"/).map { String($0.output.1).replacing("&amp;", with: "&") }
            }
            #expect(counts == counts.sorted(by: >) && counts.count == 30 && Set(links).count == 30)
            let file = try await site.get("/companies.csv?q=cie%201&lang=fr")
            #expect(file[header: "Content-Disposition"] == "attachment; filename=\"companies.csv\"")
            let lines = file.text.split(separator: "\r\n")
            #expect(lines.count == 13 && lines[0].contains("Nom") && lines[0].contains("Cas publics"))
            #expect(try await site.get("/companies.csv?q=sept").text.contains("'=Sept"))
            let cases = try await site.get("/cases.csv?q=sept&sort=title&lang=en").text.split(separator: "\r\n")
            #expect(cases.count == 3 && cases[1].contains("Cas 0") && cases[2].contains("Cas 1"))
        }
    }

    @Test func `the front page says how firms and schools come in`() async throws {
        try await TestSite.serve { site in
            let page = try await site.get("/?lang=en").text
            #expect(page.contains("For firms and schools that are not here yet") && !page.contains("mailto:"))
        }
        let reader = Words(language: .french)
        #expect(reader("", "« Bon » : quoi ? Oui ; non !") == "«\u{A0}Bon\u{A0}»\u{A0}: quoi\u{A0}? Oui\u{A0}; non\u{A0}!")
        #expect(reader("", "lun 09:00-12:00; 2027-01-04") == "lun 09:00-12:00; 2027-01-04" && Words(language: .english)("a ?", "") == "a ?")
    }
}
