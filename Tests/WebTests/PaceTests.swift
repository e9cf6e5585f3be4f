import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// How much one account may ask.
struct PaceTests {
    @Test func `an account that asks too much waits as long as it is told, by whatever token or session, and nobody else does`()
        async throws
    {
        try await TestSite.serve(requestsPerSecond: 1) { site in
            let school = try await site.given.school("Lille")
            let account = try await site.given.account("dean@example.org")
            let membership = try await site.given.member(account, .schoolAdmin, of: school)
            let session = try await site.given.session(account, in: membership)
            let tokens = [try await site.given.token(.schoolAdmin, of: school), try await site.given.token(.schoolAdmin, of: school)]
            try await site.given.database.execute("UPDATE token SET account_id = \(account)")
            let other = try await site.given.token(.schoolAdmin, of: school)
            // Ten at once, then one a second; both tokens draw on the same.
            let start = ContinuousClock.now
            var (served, refused) = (0, [TestSite.Answer]())
            for number in 0..<40 {
                let answer = try await site.get("/api/v1/schools/\(school)", token: tokens[number % 2])
                if answer.status == 200 { served += 1 } else { refused.append(answer) }
            }
            let seconds = Int(start.duration(to: .now) / .seconds(1)) + 1
            #expect(served >= 10 && served <= 10 + seconds, "\(served) in \(seconds) s")
            for answer in refused {
                #expect(try answer.status == 429 && answer.problem.code == "too-many-requests")
                #expect(answer[header: "Retry-After"] == "1")
            }
            #expect(try await site.get("/api/v1/schools/\(school)", token: other).status == 200)
            let browser = Browser(site)
            await browser.take(["vivier": session.secret.text])
            var page = try await browser.get("/account")
            for _ in 0..<12 where page.status != 429 { page = try await browser.get("/account") }
            #expect(page.status == 429 && page[header: "Retry-After"] == "1" && page.text.contains("<html"), "\(page.status)")
            // After the time that was said it goes on.
            try await eventually { try await site.get("/api/v1/schools/\(school)", token: tokens[0]).status == 200 }
        }
    }

    @Test func `a limit counts only what it lets through`() {
        let limit = RateLimit.ofRequests(perSecond: 2)
        let now = ContinuousClock.now
        for _ in 0..<20 { #expect(limit.take("a", at: now) == nil) }
        for _ in 0..<50 { #expect(limit.take("a", at: now) == 1) }
        #expect(limit.take("a", at: now + .milliseconds(600)) == nil)
        #expect(limit.take("a", at: now + .milliseconds(600)) == 1)
        #expect(limit.take("b", at: now) == nil)
    }
}
