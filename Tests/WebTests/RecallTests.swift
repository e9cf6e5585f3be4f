import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// Requests that are repeated after the world has changed: nothing is done twice, and nobody is shown who may not be seen any more.
@Suite(.timeLimit(.minutes(15))) struct RecallTests {
    private func kept(_ site: TestSite) async throws -> String {
        try await site.given.database.execute("SELECT coalesce(convert_from(body, 'UTF8'), '') FROM idempotent_answer").decode(String.self)
            .joined(separator: "\n")
    }

    private func count(_ table: String, _ site: TestSite) async throws -> Int {
        try await site.given.database.execute("SELECT count(*) FROM \(identifier: table)")[0].decode(Int.self)
    }

    @Test func `who has withdrawn is not handed out by a repeated request, and who is shown again gets a receipt`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let (school, company) = (try await given.school("École"), try await given.company("Ça & Cie"))
            let eve = try await given.student("Ève O’Neil", of: school)
            let consent = try await given.consent(of: eve, school)
            let recruiter = try await given.token(.recruiter, of: company)
            let root = try await given.token(.operator)
            let add = #"{"student": "\#(eve)", "note": "Au forum"}"#
            func follow() async throws -> TestSite.Answer {
                try await site.post("/api/v1/prospects", add, token: recruiter, headers: ["Idempotency-Key": "k1"])
            }
            let added = try await follow()
            #expect(added.status == 201, "\(added.text)")
            let prospect: Prospect = try added.json()
            func move() async throws -> TestSite.Answer {
                try await site.post(
                    "/api/v1/prospects/\(prospect.id)/move", #"{"stage": "contacted"}"#, token: recruiter,
                    headers: ["Idempotency-Key": "k2"])
            }
            #expect(try await move().status == 200)
            #expect(try await count("person_read", site) == 2)
            let again = try await follow()
            #expect(try again.status == 201 && again.json(Prospect.self).id == prospect.id && again.json(Prospect.self).stage == .contacted)
            #expect(try await move().json(Prospect.self).version == 2)
            #expect(try await count("person_read", site) == 4)
            let stored = try await kept(site)
            for word in ["O’Neil", "Ève", "forum"] { #expect(!stored.contains(word), "\(stored)") }

            #expect(try await site.post("/api/v1/consents/\(consent)/withdraw", "", token: root).status == 200)
            for answer in [try await follow(), try await move()] {
                #expect(answer.status == 404 && !answer.text.contains("O’Neil") && !answer.text.contains("École"), "\(answer.text)")
            }
            #expect(try await count("person_read", site) == 4)
            #expect(try await count("prospect", site) == 1)
        }
    }

    @Test func `what spoke of somebody who is erased is forgotten, and is not done again`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
            let team = try await given.team("Équipe", of: [eve], in: cohort, school: school)
            let dean = try await given.token(.schoolAdmin, of: school)
            func repeated(_ path: String, _ body: String, _ key: String) async throws -> TestSite.Answer {
                try await site.post(path, body, token: dean, headers: ["Idempotency-Key": key])
            }
            let consent = #"{"purpose": "talent-pool", "text_version": "2026-09"}"#
            #expect(try await repeated("/api/v1/students/\(eve)/consents", consent, "c").status == 201)
            #expect(try await repeated("/api/v1/teams/\(team)/lock", "", "l").text.contains("O’Neil"))
            let invited = try await repeated("/api/v1/invitations", #"{"email": "x@example.org", "role": "supervisor"}"#, "i")
            #expect(invited.status == 201, "\(invited.text)")
            let stored = try await kept(site)
            #expect(!stored.contains("O’Neil") && !stored.contains("x@example.org"), "\(stored)")
            let second = try await repeated("/api/v1/invitations", #"{"email": "x@example.org", "role": "supervisor"}"#, "i")
            #expect(try second.json(Invitation.self).id == invited.json(Invitation.self).id)
            #expect(try await count("invitation", site) == 1)

            #expect(try await site.send("DELETE", "/api/v1/students/\(eve)", token: dean).status == 204)
            let forgotten = try await repeated("/api/v1/students/\(eve)/consents", consent, "c")
            #expect(try forgotten.status == 409 && forgotten.problem.code == "answer-forgotten", "\(forgotten.text)")
            let locked = try await repeated("/api/v1/teams/\(team)/lock", "", "l")
            #expect(locked.status == 200 && !locked.text.contains("O’Neil"), "\(locked.text)")
            #expect(try await !kept(site).contains("\(eve)"))
        }
    }

    @Test func `a run, a branch and a formation that are asked for again are made once`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let (cohort, other) = (try await given.cohort("M1", of: school), try await given.cohort("M2", of: school))
            for number in 1...2 {
                let member = try await given.student("Ève \(number)", of: school, in: cohort)
                _ = try await given.team("Équipe \(number)", of: [member], in: cohort, school: school)
            }
            for number in 1...4 { _ = try await given.student("Zoë \(number)", of: school, in: other) }
            _ = try await given.businessCase("Vendre", by: try await given.company("Miel & fils"))
            let dean = try await given.token(.schoolAdmin, of: school)
            let made = try await site.post("/api/v1/rounds", #"{"name": "Printemps", "cohorts": ["\#(cohort)"]}"#, token: dean)
            let round: Round = try made.json()
            func twice(_ path: String, _ body: String, _ key: String) async throws -> (TestSite.Answer, TestSite.Answer) {
                let headers = ["Idempotency-Key": key]
                let first = try await site.post(path, body, token: dean, headers: headers)
                return (first, try await site.post(path, body, token: dean, headers: headers))
            }
            let runs = try await twice("/api/v1/rounds/\(round.id)/runs", "", "r")
            let run: Run = try runs.0.json()
            #expect(try runs.0.status == 201 && runs.1.status == 201 && runs.1.json(Run.self).id == run.id, "\(runs.1.text)")
            #expect(try await count("run", site) == 1)
            // As events too: the last of them is the same run.
            let told = try await site.send(
                "POST", "/api/v1/rounds/\(round.id)/runs", token: dean, headers: ["Idempotency-Key": "r", "Accept": "text/event-stream"])
            #expect(told.text.contains("event: result") && told.text.contains("\(run.id)"), "\(told.text)")
            let branches = try await twice("/api/v1/runs/\(run.id)/branches", #"{"time_weight": 1}"#, "b")
            #expect(try branches.0.json(Run.self).id == branches.1.json(Run.self).id, "\(branches.1.text)")
            #expect(try await count("run", site) == 2)
            let formed = try await twice("/api/v1/cohorts/\(other)/formations", #"{"min": 2, "max": 2, "seconds": 1, "scope": "all"}"#, "f")
            #expect(try formed.0.json(Formation.self).stored && formed.1.status == 409, "\(formed.1.text)")
            #expect(try formed.1.problem.code == "formed-already")
            #expect(try await !kept(site).contains("Zoë"))
        }
    }
}
