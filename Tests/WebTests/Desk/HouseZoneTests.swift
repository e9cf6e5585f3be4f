import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// Days and times are the house's, and say so.
@Suite struct HouseZoneTests {
    private static func zone(_ name: String) throws -> TimeZone { try #require(HouseZone.named(name)) }

    @Test func `a time says of which zone it is`() throws {
        let moment = Date(timeIntervalSince1970: 1_800_000_000)
        #expect(Words(language: .english).moment(moment) == "15 Jan 2027 at 09:00 CET")
        #expect(Words(language: .french).moment(moment) == "15 janv. 2027 à 09:00 CET")
        #expect(Words(language: .english).clock(moment.addingTimeInterval(180 * 86_400)) == "10:00 CEST")
        let there = try HouseZone.$current.withValue(Self.zone("Indian/Reunion")) { Words(language: .french).moment(moment) }
        #expect(there == "15 janv. 2027 à 12:00 UTC+4")
        for name in ["Paris", "CET", "Europe/Nowhere", ""] { #expect(HouseZone.named(name) == nil, "\(name)") }
    }

    @Test func `pages show the times of the zone that the house has`() async throws {
        let page = try await HouseZone.$current.withValue(Self.zone("Pacific/Noumea")) {
            try await TestSite.serve { site in
                let scene = try await RoundScene.of(site)
                let round = try await scene.round()
                try await site.given.database.execute("UPDATE round SET created_at = '2027-01-15T08:00:00Z' WHERE id = \(round)")
                return try await scene.browser.get("/desk/rounds/\(round)?lang=fr").text
            }
        }
        #expect(page.contains("15 janv. 2027 à 19:00 UTC+11"))
    }

    /// A day that is over in the one is none yet in the other: they are 25 hours apart.
    @Test func `a case is over with its last day in the house`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let company = try await given.company("Miel")
            let id = try await given.businessCase("Vendre", by: company)
            let (west, east) = (try Self.zone("Pacific/Pago_Pago"), try Self.zone("Pacific/Kiritimati"))
            let today = HouseZone.$current.withValue(west) { Day.today }
            try await given.database.execute(
                "UPDATE business_case SET from_date = \(today)::date - 90, until_date = \(today)::date WHERE id = \(id)")
            func isPublic() async throws -> Bool {
                let visitor = Caller.visitor(requestID: "test", language: .english)
                return try await !given.application.perform(ListPublicCases(query: PublicCaseQuery()), by: visitor).items.isEmpty
            }
            func state() async throws -> String {
                try await given.application.closePastCases()
                return try await given.database.execute("SELECT state FROM business_case WHERE id = \(id)")[0].decode(String.self)
            }
            let inWest = try await HouseZone.$current.withValue(west) { (try await isPublic(), try await state()) }
            #expect(inWest == (true, "published"))
            let inEast = try await HouseZone.$current.withValue(east) { (try await isPublic(), try await state()) }
            #expect(inEast == (false, "closed"))
        }
    }
}
