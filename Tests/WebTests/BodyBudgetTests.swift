import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

extension BodyBudget.Share {
    fileprivate func takes(_ bytes: Int) -> Bool { lack { () throws(Failure) in try take(bytes) } == nil }
    fileprivate func has(_ bytes: Int) -> Bool { lack { () throws(Failure) in try check(bytes) } == nil }
    /// The code of what it says to so many bytes more.
    fileprivate func lack(of bytes: Int) -> String? { lack { () throws(Failure) in try check(bytes) } }

    private func lack(_ body: () throws(Failure) -> Void) -> String? {
        do throws(Failure) {
            try body()
            return nil
        } catch {
            return error.code
        }
    }
}

/// What all bodies together may hold.
@Suite struct BodyBudgetTests {
    private static func roster(_ count: Int) -> Data {
        Data(("key;given_name;family_name;email\n1;Zoë;Ÿ;z@example.org\n" + String(repeating: "\n", count: count)).utf8)
    }

    private func share(
        _ budget: BodyBudget, _ name: String, of organisation: Organisation.ID? = nil, forFile: Bool = false, limit: Int = 800
    ) -> BodyBudget.Share {
        BodyBudget.Share(of: budget, by: Sender(name: .known(name), organisation: organisation), forFile: forFile, limit: limit)
    }

    @Test func `shares add up, files leave room for JSON, and what is held is given back`() {
        let budget = BodyBudget(bytes: 800)
        do {
            let (first, second) = (share(budget, "a", forFile: true), share(budget, "b", forFile: true))
            #expect(first.takes(300) && first.takes(300))
            #expect(!second.takes(101) && second.takes(100) && !second.takes(1))
            #expect(budget.held == 700)
            let small = share(budget, "c")
            #expect(small.has(100) && !small.has(101) && small.takes(100) && !small.takes(1))
        }
        #expect(budget.held == 0)
    }

    @Test func `one sender holds one large body or many small ones, and not all that there is`() {
        let budget = BodyBudget(bytes: 6_400)
        let calendars = (0..<4).map { _ in share(budget, "student", forFile: true, limit: 50) }
        #expect(calendars.map { $0.takes(30) } == [true, true, true, false])
        #expect(!calendars[3].has(11) && calendars[3].has(10))
        do {
            let roster = share(budget, "school", forFile: true, limit: 4_000)
            #expect(roster.takes(4_000) && !share(budget, "school", forFile: true, limit: 4_000).takes(1))
            // Another has room all the same.
            #expect(share(budget, "student", limit: 200).takes(100))
        }
        #expect(share(budget, "school", forFile: true, limit: 4_000).takes(1))
        withExtendedLifetime(calendars) {}
    }

    @Test func `a sender's own holding is told from that of the others, and a file does not count against the rest`() {
        let budget = BodyBudget(bytes: 6_400)
        let roster = share(budget, "school", forFile: true, limit: 4_000)
        #expect(roster.takes(4_000))
        #expect(share(budget, "school", forFile: true, limit: 4_000).lack(of: 1) == "own-upload-under-way")
        #expect(share(budget, "other", forFile: true, limit: 4_000).lack(of: 1_601) == "too-many-uploads")
        let requests = (0..<3).map { _ in share(budget, "school", limit: 50) }
        #expect(requests.map { $0.takes(50) } == [true, true, false] && requests[2].lack(of: 1) == "own-upload-under-way")
        withExtendedLifetime((roster, requests)) {}
    }

    @Test func `an organisation holds half of what is for files, or one file of the largest size, however many send for it`() {
        let budget = BodyBudget(bytes: 800)
        let (school, other) = (Organisation.ID(UUID()), Organisation.ID(UUID()))
        do {
            let small = (0..<6).map { share(budget, "member \($0)", of: school, forFile: true, limit: 70) }
            #expect(small.map { $0.takes(70) } == [true, true, true, true, true, false])
            #expect(small[5].lack(of: 1) == "organisation-upload-under-way")
            // What is no file does not count, and another organisation has its own half.
            #expect(share(budget, "member 5", of: school).takes(12))
            #expect(share(budget, "theirs", of: other, forFile: true, limit: 350).takes(338))
        }
        // The largest fits by itself, and nothing beside it.
        do {
            let largest = share(budget, "member 0", of: school, forFile: true, limit: 400)
            #expect(largest.takes(400))
            #expect(share(budget, "member 1", of: school, forFile: true, limit: 400).lack(of: 1) == "organisation-upload-under-way")
            #expect(share(budget, "theirs", of: other, forFile: true, limit: 300).takes(300))
            withExtendedLifetime(largest) {}
        }
        // Operators answer for themselves alone.
        let operators = (0..<2).map { share(budget, "operator \($0)", forFile: true, limit: 350) }
        #expect(operators.map { $0.takes(350) } == [true, true])
    }

    @Test func `the largest file that any address takes fits`() {
        let largest = Endpoints.all.map { if case .file(_, let limit) = $0.body { limit } else { 0 } }.max() ?? 0
        let file = share(BodyBudget(bytes: 512 << 20), "member", of: Organisation.ID(UUID()), forFile: true, limit: largest)
        #expect(largest > 0 && file.takes(largest))
    }

    @Test func `strangers share a small part, and one address holds one body of it`() {
        let budget = BodyBudget(bytes: 3_200)
        func stranger(_ address: String) -> BodyBudget.Share {
            BodyBudget.Share(of: budget, by: .stranger(address), forFile: false, limit: 60)
        }
        do {
            let (first, again, second) = (stranger("192.0.2.1"), stranger("192.0.2.1"), stranger("192.0.2.2"))
            #expect(first.takes(60) && again.lack(of: 1) == "own-upload-under-way")
            #expect(!second.takes(41) && second.takes(40) && !stranger("192.0.2.3").takes(1))
            // Whoever is known is kept out by none of them.
            #expect(share(budget, "school").takes(800) && budget.held == 100)
        }
        #expect(budget.held == 0 && stranger("192.0.2.3").takes(60))
    }

    @Test func `an upload for which there is no room is told to come again, and leaves nothing`() async throws {
        try await TestSite.serve(bodyBytes: 1 << 20) { site in
            let school = try await site.given.school("École Zoë")
            let cohort = try await site.given.cohort("M1", of: school)
            let token = try await site.given.token(.schoolAdmin, of: school)
            let path = "/api/v1/cohorts/\(cohort)/imports?name=r.csv"
            let other = BodyBudget.Share(of: site.site.budget, by: Sender(name: .known("other")), forFile: true, limit: 1 << 20)
            #expect(other.takes(800_000))
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

    @Test func `an upload of one's own keeps no other request out, and is named where it keeps another upload out`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École Zoë")
            let cohort = try await site.given.cohort("M1", of: school)
            let token = try await site.given.token(.schoolAdmin, of: school)
            let own = BodyBudget.Share(
                of: site.site.budget, by: Sender(name: .known(school.description), organisation: school), forFile: true, limit: 256 << 20)
            #expect(own.takes(256 << 20))
            let programme = Data(#"{"code": "PGE", "name": "Grande école"}"#.utf8)
            #expect(
                try await site.send("POST", "/api/v1/programmes", token: token, body: programme, type: "application/json").status == 201)
            for (language, words) in [("en", "Your own upload is still under way"), ("fr", "Votre propre envoi est encore en cours")] {
                for isStreamed in [false, true] {
                    let answer = try await site.send(
                        "POST", "/api/v1/cohorts/\(cohort)/imports?name=r.csv", token: token, body: Self.roster(0), type: "text/csv",
                        headers: ["Accept-Language": language], isStreamed: isStreamed)
                    #expect(answer.status == 429 && answer[header: "Retry-After"] == "5")
                    let problem = try answer.problem
                    #expect(problem.code == "own-upload-under-way" && problem.detail.hasPrefix(words), "\(problem.detail)")
                }
            }
            withExtendedLifetime(own) {}
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
                try await eventually { site.site.budget.held == 0 }
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
                #expect(try upload.status == 409 && upload.problem.code == "roster-in-use")
                #expect(upload[header: "Retry-After"] == "5")
                let run = try await site.send("POST", "/api/v1/rounds/\(round)/runs", token: token)
                #expect(try run.status == 409 && run.problem.code == "run-in-progress")
                #expect(run[header: "Retry-After"] == "10")
            }
        }
    }
}
