import API
import Foundation
import Postgres
import TestSupport
import Testing

/// Rankings as they come over HTTP: ids, and lists of ids for ties.
@Suite struct RankingTests {
    @Test func `a ranking with ties comes back as it was sent, and what does not fit is named by its place`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let student = try await given.student("Ève O’Neil", of: school, in: cohort)
            let team = try await given.team("Équipe", of: [student], in: cohort, school: school)
            let company = try await given.company("Miel & fils")
            let cases = [try await given.businessCase("Vendre", by: company), try await given.businessCase("Acheter", by: company)].sorted {
                $0.description < $1.description
            }
            let round = try await given.round("Printemps", of: school, over: cohort)
            let token = try await given.token(.student, of: school, for: student)
            let path = "/api/v1/rounds/\(round)/teams/\(team)/preferences"
            func put(_ body: String) async throws -> TestSite.Answer {
                let tag = try #require(try await site.get(path, token: token)[header: "ETag"])
                return try await site.send(
                    "PUT", path, token: token, body: Data(body.utf8), type: "application/json", headers: ["If-Match": tag])
            }

            let sent = #"{"cases":[["\#(cases[0])","\#(cases[1])"]]}"#
            #expect(try await put(sent).status == 200)
            let read = try await site.get(path, token: token).text
            #expect(read.contains(sent.dropFirst().dropLast()), "\(read)")
            // What was read can be sent as it is.
            #expect(try await put(read).status == 200)
            let single = #"{"cases":["\#(cases[1])","\#(cases[0])"]}"#
            // The answer also says that a round by fit does not follow it.
            let answer = try await put(single)
            #expect(answer.text.contains(single.dropFirst().dropLast()), "\(answer.text)")
            #expect(try answer.json(CaseRanking.self).note?.contains("goes by fit") == true, "\(answer.text)")

            let odd = try await put(#"{"cases": ["\#(cases[0])", 7, ["\#(cases[1])", "x"], {"a": 1}]}"#)
            #expect(odd.status == 422)
            #expect(try odd.problem.errors?.map { $0.pointer } == ["#/cases/1", "#/cases/2/1", "#/cases/3"])
            #expect(try await site.get(path, token: token).text.contains(single.dropFirst().dropLast()))

            try await given.database.execute("UPDATE round SET state = 'closed' WHERE id = \(round)")
            let late = try await put(sent)
            #expect(late.status == 409)
            #expect(try late.problem.code == "round-closed")
        }
    }

    @Test func `of two team-mates who change one ranking at once, one is told to look again`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let mates = [
                try await given.student("Ève O’Neil", of: school, in: cohort), try await given.student("Łukasz 中", of: school, in: cohort),
            ]
            let team = try await given.team("Équipe", of: mates, in: cohort, school: school)
            let company = try await given.company("Miel & fils")
            let cases = [try await given.businessCase("Vendre", by: company), try await given.businessCase("Acheter", by: company)]
            let round = try await given.round("Printemps", of: school, over: cohort)
            let path = "/api/v1/rounds/\(round)/teams/\(team)/preferences"
            var tokens: [String] = []
            for mate in mates { tokens.append(try await given.token(.student, of: school, for: mate)) }
            func race() async throws -> [TestSite.Answer] {
                let tag = try #require(try await site.get(path, token: tokens[0])[header: "ETag"])
                return try await withThrowingTaskGroup(of: TestSite.Answer.self) { group in
                    for (mate, token) in tokens.enumerated() {
                        group.addTask {
                            try await site.send(
                                "PUT", path, token: token, body: Data(#"{"cases": ["\#(cases[mate])"]}"#.utf8), type: "application/json",
                                headers: ["If-Match": tag])
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            }
            let answers = try await race()
            #expect(answers.map(\.status).sorted() == [200, 412], "\(answers.map(\.text))")
            let won = try #require(answers.first { $0.status == 200 })
            let now = try await site.get(path, token: tokens[1])
            #expect(won[header: "ETag"] == now[header: "ETag"] && now[header: "ETag"] != "\"v0\"")
            #expect(try won.json(CaseRanking.self).cases == now.json(CaseRanking.self).cases)
            // The empty one that stands there again is the one before the race.
            let back = try await site.send(
                "PUT", path, token: tokens[0], body: Data(#"{"cases": []}"#.utf8), type: "application/json",
                headers: ["If-Match": try #require(now[header: "ETag"])])
            #expect(back[header: "ETag"] == "\"v0\"")
            let blind = try await site.send("PUT", path, token: tokens[0], body: Data(#"{"cases": []}"#.utf8), type: "application/json")
            #expect(blind.status == 428)
        }
    }

    @Test func `nobody overwrites unseen how long something is kept`() async throws {
        try await TestSite.serve { site in
            let root = try await site.given.token(.operator)
            let rules: Page<RetentionRule> = try await site.get("/api/v1/retention", token: root).json()
            let seen = try #require(rules.items.first { $0.purpose == .prospect })
            func set(_ months: Int) async throws -> TestSite.Answer {
                try await site.send(
                    "PUT", "/api/v1/retention", token: root, body: Data(#"{"purpose": "prospect", "months": \#(months)}"#.utf8),
                    type: "application/json", headers: ["If-Match": "\"v\(seen.version)\""])
            }
            let first = try await set(18)
            #expect(first.status == 200 && first[header: "ETag"] != "\"v\(seen.version)\"", "\(first.text)")
            #expect(try await set(20).status == 412)
        }
    }
}
