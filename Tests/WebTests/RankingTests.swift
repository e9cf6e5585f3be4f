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
                try await site.send("PUT", path, token: token, body: Data(body.utf8), type: "application/json")
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
}
