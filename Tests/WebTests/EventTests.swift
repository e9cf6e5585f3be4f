import API
import Foundation
import Postgres
import TestSupport
import Testing

/// Long work: its progress, its end, and what happens when nobody listens any more.
@Suite struct EventTests {
    private static let header = "key;given_name;family_name;email\n"

    private func roster(_ rows: Int) -> String {
        Self.header + (1...rows).map { "k\($0);Zoë;Ÿ;z\($0)@example.org\n" }.joined()
    }

    /// A school's cohort, and a token to enrol it.
    private func cohort(_ site: TestSite) async throws -> (path: String, token: String) {
        let school = try await site.given.school("École Zoë")
        let cohort = try await site.given.cohort("M1", of: school)
        return ("/api/v1/cohorts/\(cohort)/imports?name=r.csv", try await site.given.token(.schoolAdmin, of: school))
    }

    private func events(_ answer: TestSite.Answer) -> [(name: String, data: Data)] {
        answer.text.components(separatedBy: "\n\n").compactMap { block in
            let lines = block.split(separator: "\n")
            guard lines.count == 2, lines[0].hasPrefix("event: "), lines[1].hasPrefix("data: ") else { return nil }
            return (String(lines[0].dropFirst(7)), Data(lines[1].dropFirst(6).utf8))
        }
    }

    @Test func `an import tells how far it has come, and ends with its report`() async throws {
        try await TestSite.serve { site in
            let (path, token) = try await cohort(site)
            let answer = try await site.send(
                "POST", path, token: token, body: Data(roster(3_000).utf8), type: "text/csv", headers: ["Accept": "text/event-stream"])
            #expect(answer.status == 200)
            #expect(answer[header: "Content-Type"] == "text/event-stream")
            #expect(answer[header: "X-Accel-Buffering"] == "no")
            let events = events(answer)
            #expect(!events.isEmpty)
            #expect(events.dropLast().allSatisfy { $0.name == "progress" })
            for event in events.dropLast() { _ = try Wire.decoder.decode(WorkProgress.self, from: event.data) }
            #expect(events.last?.name == "result")
            let report = try Wire.decoder.decode(ImportReport.self, from: events.last?.data ?? Data())
            #expect(report.new == 3_000)
            #expect(report.stored)
        }
    }

    @Test func `a refused import is a problem that carries its report, as events and as an answer`() async throws {
        try await TestSite.serve { site in
            let (path, token) = try await cohort(site)
            let body = Data((roster(2) + "k1;Zoë;Ÿ;twice@example.org\n").utf8)
            let answer = try await site.send("POST", path, token: token, body: body, type: "text/csv")
            #expect(answer.status == 422)
            let streamed = try await site.send(
                "POST", path, token: token, body: body, type: "text/csv", headers: ["Accept": "text/event-stream"])
            #expect(streamed.status == 200)
            #expect(events(streamed).last?.name == "problem")
            let problems = [try answer.problem, try Wire.decoder.decode(ProblemDetails.self, from: events(streamed).last?.data ?? Data())]
            for problem in problems {
                #expect(problem.status == 422)
                #expect(problem.report?.rejected == 1)
                #expect(problem.report?.problems.first?.line == 4)
                #expect(problem.report?.stored == false)
            }
        }
    }

    @Test func `whoever goes away ends the work`() async throws {
        try await TestSite.serve { site in
            let (path, token) = try await cohort(site)
            let body = Data(roster(10).utf8)
            try await site.given.database.transaction { lock in
                try await lock.execute("LOCK TABLE student IN ACCESS EXCLUSIVE MODE")
                let reader = Task {
                    try await site.send(
                        "POST", path, token: token, body: body, type: "text/csv", headers: ["Accept": "text/event-stream"])
                }
                try await eventually { try await waiting(site) == 1 }
                reader.cancel()
                try await eventually { try await waiting(site) == 0 }
                _ = await reader.result
            }
            let rows = try await site.given.database.execute("SELECT count(*) FROM student")
            #expect(try rows.first?.decode(Int.self) == 0)
        }
    }

    @Test func `one stream of events after the other`() async throws {
        try await TestSite.serve { site in
            let (path, token) = try await cohort(site)
            for _ in 0..<20 {
                let answer = try await site.send(
                    "POST", path + "&dry_run=true", token: token, body: Data(roster(1).utf8), type: "text/csv",
                    headers: ["Accept": "text/event-stream"])
                #expect(answer.status == 200)
            }
            #expect(try await site.get("/healthz").status == 200)
        }
    }

    /// How many of the daemon's statements wait for a lock.
    private func waiting(_ site: TestSite) async throws -> Int {
        let rows = try await site.given.database.execute(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND usename = 'vivier_daemon' AND wait_event_type = 'Lock'
            """)
        return try rows.first?.decode(Int.self) ?? -1
    }

    @Test func `a file has a tag by which it need not be sent again`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École Zoë")
            let cohort = try await site.given.cohort("M1", of: school)
            _ = try await site.given.student("Éloïse D’Arc", of: school, in: cohort)
            let token = try await site.given.token(.schoolAdmin, of: school)
            let path = "/api/v1/cohorts/\(cohort)/export"
            let first = try await site.get(path, token: token)
            #expect(first.status == 200)
            #expect(first.text.contains("Éloïse"))
            #expect(first[header: "Content-Disposition"] == "attachment; filename=\"cohort.csv\"")
            let tag = try #require(first[header: "ETag"])
            let second = try await site.get(path, token: token, headers: ["If-None-Match": tag])
            #expect(second.status == 304)
            #expect(second.body.isEmpty)
        }
    }

    @Test func `a file that is too large is refused before it is read`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Ça & Cie")
            let token = try await site.given.token(.company, of: company)
            let answer = try await site.send(
                "POST", "/api/v1/cases/imports?name=c.csv", token: token, body: Data(count: 33 << 20), type: "text/csv")
            #expect(answer.status == 413)
            #expect(try answer.problem.code == "too-large")
        }
    }
}
