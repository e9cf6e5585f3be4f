import API
import Foundation
import TestSupport
import Testing

@testable import Web

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
            // The addresses of style and script change with every change of either, ids with every house.
            func lasting(_ page: TestSite.Answer) -> Data {
                Data(
                    page.text.replacing(/-[0-9a-f]{16}\./, with: "-DIGEST.").replacing(
                        /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "ID"
                    ).utf8)
            }
            try expectGolden(lasting(french), "home.fr.html")
            try expectGolden(lasting(english), "home.en.html")
            // What scrolls on a narrow screen is reached by the keyboard.
            #expect(french.text.components(separatedBy: "<pre").count == french.text.components(separatedBy: "<pre tabindex=\"0\">").count)
            // No word of the one in the other.
            #expect(!english.text.contains("école"))
            #expect(!french.text.contains("schools"))
        }
    }

    @Test func `pages run only the script of the site, and load nothing from elsewhere`() async throws {
        try await TestSite.serve { site in
            for path in ["/", "/problems/not-found", "/nowhere", "/sign-in"] {
                let page = try await site.get(path, headers: ["Accept": "text/html"])
                #expect(page[header: "Content-Type"] == "text/html; charset=utf-8")
                let policy = try #require(page[header: "Content-Security-Policy"])
                #expect(
                    policy.contains("default-src 'none'") && policy.contains("script-src 'self'") && policy.contains("style-src 'self'"))
                #expect(!policy.contains("unsafe"))
                // The address that search engines are to keep is the site's own, and loads nothing.
                let text = page.text.replacing(/<link rel="canonical" href="http:\/\/127\.0\.0\.1:8080\/[^"]*">/, with: "")
                for word in ["javascript:", " onclick", " style=", "<style", "http://", "https://"] {
                    #expect(!text.contains(word), "\(path): \(word)")
                }
                let scripts = page.text.matches(of: /<script[^>]*>[^<]*/).map { String($0.output) }
                #expect(scripts.count == 1 && scripts[0].wholeMatch(of: /<script src="\/assets\/script-[0-9a-f]{16}\.js" defer>/) != nil)
            }
            #expect(try await site.get("/nowhere", headers: ["Accept": "text/html"]).status == 404)
        }
    }

    @Test func `style and script are kept for good, and come packed to whoever takes that`() async throws {
        try await TestSite.serve { site in
            for asset in [Asset.style, Asset.script] {
                let plain = try await PlainHTTP.send("GET", asset.path, [:], body: "", port: site.port)
                #expect(plain.status == 200 && plain[header: "Cache-Control"] == "public, max-age=31536000, immutable")
                #expect(Array(plain.body) == asset.bytes && plain[header: "Vary"] == "Accept-Encoding")
                let packed = try await PlainHTTP.send("GET", asset.path, ["Accept-Encoding": "br, gzip"], body: "", port: site.port)
                #expect(packed[header: "Content-Encoding"] == "gzip" && packed.body.count < plain.body.count / 2)
                let refused = try await PlainHTTP.send("GET", asset.path, ["Accept-Encoding": "gzip;q=0"], body: "", port: site.port)
                #expect(refused[header: "Content-Encoding"] == nil && refused.body == plain.body)
            }
            #expect(try await site.get("/assets/style-0000000000000000.css").status == 404)
        }
    }

    @Test func `the language that somebody chose is kept`() async throws {
        try await TestSite.serve { site in
            func page(_ path: String, _ cookie: String) async throws -> TestSite.Answer {
                try await PlainHTTP.send("GET", path, ["Cookie": cookie, "Accept-Language": "en"], body: "", port: site.port)
            }
            let chosen = try await page("/?lang=fr", "")
            #expect(chosen[header: "Set-Cookie"]?.hasPrefix("vivier-language=fr;") == true)
            #expect(try await page("/sign-in", "vivier-language=fr").text.contains("<html lang=\"fr\">"))
            #expect(try await page("/sign-in", "vivier-language=xx").text.contains("<html lang=\"en\">"))
        }
    }

    @Test func `an address never becomes part of a page`() async throws {
        try await TestSite.serve { site in
            for path in ["/problems/%3Cscript%3E", "/problems/a%22b", "/%3Cimg%20src=x%3E", "/?lang=%3Cu%3E"] {
                let page = try await site.get(path, headers: ["Accept": "text/html"])
                for word in ["<script>", "<img", "<u>", "a\"b"] { #expect(!page.text.contains(word), "\(path)") }
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
            #expect(near.text.contains("\nvivier_bodies_held_bytes 0\n"))
            let far = ["X-Forwarded-For": "203.0.113.9"]
            for headers in [far, ["Forwarded": "for=203.0.113.9"], ["Via": "1.1 proxy"], ["X-Real-IP": "203.0.113.9"]] {
                #expect(try await site.get("/metrics", headers: headers).status == 401)
            }
            let school = try await site.given.school("École Zoë")
            let admin = try await site.given.token(.schoolAdmin, of: school)
            #expect(try await site.get("/metrics", token: admin, headers: far).status == 403)
            let token = try await site.given.token(.operator)
            #expect(try await site.get("/metrics", token: token, headers: far).status == 200)
        }
    }
}
