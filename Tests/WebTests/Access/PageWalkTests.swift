import API
import Foundation
import HTTPTypes
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// Every page and every form of the site, found in its map, so that none is forgotten: asked by strangers, by every role, for what is theirs and
/// for what is not, and from other sites.
@Suite(.timeLimit(.minutes(15))) struct PageWalkTests {
    /// What anybody may see. Whatever else is added to the site shows itself to nobody who is not signed in, or stands here.
    private static let open: Set<String> = [
        Asset.style.path, Asset.script.path, "/", "/api", "/problems/{code}", "/openapi.json", "/healthz", "/readyz", "/metrics",
        "/sign-in", SecurityNote.path,
        "/sign-in/{secret}", "/cases", "/cases/{case}", "/cases/{case}/{title}", "/companies", "/companies/{company}",
        "/companies/{company}/{title}",
        "/cases.csv", "/companies.csv", "/proofs.csv", "/proofs/{run}",
        "/proofs/{run}/instance.json", "/proofs/{run}/result.json", "/proofs/{run}/verification", "/proofs",
        "/proofs/verify.py",
    ]
    /// Where an open redirect would look.
    private static let elsewhere =
        "?next=https://evil.example/&return=//evil.example/&url=%2F%5Cevil.example&redirect_uri=https://evil.example&continue=javascript:alert(1)"

    private static let zeros = [
        "?q=a%00b&person=a%00b&action=a%00b",
        "?q=%00&sort=%00&cursor=%00&state=%00&outcome=%00&kind=%00&format=%00&purpose=%00&company=%00&notice=%00&without=%00&round=%00",
    ]

    /// What holds of every answer that a person gets.
    ///
    /// - Parameter isFile: what is taken along, to be stored and never shown as a page of the site.
    func expectSafe(_ answer: TestSite.Answer, _ name: Comment, isFile: Bool = false) {
        #expect(answer.status < 500, name)
        let policy = answer[header: "Content-Security-Policy"] ?? ""
        #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), name)
        for directive in policy.split(separator: ";") {
            let words = directive.split(separator: " ").map(String.init)
            // Pictures that a style sheet holds itself are no programs.
            let allowed: Set = words.first == "img-src" ? ["'self'", "'none'", "data:"] : ["'self'", "'none'"]
            #expect(Set(words.dropFirst()).isSubset(of: allowed), "\(name): the policy allows \(directive)")
        }
        #expect(answer[header: "X-Content-Type-Options"] == "nosniff" && answer[header: "X-Frame-Options"] == "DENY", name)
        #expect(answer[header: "Referrer-Policy"] == "no-referrer", name)
        if let target = answer[header: "Location"] {
            #expect(
                target.hasPrefix("/") && !target.hasPrefix("//") && !target.hasPrefix("/\\") && !target.contains("evil"),
                "\(name): \(target)")
        }
        for cookie in (answer[header: "Set-Cookie"] ?? "").split(separator: "\n") {
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "\(name): \(cookie)")
        }
        if isFile, answer.status == 200 {
            #expect(answer[header: "Content-Disposition"]?.hasPrefix("attachment; filename=") == true, name)
            #expect(answer[header: "Content-Type"]?.contains("html") == false, name)
            return
        }
        for mark in ["<script>alert", "<img src=x"] where answer.text.contains(mark) {
            Issue.record("\(name): \(mark) stands in the page")
        }
        // A page may name its own address again, with what was asked of it; never as somewhere else to go.
        #expect(answer.text.firstMatch(of: /="\s*(?:javascript:|https?:\/\/evil|\/[\/\\])/) == nil, name)
        // What stands within the quotes of a value is no attribute; a mark on a quote is one for the eye alone.
        let attribute = /<[a-zA-Z](?:[^<>"]|"[^"]*")*\s(?:on[a-z]+|style)\s*=/.matchingSemantics(.unicodeScalar)
        #expect(answer.text.firstMatch(of: attribute) == nil, name)
    }

    @Test func `a stranger sees what is public, is sent to sign in, and nothing else`() async throws {
        try await PageWalk.run { walk in
            let stranger = Browser(walk.site)
            for place in walk.places {
                guard let path = try await walk.path(place, .own, as: .operator) else { continue }
                let name: Comment = "\(place.method.rawValue) \(place.path)"
                if place.method == .get {
                    let answer = try await stranger.get(path + Self.elsewhere)
                    expectSafe(answer, name, isFile: place.isFile)
                    if answer.status == 200 { #expect(Self.open.contains(place.path), "\(name) is shown to strangers") }
                    // What a round is called is told with its proof.
                    if !place.path.hasPrefix("/proofs") { #expect(!answer.text.contains(World.secret), name) }
                } else {
                    let answer = try await stranger.send(place.method.rawValue, path + Self.elsewhere, ["x": "y"])
                    expectSafe(answer, name)
                    let isHarmless =
                        answer.status >= 400 || answer[header: "Location"]?.hasPrefix("/sign-in") == true || answer.status == 200
                        || answer[header: "Location"]?.hasPrefix("/?") == true
                    #expect(isHarmless, "\(name): \(answer.status)")
                    if answer.status == 200 { #expect(place.path.hasPrefix("/sign-in") || Self.open.contains(place.path), "\(name)") }
                }
            }
        }
    }

    @Test func `every role gets every page safe, with nothing that is somebody else's`() async throws {
        try await PageWalk.run { walk in
            var (asked, shown) = (0, 0)
            for role in Role.allCases {
                let browser = try await walk.browser(role)
                for place in walk.places where place.method == .get {
                    for side in Side.allCases {
                        guard let path = try await walk.path(place, side, as: role) else { continue }
                        let name: Comment = "\(place.path), \(role.rawValue), \(side.rawValue)"
                        let answer = try await browser.get(path + Self.elsewhere)
                        expectSafe(answer, name, isFile: place.isFile)
                        asked += 1
                        // Two slashes would make a link to the own address one to another host.
                        if side == .own { expectSafe(try await browser.get("/" + path), name) }
                        // A zero byte, which no database takes, in whatever a page may ask for.
                        for zero in Self.zeros where side == .own {
                            expectSafe(try await browser.get(path + zero), name, isFile: place.isFile)
                        }
                        if answer.status == 200 { shown += 1 }
                        if role != .operator, !place.path.hasPrefix("/proofs") { #expect(!answer.text.contains(World.secret), name) }
                        if !Self.open.contains(place.path), answer.status == 200 {
                            #expect(answer[header: "Cache-Control"]?.contains("no-store") == true, name)
                        }
                    }
                }
            }
            #expect(shown > Role.allCases.count)
            print("pages: \(asked) asked as \(Role.allCases.count) roles, \(shown) shown")
        }
    }

    @Test func `no form touches anything foreign, whoever sends it from a page of their own`() async throws {
        try await PageWalk.run { walk in
            let database = walk.site.given.database
            let foreign = ForeignRows(of: walk.world)
            // What is counted anew and read beside the requests says nothing of them, and what was refused is written down.
            let tables = try await ForeignRows.tables(database).filter { !["cohort_tally", "student_name", "audit_entry"].contains($0) }
            var sent = 0
            // An operator may change everybody's.
            for role in Role.allCases where role != .operator {
                let browser = try await walk.browser(role)
                let token = try await browser.get("/account").formToken()
                // The world makes what an address names: all of it is there before anything is sent.
                var forms: [(place: SiteMap.Place, path: String)] = []
                for place in walk.places where place.method != .get && place.path != "/sign-out" && place.path.contains("{") {
                    if let path = try await walk.path(place, .foreign, as: role) { forms.append((place, path)) }
                }
                let before = try await foreign.places(in: tables, database)
                #expect(before.values.count { !$0.isEmpty } > 15)
                for (place, path) in forms {
                    let answer = try await browser.send(
                        place.method.rawValue, path,
                        ["form_token": token, "name": "x", "reason": "x", "student": "\(walk.world.foreign.student)", "confirm": "yes"])
                    expectSafe(answer, "\(place.path), \(role.rawValue)")
                    if !place.path.hasPrefix("/proofs") {
                        #expect(!answer.text.contains(World.secret), "\(place.path), \(role.rawValue)")
                    }
                    sent += 1
                }
                let after = try await foreign.places(in: tables, database)
                for table in tables where before[table] != after[table] {
                    Issue.record("\(role.rawValue) changes, adds or takes away foreign rows of \(table)")
                }
                #expect(try await browser.get("/account").status == 200)
            }
            #expect(sent > 200, "\(sent)")
            print("forms to foreign things: \(sent), no row changed")
        }
    }

    @Test func `no form is taken from another site, whoever is signed in`() async throws {
        try await PageWalk.run { walk in
            var refused = 0
            for role in Role.allCases {
                let browser = try await walk.browser(role)
                let token = try await browser.get("/account").formToken()
                for place in walk.places where place.method != .get {
                    guard let path = try await walk.path(place, .own, as: role) else { continue }
                    for headers in [
                        ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"], ["Origin": "https://evil.example"],
                        ["Origin": "null"],
                    ] {
                        let answer = try await browser.send(place.method.rawValue, path, ["form_token": token], headers: headers)
                        #expect(
                            answer.status == 403, "\(place.method.rawValue) \(place.path), \(role.rawValue), \(headers): \(answer.status)")
                        refused += 1
                    }
                }
                // Nothing was done: the session stands.
                #expect(try await browser.get("/account").status == 200)
            }
            print("forged forms: \(refused) refused")
        }
    }
}

extension SiteMap.Place {
    /// By its address: what is taken along as a file.
    fileprivate var isFile: Bool {
        path.hasSuffix("/export") || path != "/openapi.json" && [".csv", ".xlsx", ".json", ".py"].contains { path.hasSuffix($0) }
    }
}
