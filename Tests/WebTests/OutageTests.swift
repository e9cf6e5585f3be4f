import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// The database is cut off and comes back: 503 in between, and nobody restarts the daemon.
@Suite struct OutageTests {
    @Test func `without its database the service says so, and recovers by itself`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let token = try await given.token(.operator)
            let company = try await given.company("Renaître")
            let path = "/api/v1/companies/\(company)"
            #expect(try await site.get(path, token: token).status == 200)

            let administration = try await TestCluster.database().open()
            let name = given.testDatabase.name
            try await administration.execute("ALTER DATABASE \(identifier: name) ALLOW_CONNECTIONS false")
            try await administration.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = \(name)")

            try await eventually { try await site.get(path, token: token).status == 503 }
            let answer = try await site.get(path, token: token)
            #expect(answer.status == 503)
            #expect(answer[header: "Retry-After"] == "2")
            #expect(try answer.problem.code == "unavailable")
            let ready = try await site.get("/readyz")
            #expect(try ready.status == 503 && ready.problem.code == "unavailable" && ready[header: "Retry-After"] == "2", "\(ready.text)")
            #expect(ready[header: "Content-Type"] == "application/problem+json")
            #expect(try await site.get("/healthz").status == 200)
            let page = try await Browser(site).get("/cases")
            #expect(page.status == 503 && page[header: "Retry-After"] == "2", "\(page.status)")
            #expect(page[header: "Content-Type"]?.hasPrefix("text/html") == true && !page.text.contains(name), "\(page.text)")

            try await administration.execute("ALTER DATABASE \(identifier: name) ALLOW_CONNECTIONS true")
            try await eventually { try await site.get(path, token: token).status == 200 }
            #expect(try await site.get("/readyz").status == 200)
            await administration.close()
        }
    }
}
