import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// A company moves those whom it follows.
@Suite struct ProspectMoveTests {
    @Test func `a move says what it was, the next stage is offered first, and what is not allowed says why`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let (school, company) = (try await given.school("École Zoë"), try await given.company("Ça & Cie"))
            let student = try await given.student("Ève O’Neil", of: school)
            try await given.consent(of: student, school)
            let prospect = try await given.prospect(student, school, of: company)
            let browser = try await Browser.signedIn(site, as: .recruiter, of: company)
            let path = "/desk/prospects/\(prospect)"
            let moved = try await browser.submit("\(path)/move", ["stage": "met", "from": "board"], from: path)
            #expect(moved[header: "Location"] == "/desk/prospects?notice=staged#prospect-\(prospect)")
            let board = try await browser.get("/desk/prospects?notice=staged&lang=en").text
            #expect(board.contains("The person stands at the new stage.") && !board.contains("team now"))
            // Of the ways that lead on the nearest, then those that lead back.
            let menu = try #require(board.components(separatedBy: "name=\"stage\">").last)
            let stages = menu.prefix(700).matches(of: /<option value="([a-z]+)"/).map { String($0.output.1) }
            #expect(stages == ["offer", "declined", "contacted", "spotted"])
            // As a card that is dragged to where no way leads.
            let refused = try await browser.submit("\(path)/move?lang=en", ["stage": "hired", "from": "board"], from: path)
            #expect(refused.status == 409 && refused.text.contains("Record an offer before a hire."))
            let french = try await browser.submit("\(path)/move?lang=fr", ["stage": "hired", "from": "board"], from: path)
            #expect(french.text.contains("Notez une offre avant une embauche.") && !french.text.contains("hired\u{A0}"))
            // Who reads a note is said wherever one is written.
            let readers = "Your company reads it, and the student who asks for a copy of everything."
            let other = try await given.student("Zoë Ÿ", of: school)
            try await given.consent(of: other, school)
            #expect(try await browser.get("/desk/talent/\(other)?lang=en").text.contains(readers))
            #expect(try await browser.get("\(path)?lang=en").text.components(separatedBy: readers).count == 3)
        }
    }
}
