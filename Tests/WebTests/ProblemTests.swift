import API
import Foundation
import Postgres
import TestSupport
import Testing

/// Every way to be turned away, as problem details.
@Suite struct ProblemTests {
    @Test func `an address that is not there, a method that is not taken`() async throws {
        try await TestSite.serve { site in
            let nowhere = try await site.get("/api/v1/nowhere")
            #expect(nowhere.status == 404)
            #expect(try nowhere.problem.code == "no-such-page")
            let wrong = try await site.send("DELETE", "/api/v1/cases")
            #expect(wrong.status == 405)
            #expect(wrong[header: "Allow"] == "GET, HEAD, POST")
            #expect(try wrong.problem.code == "method-not-allowed")
            // The address that only takes a post is not taken for the one with a parameter.
            #expect(try await site.send("PATCH", "/api/v1/cases/\(UUID())").status == 405)
        }
    }

    @Test func `whoever opens the address of a form with a browser is led to the page above it`() async throws {
        try await TestSite.serve { site in
            let id = UUID().uuidString.lowercased()
            func ask(_ method: String, _ path: String, _ accept: String) async throws -> TestSite.Answer {
                try await PlainHTTP.send(method, path, ["Accept": accept], body: "", port: site.port)
            }
            for (path, page) in [
                ("/desk/cohorts/\(id)/moves", "/desk/cohorts/\(id)"), ("/desk/people/invite", "/desk/people"),
                ("/desk/rounds/\(id)/decisions/\(id)/\(id)/lift", "/desk/rounds/\(id)/decisions"), ("/account/sessions/end", "/account"),
            ] {
                let led = try await ask("GET", "\(path)?lang=fr", "text/html")
                #expect(led.status == 303 && led[header: "Location"] == page, "\(path)")
                // The language that was asked for is kept on the way.
                #expect(led[header: "Set-Cookie"]?.contains("fr") == true, "\(path)")
                #expect(try await ask("GET", path, "application/json").status == 405, "\(path)")
                #expect(try await ask("DELETE", path, "text/html").status == 405, "\(path)")
            }
            #expect(try await ask("GET", "/sign-out", "text/html").status == 405)
            #expect(try await ask("GET", "/nowhere/at/all", "text/html").status == 404)
        }
    }

    @Test func `a name of any length and kind is refused in words, and written down`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École Zoë")
            let token = try await site.given.token(.schoolAdmin, of: school)
            let cohort = try await site.given.cohort("M1", of: school)
            for name in [String(repeating: "é", count: 5_000), String(repeating: "👨‍👩‍👧‍👦", count: 60)] {
                let body = try Wire.encoder.encode(RoundDraft(name: name, cohorts: [cohort]))
                let answer = try await site.send("POST", "/api/v1/rounds", token: token, body: body, type: "application/json")
                #expect(answer.status == 422, "\(answer.text)")
                #expect(try answer.problem.errors?.first?.pointer == "#/name")
            }
            let written = try await site.given.database.execute("SELECT count(*) FROM audit_entry WHERE outcome = 'refused'").decode(
                Int.self)
            #expect(written == [2])
        }
    }

    @Test func `every answer carries its protections and its request id`() async throws {
        try await TestSite.serve { site in
            for path in ["/", "/healthz", "/openapi.json", "/nowhere", "/api/v1/cases", "/problems/invalid"] {
                let answer = try await site.get(path)
                #expect(answer[header: "X-Content-Type-Options"] == "nosniff")
                #expect(answer[header: "X-Frame-Options"] == "DENY")
                #expect(answer[header: "Referrer-Policy"] == "no-referrer")
                #expect(answer[header: "Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
                #expect(answer[header: "Cache-Control"] != nil)
                #expect(answer[header: "Server"] == nil)
                #expect(answer[header: "X-Request-Id"]?.count == 36)
            }
            let named = try await site.get("/healthz", headers: ["X-Request-Id": "proxy-7.a_B"])
            #expect(named[header: "X-Request-Id"] == "proxy-7.a_B")
            for strange in ["with space", "é", String(repeating: "x", count: 65), "a\"b"] {
                let answer = try await site.get("/healthz", headers: ["X-Request-Id": strange])
                #expect(answer[header: "X-Request-Id"] != strange)
            }
        }
    }

    @Test func `the sentence follows Accept-Language and the code stays`() async throws {
        try await TestSite.serve { site in
            let french = try await site.get("/api/v1/cases", headers: ["Accept-Language": "de, fr-CA;q=0.8, en;q=0.5"]).problem
            let english = try await site.get("/api/v1/cases", headers: ["Accept-Language": "en-GB"]).problem
            #expect(french.detail.hasPrefix("Un jeton valide"))
            #expect(english.detail.hasPrefix("A valid token"))
            #expect(french.code == english.code)
            let page = try await site.get(french.type, headers: ["Accept-Language": "fr"])
            #expect(page.status == 200)
            #expect(page.text.contains("<html lang=\"fr\">"))
        }
    }

    @Test func `every field that does not fit is named at once`() async throws {
        try await TestSite.serve { site in
            let token = try await site.given.token(.operator)
            let answer = try await site.post(
                "/api/v1/cases",
                """
                {"titel": "x", "skills": [{"skill": "negotiation", "level": "3", "importance": "must"}, {"skill": 4, "level": 1, \
                "importance": "musst"}], "window": {"from": "2027-02-30", "until": "2027-03-01"}, "hours_per_week": null, "remote": "yes"}
                """, token: token)
            #expect(answer.status == 422)
            let problem = try answer.problem
            #expect(problem.code == "invalid")
            let found = Dictionary(grouping: problem.errors ?? []) { $0.pointer ?? "" }.mapValues { $0.map(\.code) }
            #expect(
                found == [
                    "#/titel": ["unknown"], "#/title": ["missing"], "#/skills/0/level": ["wrong-type"], "#/skills/1/skill": ["wrong-type"],
                    "#/skills/1/importance": ["unknown-value"], "#/window/from": ["malformed"], "#/hours_per_week": ["missing"],
                    "#/remote": ["wrong-type"],
                ])
            #expect(problem.errors?.first { $0.pointer == "#/titel" }?.detail.contains("Did you mean title?") == true)
            #expect(problem.errors?.first { $0.pointer == "#/skills/1/importance" }?.detail.contains("Did you mean must?") == true)
        }
    }

    @Test func `bodies that are no JSON, of another type, too large, or hold a zero character`() async throws {
        try await TestSite.serve { site in
            let token = try await site.given.token(.operator)
            let path = "/api/v1/schools"
            for text in ["", "{", "{\"name\": }", "\u{FEFF}x", String(repeating: "[", count: 100_000)] {
                let answer = try await site.post(path, text, token: token)
                #expect(answer.status == 400)
                #expect(try answer.problem.code == "malformed-json")
            }
            let broken = try await site.send("POST", path, token: token, body: Data([0x7B, 0xFF, 0x7D]), type: "application/json")
            #expect(broken.status == 400)
            let wide = try #require("{\"name\": \"École\"}".data(using: .utf16))
            #expect(try await site.send("POST", path, token: token, body: wide, type: "application/json").problem.code == "malformed-json")
            let twice = try await site.post(path, #"{"name": "A", "city": "B", "name": "C"}"#, token: token)
            #expect(try twice.status == 422 && twice.problem.errors?.map(\.code) == ["repeated"])
            for list in ["[]", "\"x\"", "null", "7"] {
                #expect(try await site.post(path, list, token: token).status == 422, "\(list)")
            }
            let form = try await site.send("POST", path, token: token, body: Data("a=b".utf8), type: "application/x-www-form-urlencoded")
            #expect(form.status == 415)
            #expect(form[header: "Accept"] == "application/json")
            let charset = try await site.send(
                "POST", path, token: token, body: Data("{\"name\": \"École\"}".utf8), type: "Application/JSON; charset=utf-8")
            #expect(charset.status == 201, "\(charset.text)")
            let foreign = try await site.send(
                "POST", path, token: token, body: Data("{\"name\": \"École\"}".utf8), type: "application/json; charset=utf-16")
            #expect(foreign.status == 415, "\(foreign.text)")
            let large = "{\"name\": \"\(String(repeating: "é", count: 600_000))\"}"
            #expect(try await site.post(path, large, token: token).status == 413)
            let zero = try await site.post(path, #"{"name": "a\u0000b"}"#, token: token)
            #expect(zero.status == 422)
            #expect(try zero.problem.errors?.first?.code == "zero-character")
        }
    }

    @Test func `parameters that are unknown, repeated, malformed or out of range`() async throws {
        try await TestSite.serve { site in
            let token = try await site.given.token(.operator)
            func refused(_ query: String) async throws -> [String?: String] {
                let answer = try await site.get("/api/v1/companies?\(query)", token: token)
                #expect(answer.status == 422, "\(query)")
                let problems = try answer.problem.errors ?? []
                return Dictionary(problems.map { ($0.parameter, $0.code) }) { first, _ in first }
            }
            #expect(try await refused("limt=3") == ["limt": "unknown"])
            #expect(try await refused("limit=3&limit=4") == ["limit": "repeated"])
            #expect(try await refused("limit=three") == ["limit": "wrong-type"])
            #expect(try await refused("limit=0") == ["limit": "out-of-range"])
            #expect(try await refused("limit=201") == ["limit": "out-of-range"])
            #expect(try await refused("cursor=%F0%9F%90%9F") == ["cursor": "unreadable-cursor"])
            #expect(try await refused("cursor=%00") == ["cursor": "zero-character"])
            // A zero within what a cursor holds.
            #expect(
                try await refused("cursor=MjphADM2OjAxYTIwNzZkLTRhZTUtNzAwMC04MDAwLTExMDQ2NzQxZTA5Ng") == ["cursor": "unreadable-cursor"])
            let identifier = try await site.get("/api/v1/companies/acme", token: token)
            #expect(identifier.status == 422)
            #expect(try identifier.problem.errors?.first?.parameter == "company")
            #expect(try await site.get("/api/v1/companies/\(UUID())", token: token).status == 404)
        }
    }

    @Test func `a list is read page by page, by its link too`() async throws {
        try await TestSite.serve { site in
            let token = try await site.given.token(.operator)
            var names: Set<String> = []
            for number in 1...5 {
                let name = "Müller & Söhne n° \(number)"
                names.insert(name)
                _ = try await site.given.company(name)
            }
            var path: String? = "/api/v1/companies?limit=2"
            var read: [String] = []
            while let next = path {
                let answer = try await site.get(next, token: token)
                read += try answer.json(Page<Organisation>.self).items.map(\.name)
                path = answer[header: "Link"].map { String($0.dropFirst().prefix { $0 != ">" }) }
                #expect(read.count <= 5)
                if read.count > 5 { break }
            }
            #expect(Set(read) == names)
            #expect(read.count == 5)
        }
    }

    @Test func `a guesser is slowed down, and whoever is known goes on working`() async throws {
        try await TestSite.serve { site in
            let token = try await site.given.token(.operator)
            #expect(try await site.get("/api/v1/cases", token: token).status == 200)
            var statuses: [Int] = []
            for _ in 0..<25 { statuses.append(try await site.get("/api/v1/cases", token: "vvr_guess").status) }
            #expect(statuses.prefix(20).allSatisfy { $0 == 401 })
            #expect(statuses.last == 429)
            let answer = try await site.get("/api/v1/cases", token: "vvr_guess")
            #expect(answer[header: "Retry-After"].flatMap { Int($0) }.map { (1...3).contains($0) } == true)
            #expect(try await site.get("/api/v1/cases", token: token).status == 200)
            let fresh = try await site.given.token(.operator)
            #expect(try await site.get("/api/v1/cases", token: fresh).status == 200, "a good token that was never seen passes as well")
        }
    }

    @Test func `no log line holds a token, a name or an address of a person`() async throws {
        try await TestSite.serve { site in
            let token = try await site.given.token(.operator)
            _ = try await site.post("/api/v1/schools", #"{"name": "École Zoë"}"#, token: token)
            _ = try await site.get("/api/v1/companies?cursor=secretcursor", token: token)
            let lines = site.log.all.joined(separator: "\n")
            #expect(lines.contains("route=/api/v1/schools"))
            for secret in [token, "Zoë", "secretcursor", "Bearer"] { #expect(!lines.contains(secret)) }
        }
    }
}
