import API
import Foundation
import HTTPTypes
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// What a browser sends by itself, a cookie, is not enough: no form is taken without what only a page of the same session bears, and no
/// program's door opens for a session. Forms and doors come from the site's map and from ``Endpoints/all``.
@Suite(.timeLimit(.minutes(15))) struct FormTokenTests {
    /// Doors that a link opens, or that anybody may knock at: there is no session yet whose token a form could bear.
    private static let withoutSession: Set<String> = [
        "/invitation/{secret}", "/keep/{secret}", "/proofs/{run}/verification", "/sign-in", "/sign-in/{secret}",
    ]

    @Test func `no form of whoever is signed in is taken without the token of that session`() async throws {
        try await PageWalk.run { walk in
            let database = walk.site.given.database
            #expect(Self.withoutSession.isSubset(of: FormWalkTests.guests))
            let forms = walk.places.filter { $0.method != .get && !Self.withoutSession.contains($0.path) }
            var (refused, tried) = (0, Set<String>())
            // Each form once, as one who may send it; what is a student's own nobody else has.
            var controls: [(form: String, path: String, role: Role)] = []
            for role in Role.allCases {
                let (browser, second) = (try await walk.browser(role), try await walk.browser(role))
                let others = try await second.get("/account").formToken()
                #expect(try await browser.get("/account").formToken() != others)
                // The world makes what an address names: all of it is there before anything is sent.
                var places: [(place: SiteMap.Place, path: String)] = []
                for place in forms where place.needs?.roles.contains(role) != false {
                    if let path = try await walk.path(place, .own, as: role) { places.append((place, path)) }
                }
                let before = try await Self.digests(database)
                for (place, path) in places {
                    for token in [nil, "", String(repeating: "0", count: 64), others] {
                        for headers in [["Sec-Fetch-Site": "same-origin"], [:]] {
                            var fields = ["name": "x", "reason": "x", "confirm": "yes", "once": UUID().uuidString]
                            fields["form_token"] = token
                            let answer = try await browser.send(place.method.rawValue, path, fields, headers: headers)
                            #expect(
                                answer.status == 403,
                                "\(place.path), \(role.rawValue), token \(token ?? "none"), \(headers): \(answer.status)")
                            refused += 1
                        }
                    }
                    tried.insert(place.path)
                    let isAnothers = role != .student && place.path.hasPrefix("/desk/me")
                    if !isAnothers, !controls.contains(where: { $0.form == place.path }) { controls.append((place.path, path, role)) }
                }
                let after = try await Self.digests(database)
                for (table, digest) in before where after[table] != digest {
                    Issue.record("forms without their token change \(table), sent as \(role.rawValue)")
                }
                // Neither session is over.
                for one in [browser, second] { #expect(try await one.get("/account").status == 200) }
            }
            #expect(tried == Set(forms.map(\.path)), "\(Set(forms.map(\.path)).subtracting(tried).sorted())")
            // The control: with the token of its session each of them is read, and some do what they say.
            #expect(Set(controls.map(\.form)) == tried)
            let before = try await Self.digests(database)
            for (form, path, role) in controls {
                let fields = ["name": "x", "reason": "x", "confirm": "yes", "once": UUID().uuidString]
                let answer = try await walk.browser(role).submit(path, fields)
                #expect(answer.status != 403 && answer.status < 500, "\(form), \(role.rawValue), with its token: \(answer.status)")
            }
            let after = try await Self.digests(database)
            let moved = before.keys.filter { after[$0] != before[$0] }
            #expect(moved.contains("pool") && moved.count > 3, "\(moved.sorted())")
            print(
                "forms without the token of their session: \(refused) of \(tried.count) forms, all refused; with it \(moved.count) tables move"
            )
        }
    }

    @Test func `no session opens a door of the API, which takes tokens alone`() async throws {
        try await TestSite.serve { site in
            let world = try await World.build(in: site.given)
            let walk = PageWalk(site: site, world: world, places: [])
            var cookies: [Role: String] = [:]
            for role in Role.allCases {
                let browser = try await walk.browser(role)
                // The cookie is good: the same browser is let in by its own door.
                #expect(try await browser.get("/account").status == 200)
                cookies[role] = await browser.cookies["vivier"]
            }
            for endpoint in Endpoints.all {
                let example = try #require(Example.all[endpoint.operation], "\(endpoint.operation) has no example")
                let role: Role =
                    endpoint.needs.roles.contains(.operator) ? .operator : try #require(endpoint.needs.roles.min { "\($0)" < "\($1)" })
                let asking = Example.Asking(world: world, side: .own, role: role)
                let path = try await world.path(of: endpoint, role)
                let body = try await example.body?(asking)
                var headers = try await world.version(for: endpoint, at: path, on: site)
                headers["Cookie"] = "vivier=\(try #require(cookies[role]))"
                headers["Sec-Fetch-Site"] = "same-origin"
                let answer = try await site.send(
                    endpoint.method.rawValue, path + example.query(asking), body: body.map { Data($0.utf8) },
                    type: body == nil ? nil : example.type, headers: headers)
                #expect(answer.status == 401, "\(endpoint.operation), with the session of \(role.rawValue): \(answer.status)")
            }
        }
    }

    /// Of each table where its rows lie: the least change of one moves it. Without what is counted anew or noted of the session at each
    /// request, and what writes down refusals.
    private static func digests(_ database: Database) async throws -> [String: String] {
        var all: [String: String] = [:]
        let moving: Set = ["audit_entry", "cohort_tally", "name_backlog", "session", "student_name"]
        for table in try await ForeignRows.tables(database) where !moving.contains(table) {
            all[table] = try await database.execute(
                "SELECT md5(coalesce(string_agg(t.ctid::text, ' ' ORDER BY t.ctid), '')) FROM \(identifier: table) t")[0].decode(
                    String.self)
        }
        return all
    }
}
