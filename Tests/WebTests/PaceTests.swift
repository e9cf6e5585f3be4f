import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// How much one account may ask.
struct PaceTests {
    @Test func `whoever asks too much waits as long as it is told, each token and each person by itself`()
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
            // Ten at once, then one a second.
            let start = ContinuousClock.now
            var (served, refused) = (0, [TestSite.Answer]())
            for _ in 0..<40 {
                let answer = try await site.get("/api/v1/schools/\(school)", token: tokens[0])
                if answer.status == 200 { served += 1 } else { refused.append(answer) }
            }
            let seconds = Int(start.duration(to: .now) / .seconds(1)) + 1
            #expect(served >= 10 && served <= 10 + seconds, "\(served) in \(seconds) s")
            for answer in refused {
                #expect(try answer.status == 429 && answer.problem.code == "too-many-requests")
                #expect(answer[header: "Retry-After"] == "1")
            }
            // Another token in the same name has not been used up, nor has what the person may ask.
            for token in [tokens[1], other] { #expect(try await site.get("/api/v1/schools/\(school)", token: token).status == 200) }
            let browser = Browser(site)
            await browser.take(["vivier": session.secret.text])
            var page = try await browser.get("/account")
            #expect(page.status == 200)
            for _ in 0..<40 where page.status != 429 { page = try await browser.get("/account") }
            #expect(page.status == 429 && page[header: "Retry-After"] == "1" && page.text.contains("<html"), "\(page.status)")
            // After the time that was said it goes on.
            try await eventually { try await site.get("/api/v1/schools/\(school)", token: tokens[0]).status == 200 }
        }
    }

    @Test func `one address gets so many public pages and no more, and what watches the service is not counted`() async throws {
        try await TestSite.serve(trustedProxies: try #require(TrustedProxies("127.0.0.1")), requestsPerSecond: 100) { site in
            let near = ["X-Forwarded-For": "2001:db8:1:2::1"]
            var answers: [Int: Int] = [:]
            var last: TestSite.Answer?
            // Many at once: one after the other they may come no faster than they are allowed.
            for turn in 0..<200 where answers[429] == nil {
                let batch = try await withThrowingTaskGroup(of: TestSite.Answer.self) { group in
                    for number in 0..<32 {
                        // Each from another address of one subscriber.
                        let address = "2001:db8:1:2::\(String(turn * 32 + number, radix: 16))"
                        group.addTask { try await site.get("/sign-in", headers: ["X-Forwarded-For": address]) }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                for answer in batch { answers[answer.status, default: 0] += 1 }
                last = batch.first { $0.status == 429 }
            }
            #expect(answers[200] ?? 0 >= 600 && answers[429] ?? 0 > 0)
            #expect(last?[header: "Retry-After"] == "1")
            for path in ["/healthz", "/readyz", Asset.style.path] { #expect(try await site.get(path, headers: near).status == 200) }
            #expect(try await site.get("/sign-in", headers: ["X-Forwarded-For": "2001:db8:1:3::1"]).status == 200)
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
