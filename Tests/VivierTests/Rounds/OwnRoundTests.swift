import API
import Formats
import Postgres
import TestSupport
import Testing
import Vivier

/// What a student sees of the rounds of the own team, step by step and once they are published; of other teams nothing.
struct OwnRoundTests {
    private struct Scene {
        var school: Organisation.ID
        var round: Round.ID
        var members: [Student.ID]
        var teams: [Team.ID]
        var cases: [BusinessCase.ID]

        func caller(_ number: Int) -> Caller { .student(members[number], of: school) }
    }

    /// Two teams of one and one case with one place, in an open round.
    private func scene(_ given: Given, cases titles: [String] = ["Vendre"]) async throws -> Scene {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        var (members, teams): ([Student.ID], [Team.ID]) = ([], [])
        for name in ["Ève O’Neil", "Zoë Ÿ"] {
            members.append(try await given.student(name, of: school, in: cohort))
            teams.append(try await given.team("Équipe \(name)", of: [members[members.count - 1]], in: cohort, school: school))
        }
        let company = try await given.company("Miel & fils")
        var cases: [BusinessCase.ID] = []
        for title in titles { cases.append(try await given.businessCase(title, by: company)) }
        let round = try await given.perform(
            CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], cases: cases)), as: .school(school))
        return Scene(school: school, round: round.id, members: members, teams: teams, cases: cases)
    }

    @Test func `a ranking is made step by step by all members at once, and demand is counted without names`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, cases: ["Acheter", "Prêter", "Vendre"])
            func move(_ index: Int, _ step: RankingMove.Step, before: Int? = nil, by student: Int = 0) async throws -> [[Int]] {
                let move = RankingMove(case: scene.cases[index], step: step, before: before.map { scene.cases[$0] })
                let ranking = try await given.perform(
                    MoveInRanking(round: scene.round, team: scene.teams[student], move: move), as: scene.caller(student))
                return ranking.cases.map { $0.tied.compactMap { scene.cases.firstIndex(of: $0) }.sorted() }
            }
            #expect(try await move(0, .add) == [[0]])
            #expect(try await move(1, .add) == [[0], [1]])
            #expect(try await move(1, .add) == [[0], [1]])
            #expect(try await move(2, .add) == [[0], [1], [2]])
            #expect(try await move(2, .up) == [[0], [2], [1]])
            #expect(try await move(2, .tie) == [[0, 2], [1]])
            #expect(try await move(0, .down) == [[2], [0], [1]])
            #expect(try await move(1, .place, before: 2) == [[1], [2], [0]])
            #expect(try await move(1, .place) == [[2], [0], [1]])
            #expect(try await move(0, .remove) == [[2], [1]])
            #expect(try await move(1, .down) == [[2], [1]])
            _ = try await move(2, .add, by: 1)
            let listed = try await given.perform(
                ListRankableCases(round: scene.round, team: scene.teams[0], query: RankableCaseQuery()), as: scene.caller(0)
            ).items
            #expect(listed.map(\.title) == ["Acheter", "Prêter", "Vendre"])
            // Ranked by none, one and two: of two teams each would read the other's whole ranking off.
            #expect(listed.allSatisfy { $0.rankedBy == nil && $0.rankedFirstBy == nil } && listed.map(\.places) == [1, 1, 1])
            // Not for another team, and not once it is over.
            let foreign = MoveInRanking(round: scene.round, team: scene.teams[1], move: RankingMove(case: scene.cases[0], step: .add))
            #expect(try await given.refusal(of: foreign, as: scene.caller(0))?.kind == .missing)
            let other = ListRankableCases(round: scene.round, team: scene.teams[1], query: RankableCaseQuery())
            #expect(try await given.refusal(of: other, as: scene.caller(0))?.kind == .missing)
            _ = try await given.database.execute("UPDATE round SET state = 'closed'")
            let late = MoveInRanking(round: scene.round, team: scene.teams[0], move: RankingMove(case: scene.cases[0], step: .add))
            #expect(try await given.refusal(of: late, as: scene.caller(0))?.code == "round-closed")
            #expect(try await given.perform(ShowRanking(round: scene.round, team: scene.teams[0]), as: scene.caller(0)).cases.count == 2)
        }
    }

    @Test func `a published run tells both teams why, each of itself, and what it cost the others to none`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let admin = Caller.school(scene.school)
            let run = try await given.perform(RunRound(round: scene.round), as: admin).id
            func explain(_ team: Int, as student: Int) -> ExplainPair {
                ExplainPair(run: run, query: ExplanationQuery(team: scene.teams[team], case: scene.cases[0]))
            }
            // A draft is nobody's business.
            #expect(try await given.refusal(of: explain(0, as: 0), as: scene.caller(0))?.kind == .missing)
            #expect(try await given.perform(ListOwnRounds(student: scene.members[0]), as: scene.caller(0)).items.map(\.run) == [nil])
            _ = try await given.perform(PublishRun(run: run), as: admin)
            var matched = 0
            for student in 0...1 {
                let round = try #require(
                    try await given.perform(ListOwnRounds(student: scene.members[student]), as: scene.caller(student)).items.first)
                #expect(round.run == run && round.team == scene.teams[student] && round.state == "published")
                let own = try await given.perform(explain(student, as: student), as: scene.caller(student))
                #expect(own.matched == (round.match != nil) && own.cost == nil)
                matched += own.matched ? 1 : 0
                // The other team is as if it were not there.
                #expect(try await given.refusal(of: explain(1 - student, as: student), as: scene.caller(student))?.kind == .missing)
                let words = String(describing: own)
                #expect(!words.contains("\(scene.teams[1 - student])") && !words.contains("\(scene.members[1 - student])"))
                let list = ListMatches(run: run, query: PageQuery())
                if own.matched {
                    let matches = try await given.perform(list, as: scene.caller(student)).items
                    #expect(matches.map(\.team) == [scene.teams[student]])
                } else {
                    // Who was left out hears that much, and nothing of the others.
                    #expect(try await given.refusal(of: list, as: scene.caller(student))?.code == "no-case")
                }
            }
            #expect(matched == 1)
            // Whoever is in no team of the round sees nothing of it.
            let stranger = try await given.student("Max Épine", of: scene.school)
            #expect(try await given.refusal(of: explain(0, as: 0), as: .student(stranger, of: scene.school))?.kind == .missing)
            #expect(try await given.perform(ListOwnRounds(student: stranger), as: .student(stranger, of: scene.school)).items.isEmpty)
            // Neither what another change would have taken nor other runs.
            let query = ExplanationQuery(team: scene.teams[0], case: scene.cases[0])
            #expect(try await given.refusal(of: FindRemedies(run: run, query: query), as: scene.caller(0))?.kind == .denied)
        }
    }
}
