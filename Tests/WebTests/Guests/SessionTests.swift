import API
import Foundation
import Logging
import Postgres
import TestSupport
import Testing
import Vivier
import Web

/// Sessions that somebody else knows, and what the time tells that an answer takes.
@Suite(.timeLimit(.minutes(15))) struct SessionTests {
    @Test func `signing in gives a new session, whatever the browser bore, and ends the one before`() async throws {
        let mailbox = Mailbox()
        try await TestSite.serve(
            application: { given, log in mailbox.application(of: given.application, log: log, publicURL: "http://127.0.0.1:8080") },
            { site in
                let school = try await site.given.school("Lille")
                let dean = try await site.given.account("dean@example.org")
                try await site.given.member(dean, .schoolAdmin, of: school)
                // Somebody puts a session of their own, and a made up one, into the browser before.
                let intruder = try await site.given.account("eve@example.org")
                let planted = try await site.given.session(intruder, in: try await site.given.member(intruder, .operator)).secret.text
                for (number, cookie) in [planted, LinkSecret().text].enumerated() {
                    let browser = Browser(site)
                    await browser.take(["vivier": cookie])
                    #expect(try await browser.signIn("dean@example.org", mailbox, number: number + 1).status == 303)
                    let mine = try #require(await browser.cookies["vivier"])
                    #expect(mine != cookie)
                    #expect(try await browser.get("/account").text.contains("dean@example.org"))
                    let other = Browser(site)
                    await other.take(["vivier": cookie])
                    try await eventually { try await other.get("/account").status == 303 }
                }
                // The own one before goes as well.
                let browser = Browser(site)
                #expect(try await browser.signIn("dean@example.org", mailbox, number: 3).status == 303)
                let before = try #require(await browser.cookies["vivier"])
                try await site.given.database.execute("UPDATE sign_in_link SET asked_at = now() - interval '1 hour'")
                let secret = LinkSecret()
                let browserSecret = LinkSecret()
                try await site.given.database.execute(
                    """
                    INSERT INTO sign_in_link (sha256, browser_sha256, account_id) VALUES (\(secret.digest), \(browserSecret.digest), \(dean))
                    """)
                await browser.take(["vivier": before, "vivier-browser": browserSecret.text])
                #expect(try await browser.send("POST", "/sign-in/\(secret.text)").status == 303)
                let old = Browser(site)
                await old.take(["vivier": before])
                try await eventually { try await old.get("/account").status == 303 }
                #expect(try await browser.get("/account").status == 200)
            })
    }

    @Test func `an unknown address is answered as fast as a known one`() async throws {
        let mailbox = Mailbox()
        let proxy = try #require(TrustedProxies("127.0.0.1"))
        try await TestSite.serve(
            application: { given, log in mailbox.application(of: given.application, log: log, publicURL: "http://127.0.0.1:8080") },
            trustedProxies: proxy
        ) { site in
            let school = try await site.given.school("Lille")
            for number in 0..<40 {
                try await site.given.member(try await site.given.account("known\(number)@example.org"), .schoolAdmin, of: school)
            }
            var times: [String: [Double]] = [:]
            for number in 0..<40 {
                for kind in number % 2 == 0 ? ["known", "other"] : ["other", "known"] {
                    let browser = Browser(site, from: "192.0.2.\(number + 1)")
                    let start = ContinuousClock.now
                    #expect(try await browser.send("POST", "/sign-in", ["email": "\(kind)\(number)@example.org"]).status == 200)
                    times[kind, default: []].append(start.duration(to: .now) / .milliseconds(1))
                }
            }
            let medians = times.mapValues { $0.sorted()[$0.count / 2] }
            let (known, unknown) = (try #require(medians["known"]), try #require(medians["other"]))
            // The work is the same; what differs is the machine's doing.
            #expect(max(known, unknown) < min(known, unknown) * 2 + 2, "\(known) ms, \(unknown) ms")
            print("sign-in answered in \(known) ms for known addresses and \(unknown) ms for others, medians of 40")
        }
    }
}
