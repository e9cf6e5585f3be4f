import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// What becomes of a form that is refused, sent twice, or sent by somebody who is signed in no longer: nothing that was typed is lost.
@Suite struct SentFormTests {
    private static let fields = [
        "title": "Vendre <b>miel</b>", "description": "Trop de pots", "window/from": "2027-02-01", "window/until": "2027-04-30",
        "hours_per_week": "4", "confidentiality": "open", "then": "publish", "stands_on": "/desk/cases/new",
    ]

    private func count(_ site: TestSite) async throws -> Int {
        try await site.given.database.execute("SELECT count(*) FROM business_case").first?.decode(Int.self) ?? -1
    }

    /// A company's account, with a session of it.
    private func owner(_ site: TestSite) async throws -> (Browser, Identifier<Account>, Membership.ID) {
        try await site.given.application.start()
        let account = try await site.given.account("owner@example.org")
        let membership = try await site.given.member(account, .companyOwner, of: try await site.given.company("Ça & Cie"))
        let browser = Browser(site)
        await browser.take(["vivier": try await site.given.session(account, in: membership).secret.text])
        return (browser, account, membership)
    }

    @Test func `a refused form is read in the other language with what was typed, and nothing is done`() async throws {
        try await TestSite.serve { site in
            let (browser, _, _) = try await owner(site)
            var fields = Self.fields
            fields["hours_per_week"] = "900"
            let refused = try await browser.submit("/desk/cases/new?lang=en", fields, from: "/desk/cases/new")
            #expect(refused.status == 422)
            #expect(refused.text.contains("<form method=\"post\" action=\"/desk/cases/new?lang=fr\">"))
            #expect(refused.text.contains("<input type=\"hidden\" name=\"only_show\" value=\"yes\">"))
            #expect(refused.text.contains("<input type=\"hidden\" name=\"title\" value=\"Vendre &lt;b&gt;miel&lt;/b&gt;\">"))
            fields["only_show"] = "yes"
            fields["hours_per_week"] = "4"
            let french = try await browser.submit("/desk/cases/new?lang=fr", fields, from: "/desk/cases/new")
            #expect(french.status == 200 && french.text.contains("Heures par semaine") && french.text.contains("Trop de pots"))
            #expect(try await count(site) == 0)
        }
    }

    @Test func `the other language of a form that stands below a page leads to that page, never to an address that takes none`()
        async throws
    {
        try await TestSite.serve { site in
            let (browser, _, _) = try await owner(site)
            let page = try await browser.get("/desk/people?show=invite")
            #expect(page.text.contains("name=\"stands_on\" value=\"/desk/people?show=invite\""))
            let fields = ["email": "nobody", "role": "company", "stands_on": "/desk/people?show=invite"]
            let refused = try await browser.submit("/desk/people/invite", fields, from: "/desk/people")
            #expect(refused.status == 422, "\(refused.text)")
            for match in refused.text.matches(of: /<a href="([^"]*)" hreflang/) {
                #expect(try await browser.get(String(match.output.1)).status == 200)
            }
            #expect(refused.text.contains("hreflang=\"fr\" href=\"/desk/people?show=invite&amp;lang=fr\""))
        }
    }

    @Test func `a form of an earlier session is sent on from this one, with all that was typed`() async throws {
        try await TestSite.serve { site in
            let (browser, account, membership) = try await owner(site)
            let old = try await browser.get("/desk/cases/new").formToken()
            await browser.take(["vivier": try await site.given.session(account, in: membership).secret.text])
            let asked = try await browser.send("POST", "/desk/cases/new", Self.fields.merging(["form_token": old]) { $1 })
            #expect(asked.status == 403 && asked.text.contains("Send it once more"))
            #expect(
                asked.text.contains("name=\"title\" value=\"Vendre &lt;b&gt;miel&lt;/b&gt;\"") && !asked.text.contains("value=\"\(old)\""))
            #expect(try await count(site) == 0)
            let token = try asked.formToken()
            #expect(try await browser.send("POST", "/desk/cases/new", Self.fields.merging(["form_token": token]) { $1 }).status == 303)
            // Where no browser vouches for it, it may be anybody's.
            let unvouched = try await browser.send("POST", "/desk/cases/new", Self.fields.merging(["form_token": old]) { $1 }, headers: [:])
            #expect(unvouched.status == 403 && !unvouched.text.contains("Trop de pots"))
            #expect(try await count(site) == 1)
        }
    }

    @Test func `whoever is signed out while they type finds it again, and signing in leads back`() async throws {
        try await TestSite.serve { site in
            let (browser, _, _) = try await owner(site)
            let token = try await browser.get("/desk/cases/new").formToken()
            let stranger = Browser(site)
            let kept = try await stranger.send("POST", "/desk/cases/new?lang=fr", Self.fields.merging(["form_token": token]) { $1 })
            #expect(kept.status == 403 && kept.text.contains("Votre session est terminée") && kept.text.contains("Trop de pots"))
            #expect(kept.text.contains("href=\"/sign-in\" target=\"_blank\""))
            #expect(try await stranger.send("POST", "/desk/cases/new", ["x": "y"])[header: "Location"] == "/sign-in")
            #expect(try await count(site) == 0)
            let digits = Array("/desk/cases/new".utf8).map { String(format: "%02x", $0) }.joined()
            #expect((kept[header: "Set-Cookie"] ?? "").contains("vivier-place=\(digits)"))
            let shown = try await stranger.get("/desk/cases?q=miel")
            #expect(shown[header: "Set-Cookie"]?.contains("vivier-place=") == true)
        }
    }

    @Test(arguments: [
        "/desk", "/desk/cases?q=a%20b&sort=-from", "/desk?view=list", "/desk/me/ranking",
    ]) func `a page of the desk is a place to return to`(address: String) {
        #expect(PlaceToReturn.checked(address) == address)
    }

    @Test(arguments: [
        "", "/", "//evil.example", "/deskevil", "https://evil.example/desk", "/desk\r\nSet-Cookie: a=b", "/desk/\"><script>", "/account",
        "/desk/" + String(repeating: "a", count: 1_000),
    ]) func `nothing else is`(address: String) {
        #expect(PlaceToReturn.checked(address) == nil)
    }

    @Test func `one form sent several times at once has one effect, and all its senders arrive at the same place`() async throws {
        try await TestSite.serve { site in
            let (browser, _, _) = try await owner(site)
            let token = try await browser.get("/desk/cases/new").formToken()
            let fields = Self.fields.merging(["form_token": token, "once": "k1"]) { $1 }
            let answers = try await withThrowingTaskGroup(of: TestSite.Answer.self) { group in
                for _ in 0..<6 { group.addTask { try await browser.send("POST", "/desk/cases/new", fields) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.status == 303 }, "\(answers.map(\.status))")
            #expect(Set(answers.compactMap { $0[header: "Location"] }).count == 1)
            #expect(try await count(site) == 1)
            // With other words it is another form.
            let other = try await browser.send("POST", "/desk/cases/new", fields.merging(["title": "Autre"]) { $1 })
            #expect(other.status == 303)
            #expect(try await count(site) == 2)
            // What was refused may be sent again.
            let refused = fields.merging(["title": "", "once": "k2"]) { $1 }
            for _ in 0..<2 { #expect(try await browser.send("POST", "/desk/cases/new", refused).status == 422) }
        }
    }
}
