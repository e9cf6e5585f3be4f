import Foundation
import TestSupport
import Testing
import Vivier

@testable import Web

/// Small parts that need no server.
@Suite struct PieceTests {
    @Test func `whatever is interpolated into a page is escaped`() {
        let hostile = #"</p><script>alert("x & 'y'")</script>"# + "\u{0}\u{8}"
        let page: HTML = "<p title=\"\(hostile)\">\(hostile)</p>"
        let escaped = "&lt;/p&gt;&lt;script&gt;alert(&quot;x &amp; &#39;y&#39;&quot;)&lt;/script&gt;\u{FFFD}\u{FFFD}"
        #expect(page.text == "<p title=\"\(escaped)\">\(escaped)</p>")
        let piece: HTML = "<b>\(1)</b>"
        let whole: HTML = "\([piece, piece])"
        #expect(whole.text == "<b>1</b><b>1</b>")
    }

    @Test(arguments: ["javascript:alert(1)", "//evil.example", "//\u{338}evil.example", "https://evil.example", "data:text/html,x"])
    func `no link leads out of the site`(address: String) {
        #expect(HTML.link("here", to: address).text == "here")
    }

    @Test(arguments: [
        ("fr", Language.french), ("fr-CA, en;q=0.5", .french), ("en, fr;q=0.9", .english), ("de", .english), ("de, fr;q=0.1", .french),
        ("fr;q=0, en", .english), ("", .english), (";;;q=", .english), ("FR", .french),
    ])
    func `a language is chosen as the reader weighs them`(header: String, expected: Language) {
        #expect(Language.preferred(header) == expected)
    }

    @Test func `request ids are of version 7 and sort by time`() async throws {
        let ids = (0..<1_000).map { _ in RequestIdentity.version7().uuidString.lowercased() }
        #expect(Set(ids).count == 1_000)
        for id in ids {
            #expect(id.dropFirst(14).first == "7")
            #expect("89ab".contains(id.dropFirst(19).first ?? " "))
        }
        let earlier = RequestIdentity.version7().uuidString
        let deadline = Date.now.addingTimeInterval(0.002)
        while Date.now < deadline { await Task.yield() }
        #expect(earlier < RequestIdentity.version7().uuidString)
    }

    @Test(arguments: [
        ("titel", "title"), ("tite", "title"), ("hours_per_weeks", "hours_per_week"), ("capcity", "capacity"), ("zzz", nil), ("", nil),
    ])
    func `the name that was meant is found`(word: String, expected: String?) {
        #expect(nearest(to: word, among: ["title", "capacity", "hours_per_week"]) == expected)
    }

    @Test func `an address gets its attempts back as time goes by`() {
        let limit = RateLimit.ofFailures()
        let start = ContinuousClock.now
        for _ in 0..<20 { limit.count("a", at: start) }
        #expect(limit.wait(for: "a", at: start) == 3)
        #expect(limit.wait(for: "b", at: start) == nil)
        #expect(limit.wait(for: "a", at: start + .seconds(2.5)) == 1)
        #expect(limit.wait(for: "a", at: start + .seconds(3.1)) == nil)
        // Many addresses do not fill the memory.
        for number in 0..<11_000 { limit.count("n\(number)", at: start) }
        #expect(limit.wait(for: "a", at: start) == 3)
    }

    @Test func `a house that closes says so before it stops`() async throws {
        try await Given.house { given in
            let readiness = Readiness(application: given.application)
            #expect(await readiness.obstacle()?.code == nil)
            readiness.close()
            #expect(await readiness.obstacle()?.code == "stopping")
        }
    }

    @Test func `metrics are escaped and whole`() {
        var page = MetricsPage()
        page.sample("x_total", [("route", "a\"b\\c\nd")], 3)
        #expect(page.text == "x_total{route=\"a\\\"b\\\\c\\nd\"} 3\n")
        let counts = RequestCounts()
        counts.count(route: "/a", method: "GET", status: 200, taken: .milliseconds(3))
        counts.count(route: "/a", method: "GET", status: 200, taken: .seconds(60))
        var histogram = MetricsPage()
        counts.write(to: &histogram)
        let labels = "route=\"/a\",method=\"GET\",status=\"200\""
        #expect(histogram.text.contains("_bucket{\(labels),le=\"0.0025\"} 0\n"))
        #expect(histogram.text.contains("_bucket{\(labels),le=\"0.005\"} 1\n"))
        #expect(histogram.text.contains("_bucket{\(labels),le=\"+Inf\"} 2\n"))
        #expect(histogram.text.contains("_sum{\(labels)} 60.003\n"))
    }

    @Test(arguments: [
        "", "vvr_", "vvr_" + String(repeating: "A", count: 49), "VVR_" + TokenSecret.random().text.dropFirst(4),
        TokenSecret.random().text + "x", String(TokenSecret.random().text.dropLast()) + "é",
    ])
    func `what only looks like a token is none`(text: String) {
        #expect(TokenSecret(text) == nil)
    }

    @Test func `a token is one of 256 random bits, and knows a typing error`() throws {
        let secret = TokenSecret.random()
        #expect(TokenSecret(secret.text)?.digest == secret.digest)
        #expect(Set((0..<100).map { _ in TokenSecret.random().text }).count == 100)
        for index in secret.text.indices.dropFirst(4).dropLast(6) {
            var mistyped = secret.text
            mistyped.replaceSubrange(index...index, with: secret.text[index] == "A" ? "B" : "A")
            #expect(TokenSecret(mistyped) == nil)
        }
    }
}
