import API
import Postgres
import TestSupport

extension World {
    /// The field which says that an edit builds upon the thing as it is now; none where the endpoint asks for none.
    ///
    /// - Parameter path: of the endpoint, with the ids of things that are there.
    func version(for endpoint: any AnyEndpoint, at path: String, on site: TestSite) async throws -> [String: String] {
        guard endpoint.takesVersion else { return [:] }
        if let tag = try await tag(of: endpoint.operation, at: path, on: site) { return ["If-Match": tag] }
        let words = zip(endpoint.path.split(separator: "/"), path.split(separator: "/"))
        guard let parameter = endpoint.pathParameters.last, let id = words.first(where: { $0.0 == "{\(parameter)}" })?.1 else { return [:] }
        return ["If-Match": "\"v\(try await version(of: String(id), parameter))\""]
    }

    /// The `ETag` of what has no row of its own, or no id in its address; nil for all else.
    private func tag(of operation: String, at path: String, on site: TestSite) async throws -> String? {
        switch operation {
        case "rankCases", "rankTeams": try await site.get(path, token: token(.operator))[header: "ETag"]
        case "setRetention":
            try await given.database.execute(
                "SELECT '\"v' || (extract(epoch FROM changed_at) * 1000000)::bigint || '\"' FROM retention_rule WHERE purpose = 'prospect'"
            )[0].decode(String.self)
        default: nil
        }
    }

    /// The version that a thing has now; 0 of what has none.
    private func version(of id: String, _ parameter: String) async throws -> Int {
        let rows = try await given.database.execute(
            """
            SELECT version::bigint FROM business_case WHERE id = \(id)::uuid AND \(parameter) = 'case'
            UNION ALL
            SELECT version::bigint FROM prospect WHERE id = \(id)::uuid AND \(parameter) = 'prospect'
            UNION ALL
            SELECT (extract(epoch FROM changed_at) * 1000000)::bigint FROM student WHERE id = \(id)::uuid AND \(parameter) = 'student'
            UNION ALL
            SELECT (extract(epoch FROM changed_at) * 1000000)::bigint FROM cohort WHERE id = \(id)::uuid AND \(parameter) = 'cohort'
            UNION ALL
            SELECT (extract(epoch FROM changed_at) * 1000000)::bigint FROM organisation
            WHERE id = \(id)::uuid AND kind = \(parameter)
            """)
        return try rows.first?.decode(Int.self) ?? 0
    }
}
