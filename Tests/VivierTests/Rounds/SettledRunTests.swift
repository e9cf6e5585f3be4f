import API
import Postgres
import TestSupport
import Testing
import Vivier

/// A proof holds under what people settled beforehand, and says so.
@Suite struct SettledRunTests {
    @Test func `a run says how many pairs people had fixed and excluded, and a repair how many teams it keeps`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(
                given, hours: [8, 6, 7], pin: (team: 0, case: 0), ban: (team: 1, case: 1), cases: [("Un", 2, 4), ("Deux", 1, 4)])
            #expect(scene.run.settled == Run.Settled(pinned: 1, banned: 1, kept: 0))
            try await given.publish(scene.run.id)
            let proof = try await given.perform(ShowProof(run: scene.run.id), as: .root)
            #expect(proof.settled == scene.run.settled && proof.round == "Printemps" && proof.holder == "École Zoë")
            let listed = try await given.perform(ListProofs(), as: .root).items
            #expect(listed.map(\.run) == [scene.run.id] && listed[0].placed == 3)
            #expect(try await given.perform(ListProofs(q: "ZOE printemps", sort: .round), as: .root).items.map(\.run) == [scene.run.id])
            #expect(try await given.perform(ListProofs(q: "automne"), as: .root).items.isEmpty)
            let file = String(decoding: try await given.perform(ExportProofs(list: ListProofs()), as: .root), as: UTF8.self)
            #expect(file.contains("\(scene.run.id),Printemps,École Zoë,") && file.split(separator: "\r\n").count == 2)
            let gone = BranchRequest(withdrawnCases: [scene.cases[1]], moved: 0)
            let repair = try await given.perform(BranchRun(run: scene.run.id, body: gone), as: scene.school)
            // The pair that was excluded has gone with its case.
            #expect(repair.settled == Run.Settled(pinned: 1, banned: 0, kept: repair.branch?.kept ?? -1))
        }
    }

    @Test func `a pin that no run could keep is refused where it is decided`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [8, 6], pin: (team: 0, case: 0), cases: [("Un", 1, 4), ("Deux", 1, 4)])
            func refusal(_ target: Int) async throws -> [String]? {
                let decision = Decision(team: scene.teams[1], case: scene.cases[target], kind: .pin, reason: "Jury")
                return try await given.refusal(of: SettlePair(round: scene.round, body: decision), as: scene.school)?.faults
            }
            #expect(try await refusal(0) == ["/case no-place"])
            func sentences(_ target: Int) async throws -> String {
                let decision = Decision(team: scene.teams[1], case: scene.cases[target], kind: .pin, reason: "Jury")
                let reason = try await given.refusal(of: SettlePair(round: scene.round, body: decision), as: scene.school)
                return try #require(reason?.fields.first).sentence.en
            }
            #expect(try await sentences(0) == "“Un” has no place left: 1 team is pinned to it. Lift a pin, or give it places.")
            try await given.database.execute("UPDATE company SET capacity = 1")
            #expect(try await refusal(1) == ["/case company-full"])
            try await given.database.execute("UPDATE company SET capacity = NULL")
            try await given.restrict(scene.cases[1], to: try await given.school("L’Autre"))
            #expect(try await refusal(1) == ["/case unknown"])
            let ban = Decision(team: scene.teams[1], case: scene.cases[0], kind: .ban, reason: "Jury")
            _ = try await given.perform(SettlePair(round: scene.round, body: ban), as: scene.school)
        }
    }

    @Test func `where another round gave a case's places, the refusal of a pin names that round`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [8], pin: (team: 0, case: 0), cases: [("Un", 1, 4), ("Deux", 1, 4)])
            try await given.publish(scene.run.id)
            let school = try #require(scene.school.organisation)
            let cohort = try await given.cohort("M2", of: school)
            let team = try await given.team(
                "Équipe 9", of: [try await given.student("Zoë", of: school, in: cohort)], in: cohort, school: school)
            let round = try await given.round("Automne", of: school, over: cohort)
            func sentence(_ target: Int) async throws -> Sentence? {
                let decision = Decision(team: team, case: scene.cases[target], kind: .pin, reason: "Jury")
                return try await given.refusal(of: SettlePair(round: round, body: decision), as: scene.school)?.fields.first?.sentence
            }
            let full = try #require(try await sentence(0))
            #expect(full.en == "“Un” has no place left: they were given by the round “Printemps”. Give it places.")
            #expect(full.fr.contains("la session «\u{A0}Printemps\u{A0}»") && !full.fr.contains("Levez"))
            try await given.database.execute("UPDATE company SET capacity = 1")
            #expect(try await sentence(1)?.en.contains("given by the round “Printemps”. Let it take more.") == true)
        }
    }
}
