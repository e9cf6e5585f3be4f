import API
import Foundation
import TestSupport
import Testing

/// What an import is told of columns, in its address.
struct ColumnMapTests {
    @Test func `a mapping is given once for each column, or several in one`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École")
            let cohort = try await site.given.cohort("M1", of: school)
            let token = try await site.given.token(.schoolAdmin, of: school)
            let roster = Data("\"Code, interne\",Petit nom,\"A=B,C\",email\n1,Ève,Ng,e@ecole.example\n".utf8)
            func answer(_ maps: String...) async throws -> TestSite.Answer {
                var address = URLComponents()
                address.path = "/api/v1/cohorts/\(cohort)/imports"
                address.queryItems =
                    [("name", "r.csv"), ("dry_run", "true")].map(URLQueryItem.init) + maps.map { URLQueryItem(name: "map", value: $0) }
                return try await site.send("POST", address.string ?? "", token: token, body: roster, type: "text/csv")
            }
            for maps in [
                ["Code, interne=key", "Petit nom=given_name", "A=B,C=family_name"],
                ["Code, interne=key,Petit nom=given_name,A=B,C=family_name"],
            ] {
                let all = maps.count == 1 ? try await answer(maps[0]) : try await answer(maps[0], maps[1], maps[2])
                let report = try all.json(ImportReport.self)
                #expect(report.new == 1 && report.rejected == 0, "\(maps) \(report)")
            }
            let wrong = try await answer("Petit nom=given_name", "Nom")
            #expect(wrong.status == 422)
            #expect(try wrong.problem.errors?.map(\.parameter) == ["map"])
            let zero = try await site.send(
                "POST", "/api/v1/cohorts/\(cohort)/imports?name=r.csv&map=a%3Dkey&map=%00", token: token, body: roster, type: "text/csv")
            #expect(try zero.problem.errors?.map(\.code) == ["zero-character"])
        }
    }
}
