import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// The public cases in each order that the page offers, through all its pages.
@Suite struct PublicSortTests {
    @Test func `a case with a team says when it begins, and that the team is at work once it has begun`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Miel & fils")
            let id = try await site.given.businessCase("Élan", by: company)
            for (days, en, fr) in [
                (Int32(30), "has a team, begins on", "a une équipe, commence le"), (-3, "a team is at work", "une équipe y travaille"),
            ] {
                try await site.given.database.execute(
                    """
                    UPDATE business_case SET state = 'matched', published_at = clock_timestamp(), from_date = current_date + \(days), until_date = current_date + 60
                    WHERE id = \(id)
                    """)
                for path in ["/", "/cases", "/cases/\(id)/elan"] {
                    for (language, words) in [("en", en), ("fr", fr)] {
                        let page = try await site.get("\(path)?lang=\(language)")
                        #expect(page.text.contains(words), "\(path) in \(language): \(page.status)")
                    }
                }
            }
        }
    }

    @Test(arguments: [("newest", 30, 1), ("soonest", 1, 30), ("title", 30, 1)])
    func `each sort of the cases goes through all pages`(sort: String, first: Int, last: Int) async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Miel & fils")
            for number in 1...30 {
                // By title the last one comes first, by its day the first one.
                let id = try await site.given.businessCase("\(String(format: "%02d", 31 - number)) miel", by: company)
                try await site.given.database.execute(
                    "UPDATE business_case SET from_date = from_date + \(Int32(number)), published_at = clock_timestamp() WHERE id = \(id)")
            }
            var (seen, path): ([Int], String?) = ([], "/cases?sort=\(sort)&lang=en")
            while let address = path {
                let page = try await site.get(address)
                #expect(page.status == 200 && page.text.contains("<option value=\"\(sort)\" selected>"), "\(address)")
                seen += page.text.matches(of: /<h2 class="small-title"><a [^>]*>(\d\d) miel<\/a>/).compactMap { Int($0.output.1) }
                path = page.text.firstMatch(of: /rel="next" href="([^"]+)"/).map { String($0.output.1).replacing("&amp;", with: "&") }
            }
            let places = seen.map { 31 - $0 }
            #expect(places.count == 30 && Set(places).count == 30)
            #expect(places.first == first && places.last == last)
            #expect(places == places.sorted { first < last ? $0 < $1 : $0 > $1 })
        }
    }
}
