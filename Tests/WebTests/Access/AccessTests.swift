import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// Every endpoint, asked by every role for its own things and for somebody else's, and by nobody at all. What is tried comes from
/// ``Endpoints/all`` and what is expected from the permission table.
@Suite struct AccessTests {
    @Test func `every endpoint behaves as the permission table says, for every role, on both sides`() async throws {
        try await TestSite.serve { site in
            let world = try await World.build(in: site.given)
            var checked = 0
            for endpoint in Endpoints.all {
                guard let example = Example.all[endpoint.operation] else {
                    Issue.record("\(endpoint.operation) has no example: nobody has tried who may ask for it")
                    continue
                }
                for role in Role.allCases {
                    for side in Side.allCases {
                        try await AccessTrial(site: site, world: world, endpoint: endpoint, example: example, role: role, side: side).run()
                        if side == .own || example.foreign != .nobodys { checked += 1 }
                    }
                }
                try await AccessTrial(site: site, world: world, endpoint: endpoint, example: example, role: nil, side: .own).run()
                checked += 1
            }
            print("access: \(Endpoints.all.count) routes as \(Role.allCases.count) roles and as nobody, on both sides: \(checked) checked")
        }
    }
}

/// One request and what it must come to.
private struct AccessTrial {
    let site: TestSite
    let world: World
    let endpoint: any AnyEndpoint
    let example: Example
    /// Nil: without a token.
    let role: Role?
    let side: Side

    private var name: Comment { "\(endpoint.operation), \(role?.rawValue ?? "nobody"), \(side.rawValue)" }

    func run() async throws {
        if side == .foreign, example.foreign == .nobodys { return }
        let answer = try await ask()
        guard let role else {
            #expect(answer.status == 401, name)
            return
        }
        guard endpoint.needs.roles.contains(role) else { return try await expectDenied(answer) }
        let success = example.status[role] ?? endpoint.status
        if role == .operator || side == .own {
            #expect(answer.status == success, "\(name): \(answer.text)")
        } else {
            switch example.foreign {
            case .missing: #expect(answer.status == 404, "\(name): \(answer.text)")
            case .empty:
                let isEmpty = answer.status == 200 && answer.text.contains("\"items\":[]")
                #expect(answer.status == 404 || isEmpty, "\(name): \(answer.text)")
            case .shown: #expect(answer.status == success, name)
            case .refused: #expect([403, 404, 422].contains(answer.status), "\(name): \(answer.text)")
            case .nobodys: break
            }
        }
        if role != .operator { #expect(!answer.text.contains(World.secret), "\(name): \(answer.text)") }
        if answer.status < 300, role != .student { try await expectRecord(of: answer) }
    }

    /// Whoever is told of a student, by name or by identity, leaves a line in the audit or a receipt for that student.
    private func expectRecord(of answer: TestSite.Answer) async throws {
        guard answer.text.contains("Ève") || answer.text.contains(world.half(side).student.description) else { return }
        let request = answer[header: "X-Request-Id"] ?? ""
        let records = try await world.given.database.execute(
            """
            SELECT (SELECT count(*) FROM audit_entry WHERE request_id = \(request) AND outcome = 'done')
                + (SELECT count(*) FROM person_read WHERE request_id = \(request))
            """)
        #expect(try records.first?.decode(Int.self) ?? 0 > 0, "\(name): a student was read and nobody can see it: \(answer.text)")
    }

    private func expectDenied(_ answer: TestSite.Answer) async throws {
        #expect(answer.status == 403, "\(name): \(answer.text)")
        #expect(try answer.problem.code == "not-allowed", name)
        let lines = try await world.given.database.execute(
            """
            SELECT count(*) FROM audit_entry
            WHERE request_id = \(answer[header: "X-Request-Id"] ?? "") AND outcome = 'denied' AND action = \(endpoint.operation)
            """)
        #expect(try lines.first?.decode(Int.self) == 1, "\(name): no line in the audit")
    }

    private func ask() async throws -> TestSite.Answer {
        let asking = Example.Asking(world: world, side: side, role: role ?? .operator)
        var path = endpoint.path
        for parameter in endpoint.pathParameters {
            guard let id = try await world.identifier(parameter, of: endpoint.operation, side, as: asking.role) else {
                Issue.record("the world has no \(parameter)")
                continue
            }
            path = path.replacing("{\(parameter)}", with: id)
        }
        let body = try await example.body?(asking)
        return try await site.send(
            endpoint.method.rawValue, path + example.query(asking), token: role.map(world.token), body: body.map { Data($0.utf8) },
            type: body == nil ? nil : example.type, headers: try await world.version(for: endpoint, at: path, on: site))
    }
}
