import API
import Foundation
import HTTPTypes
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// One column is called otherwise than the statements think, and all that there is to ask for is asked for: whatever breaks says that it is broken
/// and by which id it is found in the log, and nothing else.
@Suite(.timeLimit(.minutes(15))) struct FaultWalkTests {
    private struct Ask: Sendable {
        var name: String
        var isPage: Bool
        var isChange: Bool
        var send: @Sendable () async throws -> TestSite.Answer
    }

    @Test func `whatever breaks tells its request id and nothing of the inside, on pages and to programs`() async throws {
        try await PageWalk.run { walk in
            // Made while the house is whole: the world adds what addresses and bodies name.
            let asks = try await Self.pages(of: walk) + Self.endpoints(of: walk)
            try await walk.site.given.database.execute("ALTER TABLE organisation RENAME COLUMN name TO broken_name")
            var broken: [Ask] = []
            for ask in asks {
                let answer = try await ask.send()
                guard answer.status == 500 else { continue }
                broken.append(ask)
                let id = try #require(answer[header: "X-Request-Id"], "\(ask.name)")
                for word in ["broken_name", "organisation"] where answer.text.contains(word) {
                    // The address of a page of organisations may stand in the page.
                    if word == "broken_name" || !ask.isPage { Issue.record("\(ask.name) tells of \(word): \(answer.text)") }
                }
                if answer[header: "Content-Type"]?.hasPrefix("application/problem+json") == true {
                    let problem = try answer.problem
                    #expect(problem.code == "internal-error" && problem.requestId == id, "\(ask.name)")
                    #expect(problem.detail == Failure.fault.sentence.text(.english), "\(ask.name): \(problem.detail)")
                    #expect(problem.errors == nil && problem.report == nil, "\(ask.name)")
                } else {
                    #expect(answer.text.contains(id), "\(ask.name): the page does not say which request it was")
                    let says = [Vivier.Language.english, .french].contains { answer.text.contains(Failure.fault.sentence.text($0)) }
                    #expect(says && answer[header: "Content-Type"]?.hasPrefix("text/html") == true, "\(ask.name): \(answer.text)")
                }
                let lines = walk.site.log.all.filter { $0.hasPrefix("error") && $0.contains(id) }
                #expect(lines.count == 1, "\(ask.name): \(lines)")
            }
            let counts = (
                pages: broken.count { $0.isPage }, calls: broken.count { !$0.isPage }, changes: broken.count { $0.isChange }
            )
            #expect(counts.pages > 10 && counts.calls > 10 && counts.changes > 5, "\(counts)")
            print("faults: \(broken.count) of \(asks.count) asked, none says more than its request id")
        }
    }

    private static func pages(of walk: PageWalk) async throws -> [Ask] {
        var (asks, browsers): ([Ask], [Role: (Browser, String)]) = ([], [:])
        for role in Role.allCases {
            let browser = try await walk.browser(role)
            browsers[role] = (browser, try await browser.get("/account").formToken())
        }
        for place in walk.places where place.path != "/sign-out" && !place.path.hasPrefix("/account/") {
            let role = role(of: place.needs)
            guard let (browser, token) = browsers[role], let path = try await walk.path(place, .own, as: role) else { continue }
            let isChange = place.method != .get
            let fields = isChange ? ["form_token": token, "name": "x", "reason": "x"] : [:]
            asks.append(
                Ask(name: "\(place.method.rawValue) \(place.path)", isPage: true, isChange: isChange) {
                    try await browser.send(place.method.rawValue, path, fields)
                })
        }
        return asks
    }

    private static func endpoints(of walk: PageWalk) async throws -> [Ask] {
        var asks: [Ask] = []
        for endpoint in Endpoints.all {
            let example = try #require(Example.all[endpoint.operation], "\(endpoint.operation) has no example")
            let role = role(of: endpoint.needs)
            let asking = Example.Asking(world: walk.world, side: .own, role: role)
            let path = try await walk.world.path(of: endpoint, role)
            let (query, body) = (try await example.query(asking), try await example.body?(asking))
            let headers = try await walk.world.version(for: endpoint, at: path, on: walk.site)
            let (site, token) = (walk.site, walk.world.token(role))
            asks.append(
                Ask(name: endpoint.operation, isPage: false, isChange: endpoint.method != .get) {
                    try await site.send(
                        endpoint.method.rawValue, path + query, token: token, body: body.map { Data($0.utf8) },
                        type: body == nil ? nil : example.type, headers: headers)
                })
        }
        return asks
    }

    /// Who asks: an operator, where one may.
    private static func role(of needs: Permission?) -> Role {
        guard let roles = needs?.roles, !roles.contains(.operator) else { return .operator }
        return roles.min { "\($0)" < "\($1)" } ?? .operator
    }
}
