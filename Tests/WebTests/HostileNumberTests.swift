import API
import Foundation
import TestSupport
import Testing

/// Numbers that fit into nothing, through every number that the API takes.
@Suite(.timeLimit(.minutes(15))) struct HostileNumberTests {
    private static let numbers: [Int] = [
        -1, 0, 1 << 15, 1 << 16, 1 << 31 - 1, 1 << 31, 1 << 32, 1 << 53 + 1, .max / 2 + 1, .max, .min, .min + 1, -1 << 31, -1 << 31 - 1,
    ]
    /// What is a number to JSON and no `Int`.
    private static let oddities = ["1e3", "1.5", "-0", "9223372036854775808", "1e400", "-1e-400", "0.1e1"]

    @Test func `no number of any field or parameter breaks anything`() async throws {
        try await TestSite.serve { site in
            let world = try await World.build(in: site.given)
            let places = try FieldPlaces()
            var (count, sent) = (0, 0)
            for endpoint in Endpoints.all {
                let role: Role =
                    endpoint.needs.roles.contains(.operator) ? .operator : try #require(endpoint.needs.roles.min { "\($0)" < "\($1)" })
                func expect(_ answer: TestSite.Answer, _ what: String) {
                    sent += 1
                    #expect(answer.status < 500, "\(endpoint.operation) \(what): \(answer.status) \(answer.text)")
                }
                let path = try await world.path(of: endpoint, role)
                for name in places.parameters(of: endpoint, ["integer", "number"]) where endpoint.method == .get {
                    count += 1
                    for number in Self.numbers {
                        expect(try await site.get("\(path)?\(name)=\(number)", token: world.token(role)), "\(name)=\(number)")
                    }
                }
                guard let example = Example.all[endpoint.operation], let body = example.body, example.type == "application/json" else {
                    continue
                }
                let asking = Example.Asking(world: world, side: .own, role: role)
                let plain = try JSONSerialization.jsonObject(with: Data(try await body(asking).utf8))
                let address = try await path + example.query(asking)
                for place in places.fields(of: endpoint, ["integer", "number"]) {
                    count += 1
                    for number in Self.numbers.map(String.init) + Self.oddities {
                        let marked = try JSONSerialization.data(
                            withJSONObject: FieldPlaces.value(plain, with: "<number>", at: place[...]))
                        let bytes = String(decoding: marked, as: UTF8.self).replacing("\"<number>\"", with: number)
                        let answer = try await site.send(
                            endpoint.method.rawValue, address, token: world.token(role), body: Data(bytes.utf8), type: "application/json",
                            headers: endpoint.takesVersion ? ["If-Match": "\"v0\""] : [:])
                        expect(answer, "\(place.joined(separator: ".")) \(number)")
                    }
                }
            }
            #expect(count > 30 && sent > 500, "\(count) \(sent)")
            #expect(site.log.all.allSatisfy { !$0.hasPrefix("error") })
            print("hostile numbers in \(count) fields and parameters: \(sent) requests")
        }
    }
}
