import API
import Foundation
import Postgres
import TestSupport
import Testing

/// What happens at the door, before any use case.
@Suite struct DoorTests {
    @Test func `a process that runs says so, and is ready when the database is`() async throws {
        try await TestSite.serve { site in
            #expect(try await site.get("/healthz").status == 200)
            let ready = try await site.get("/readyz")
            #expect(ready.status == 200, "\(ready.text)")
        }
    }

    @Test func `no token, a wrong one, an expired and a revoked one get the same answer`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Ça & Cie")
            let path = "/api/v1/companies/\(company)"
            let expired = try await site.given.token(.operator, hours: -1)
            let good = try await site.given.token(.operator)
            #expect(try await site.get(path, token: good).status == 200)
            try await site.given.database.execute("UPDATE token SET revoked_at = now() WHERE revoked_at IS NULL")
            // The notification arrives when it arrives.
            try await eventually { try await site.get(path, token: good).status == 401 }
            for token in [nil, "vvr_x", String(repeating: "a", count: 53), expired, good] {
                let answer = try await site.get(path, token: token)
                #expect(answer.status == 401)
                #expect(answer[header: "WWW-Authenticate"] == "Bearer realm=\"vivier\"")
                let problem = try answer.problem
                #expect(problem.code == "unauthenticated")
                #expect(problem.requestId == answer[header: "X-Request-Id"])
            }
        }
    }

    @Test func `the use of a token is written down`() async throws {
        try await TestSite.serve { site in
            let token = try await site.given.token(.operator)
            #expect(try await site.get("/api/v1/whoami", token: token).status == 200)
            try await eventually {
                let rows = try await site.given.database.execute(
                    "SELECT count(*) FROM token WHERE last_used_at > now() - interval '1 hour'")
                return try rows.first?.decode(Int.self) == 1
            }
            // Whoever issued it sees when.
            let listed: Page<Token> = try await site.get("/api/v1/tokens", token: token).json()
            let used = try #require(listed.items.compactMap(\.lastUsedAt).first)
            #expect(abs(used.timeIntervalSinceNow) < 3_600)
        }
    }

    @Test func `a fault of ours shows its request id and nothing else, and is logged once`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Ça & Cie")
            let token = try await site.given.token(.operator)
            try await site.given.database.execute("ALTER TABLE organisation RENAME COLUMN city TO town")
            let answer = try await site.get("/api/v1/companies/\(company)", token: token)
            #expect(answer.status == 500)
            let problem = try answer.problem
            #expect(problem.code == "internal-error")
            for word in ["city", "town", "organisation", "SELECT", "column", "42703"] { #expect(!answer.text.contains(word)) }
            let lines = site.log.all.filter { $0.hasPrefix("error") && $0.contains(problem.requestId) }
            #expect(lines.count == 1)
            #expect(lines.first?.contains("42703") == true)
        }
    }
}
