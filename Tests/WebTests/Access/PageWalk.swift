import API
import Foundation
import HTTPTypes
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// The whole site over a world of its own, with all the places of its map but those of the API.
struct PageWalk: Sendable {
    let site: TestSite
    let world: World
    let places: [SiteMap.Place]

    static func run(_ body: @Sendable @escaping (PageWalk) async throws -> Void) async throws {
        try await TestSite.serve { site in
            let world = try await World.build(in: site.given)
            try await world.makeHostile()
            for half in [world.own, world.foreign] { try await site.given.publish(half.proven) }
            let places = Site(application: site.given.application, log: site.log.logger).map.places.filter { !$0.path.hasPrefix("/api/") }
                .sorted { ($0.path, $0.method.rawValue) < ($1.path, $1.method.rawValue) }
            #expect(places.count > 15)
            try await body(PageWalk(site: site, world: world, places: places))
        }
    }

    /// - Returns: nil where the world has nothing to put there.
    func path(_ place: SiteMap.Place, _ side: Side, as role: Role) async throws -> String? {
        var path = place.path
        for part in place.path.split(separator: "/") where part.hasPrefix("{") {
            let name = String(part.dropFirst().dropLast())
            var value = try await world.identifier(name, of: "page", side, as: role) ?? ""
            // One that the engine made: its papers can be read.
            if name == "run", role != .networkOperator { value = "\(world.half(side).proven)" }
            if name == "organisation" {
                let half = world.half(side)
                value =
                    switch role {
                    case .networkOperator: "\(half.network)"
                    case .companyOwner, .company, .recruiter, .contributor: "\(half.company)"
                    case .operator, .schoolAdmin, .supervisor, .student: "\(half.school)"
                    }
            }
            if name == "secret" { value = LinkSecret().text }
            if value.isEmpty { value = side == .own ? "not-found" : UUID().uuidString.lowercased() }
            path = path.replacing(part, with: value)
        }
        return path
    }

    /// A browser that is signed in in a role of the own side.
    func browser(_ role: Role) async throws -> Browser {
        let given = site.given
        let account: Identifier<Account> = try await given.id("SELECT id FROM account WHERE email = \(role.rawValue + "@example.org")")
        let known = try await given.database.execute("SELECT id FROM membership WHERE account_id = \(account)").first?
            .decode(Membership.ID.self)
        let own = world.own
        let membership: Membership.ID
        if let known {
            membership = known
        } else {
            let home: Organisation.ID? =
                switch role {
                case .operator: nil
                case .networkOperator: own.network
                case .schoolAdmin, .supervisor, .student: own.school
                case .companyOwner, .company, .recruiter, .contributor: own.company
                }
            membership = try await given.member(account, role, of: home, for: role == .student ? own.student : nil)
        }
        let browser = Browser(site)
        await browser.take(["vivier": try await given.session(account, in: membership).secret.text])
        return browser
    }
}
