import API
import Foundation
import TestSupport
import Testing
import Vivier

@testable import Web

/// The site serves the table of endpoints, the whole of it and nothing beside it.
@Suite struct SiteMapTests {
    /// Of an OpenAPI document what says which addresses there are.
    private struct Description: Decodable {
        struct Anything: Decodable {}

        var paths: [String: [String: Anything]]
    }

    @Test func `every endpoint is served, and no other address below the API`() async throws {
        try await TestSite.serve { site in
            let served = Site(application: site.given.application, log: site.log.logger).map.places
            let api = Set(served.filter { $0.path.hasPrefix("/api/") }.map { "\($0.method) \($0.path)" })
            let declared = Set(Endpoints.all.map { "\($0.method.rawValue) \($0.path)" })
            #expect(declared.subtracting(api) == [])
            #expect(api.subtracting(declared) == [])
            #expect(declared.count == Endpoints.all.count)
            #expect(Set(Endpoints.all.map(\.operation)).count == Endpoints.all.count)
            // What the server says of itself is the same table.
            let described = try JSONDecoder().decode(Description.self, from: try await site.get("/openapi.json").body)
            let said = described.paths.flatMap { path, methods in
                methods.keys.filter { $0 != "parameters" }.map { "\($0.uppercased()) \(path)" }
            }
            #expect(Set(said) == declared && said.count == declared.count)
        }
    }
}
