import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// What all bodies together may hold.
@Suite struct BodyBudgetTests {
    private static func roster(_ count: Int) -> Data {
        Data(("key;given_name;family_name;email\n1;Zoë;Ÿ;z@example.org\n" + String(repeating: "\n", count: count)).utf8)
    }

    private func share(_ budget: BodyBudget, _ name: String, forFile: Bool = false, limit: Int = 800) -> BodyBudget.Share {
        BodyBudget.Share(of: budget, by: .known(name), forFile: forFile, limit: limit)
    }

    @Test func `shares add up, files leave room for JSON, and what is held is given back`() {
        let budget = BodyBudget(bytes: 800)
        do {
            let (first, second) = (share(budget, "a", forFile: true), share(budget, "b", forFile: true))
            #expect(first.take(300) && first.take(300))
            #expect(!second.take(101) && second.take(100) && !second.take(1))
            #expect(budget.free == 100)
            let small = share(budget, "c")
            #expect(small.hasRoom(for: 100) && !small.hasRoom(for: 101) && small.take(100) && !small.take(1))
        }
        #expect(budget.free == 800)
    }

    @Test func `one sender holds one large body or many small ones, and not all that there is`() {
        let budget = BodyBudget(bytes: 6_400)
        let calendars = (0..<4).map { _ in share(budget, "student", forFile: true, limit: 50) }
        #expect(calendars.map { $0.take(30) } == [true, true, true, false])
        #expect(!calendars[3].hasRoom(for: 11) && calendars[3].hasRoom(for: 10))
        do {
            let roster = share(budget, "school", forFile: true, limit: 4_000)
            #expect(roster.take(4_000) && !share(budget, "school", forFile: true, limit: 4_000).take(1))
            // Another has room all the same.
            #expect(share(budget, "student", limit: 200).take(100))
        }
        #expect(share(budget, "school", forFile: true, limit: 4_000).take(1))
        withExtendedLifetime(calendars) {}
    }

    @Test func `strangers share a small part, and one address holds one body of it`() {
        let budget = BodyBudget(bytes: 3_200)
        func stranger(_ address: String) -> BodyBudget.Share {
            BodyBudget.Share(of: budget, by: .stranger(address), forFile: false, limit: 60)
        }
        do {
            let (first, again, second) = (stranger("192.0.2.1"), stranger("192.0.2.1"), stranger("192.0.2.2"))
            #expect(first.take(60) && !again.take(1))
            #expect(!second.take(41) && second.take(40) && !stranger("192.0.2.3").take(1))
            // Whoever is known is kept out by none of them.
            #expect(share(budget, "school").take(800) && budget.free == 3_100)
        }
        #expect(budget.free == 3_200 && stranger("192.0.2.3").take(60))
    }

    @Test func `an upload for which there is no room is told to come again, and leaves nothing`() async throws {
        try await TestSite.serve(bodyBytes: 1 << 20) { site in
            let school = try await site.given.school("École Zoë")
            let cohort = try await site.given.cohort("M1", of: school)
            let token = try await site.given.token(.schoolAdmin, of: school)
            let path = "/api/v1/cohorts/\(cohort)/imports?name=r.csv"
            let other = BodyBudget.Share(of: site.site.budget, by: .known("other"), forFile: true, limit: 1 << 20)
            #expect(other.take(800_000))
            for isStreamed in [false, true] {
                let answer = try await site.send(
                    "POST", path, token: token, body: Self.roster(200_000), type: "text/csv", isStreamed: isStreamed)
                #expect(answer.status == 503 && answer[header: "Retry-After"] == "5")
                #expect(try answer.problem.code == "too-many-uploads")
            }
            // Whoever sends little is served on.
            let programme = Data(#"{"code": "PGE", "name": "Grande école"}"#.utf8)
            #expect(
                try await site.send("POST", "/api/v1/programmes", token: token, body: programme, type: "application/json").status == 201)
            withExtendedLifetime(other) {}
            #expect(try await site.given.database.execute("SELECT FROM student").isEmpty)
        }
    }

    @Test func `what a request held is free when it is answered`() async throws {
        try await TestSite.serve(bodyBytes: 1 << 20) { site in
            let school = try await site.given.school("École Zoë")
            let cohort = try await site.given.cohort("M1", of: school)
            let token = try await site.given.token(.schoolAdmin, of: school)
            for accept in ["application/json", "text/event-stream"] {
                let answer = try await site.send(
                    "POST", "/api/v1/cohorts/\(cohort)/imports?name=r.csv", token: token, body: Self.roster(600_000), type: "text/csv",
                    headers: ["Accept": accept])
                #expect(answer.status == 200, "\(answer.text)")
                try await eventually { site.site.budget.free == 1 << 20 }
            }
        }
    }

    @Test func `a refusal that waiting helps against says how long`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École Zoë")
            let cohort = try await site.given.cohort("M1", of: school)
            let round = try await site.given.round("Printemps", of: school, over: cohort)
            let token = try await site.given.token(.schoolAdmin, of: school)
            try await site.given.database.transaction { other in
                for claim in ["roster of \(school)", "\(round)"] {
                    _ = try await other.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(claim), 0))")
                }
                let upload = try await site.send(
                    "POST", "/api/v1/cohorts/\(cohort)/imports?name=r.csv", token: token, body: Self.roster(0), type: "text/csv")
                #expect(try upload.status == 409 && upload.problem.code == "import-in-progress")
                #expect(upload[header: "Retry-After"] == "5")
                let run = try await site.send("POST", "/api/v1/rounds/\(round)/runs", token: token)
                #expect(try run.status == 409 && run.problem.code == "run-in-progress")
                #expect(run[header: "Retry-After"] == "10")
            }
        }
    }
}
