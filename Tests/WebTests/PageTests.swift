import API
import Foundation
import TestSupport
import Testing

/// The pages that need no token.
@Suite struct PageTests {
    @Test func `the front page says what is here, in both languages`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Ça & Cie")
            _ = try await site.given.school("École Zoë")
            _ = try await site.given.school("École Noé")
            _ = try await site.given.businessCase("Publié", by: company)
            _ = try await site.given.businessCase("Brouillon", by: company, state: .draft)
            let french = try await site.get("/", headers: ["Accept-Language": "fr"])
            let english = try await site.get("/?lang=en", headers: ["Accept-Language": "fr"])
            #expect(french.status == 200)
            #expect(french.text.contains("<html lang=\"fr\">"))
            #expect(english.text.contains("<html lang=\"en\">"))
            try expectGolden(french.body, "home.fr.html")
            try expectGolden(english.body, "home.en.html")
            // What scrolls on a narrow screen is reached by the keyboard.
            #expect(french.text.components(separatedBy: "<pre").count == french.text.components(separatedBy: "<pre tabindex=\"0\">").count)
            // No word of the one in the other.
            #expect(!english.text.contains("école"))
            #expect(!french.text.contains("schools"))
        }
    }

    @Test func `pages run no script and load nothing`() async throws {
        try await TestSite.serve { site in
            for path in ["/", "/problems/not-found", "/nowhere"] {
                let page = try await site.get(path, headers: ["Accept": "text/html"])
                #expect(page[header: "Content-Type"] == "text/html; charset=utf-8")
                let policy = try #require(page[header: "Content-Security-Policy"])
                #expect(policy.contains("default-src 'none'"))
                #expect(!policy.contains("unsafe"))
                for word in ["<script", "javascript:", "onclick", "http://", "https://"] { #expect(!page.text.contains(word)) }
            }
            #expect(try await site.get("/nowhere", headers: ["Accept": "text/html"]).status == 404)
        }
    }

    @Test func `an address never becomes part of a page`() async throws {
        try await TestSite.serve { site in
            for path in ["/problems/%3Cscript%3E", "/problems/a%22b", "/%3Cimg%20src=x%3E", "/?lang=%3Cu%3E"] {
                let page = try await site.get(path, headers: ["Accept": "text/html"])
                for word in ["<script", "<img", "<u>", "a\"b"] { #expect(!page.text.contains(word), "\(path)") }
            }
        }
    }

    @Test func `what operators watch is for them`() async throws {
        try await TestSite.serve { site in
            _ = try await site.get("/nowhere")
            let near = try await site.get("/metrics")
            #expect(near.status == 200)
            #expect(near[header: "Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(near.text.contains("vivier_http_request_duration_seconds_count{route=\"none\",method=\"GET\",status=\"404\"} 1\n"))
            #expect(near.text.contains("\nprocess_resident_memory_bytes "))
            let far = ["X-Forwarded-For": "203.0.113.9"]
            #expect(try await site.get("/metrics", headers: far).status == 401)
            let school = try await site.given.school("École Zoë")
            let admin = try await site.given.token(.schoolAdmin, of: school)
            #expect(try await site.get("/metrics", token: admin, headers: far).status == 403)
            let token = try await site.given.token(.operator)
            #expect(try await site.get("/metrics", token: token, headers: far).status == 200)
        }
    }
}
