import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// What a round, its runs and its cards say once other rounds have given places away, and once pairs are settled by hand.
@Suite struct MendedRoundTests {
    private struct Scene {
        var school: Organisation.ID
        var cohort: Cohort.ID
        var company: Organisation.ID
        var students: [Student.ID]
        var teams: [Team.ID]
        var cases: [BusinessCase.ID]
        var admin: Caller { .school(school) }
        var firm: Caller { .company(company) }
    }

    /// Two teams of two, and two cases in other weeks.
    private func scene(_ given: Given) async throws -> Scene {
        try await given.application.start()
        let (school, company) = (try await given.school("École Zoë"), try await given.company("Miel & fils"))
        let cohort = try await given.cohort("M1", of: school)
        var (students, teams): ([Student.ID], [Team.ID]) = ([], [])
        for name in ["A", "B"] {
            let pair = [
                try await given.student("Ève \(name)", of: school, in: cohort),
                try await given.student("Zoë \(name)", of: school, in: cohort),
            ]
            students += pair
            teams.append(try await given.team("Équipe \(name)", of: pair, in: cohort, school: school))
        }
        var cases: [BusinessCase.ID] = []
        for (title, from, until) in [("Vendre", "2027-01-04", "2027-03-26"), ("Acheter", "2027-05-03", "2027-06-25")] {
            cases.append(try await given.businessCase(title, by: company))
            try await given.database.execute(
                "UPDATE business_case SET from_date = \(from)::date, until_date = \(until)::date WHERE id = \(cases[cases.count - 1])")
        }
        return Scene(school: school, cohort: cohort, company: company, students: students, teams: teams, cases: cases)
    }

    private func published(_ name: String, _ cases: [BusinessCase.ID], _ scene: Scene, _ given: Given) async throws -> Run.ID {
        let round = try await given.perform(
            CreateRound(draft: RoundDraft(name: name, cohorts: [scene.cohort], cases: cases)), as: scene.admin)
        let run = try await given.perform(RunRound(round: round.id), as: scene.admin)
        _ = try await given.perform(PublishRun(run: run.id), as: scene.admin)
        return run.id
    }

    @Test func `no card is drawn for a case that has its team, and who asks about the pair reads which round has it`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await published("Hiver", [scene.cases[0]], scene, given)
            let round = try await given.perform(
                CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [scene.cohort], policy: "fairest")), as: scene.admin)
            let shared = try await given.perform(ShareTeamCards(round: round.id), as: scene.admin)
            #expect(shared.cases == 1 && shared.casesWithoutTeam == 0 && shared.cards == 2)
            for (target, count) in [(0, 0), (1, 1)] {
                let rounds = try await given.perform(ListCardRounds(case: scene.cases[target], query: PageQuery()), as: scene.firm)
                #expect(rounds.items.count == count)
            }
            let run = try await given.perform(RunRound(round: round.id), as: scene.admin)
            var messages: [String] = []
            for team in scene.teams {
                let query = ExplanationQuery(team: team, case: scene.cases[0])
                let pair = try await given.perform(ExplainPair(run: run.id, query: query), as: scene.admin)
                if let standing = pair.standing { messages.append("\(standing.code) \(standing.message)") }
            }
            #expect(messages == ["no-place The case had no place left: a team of “Hiver” has it."], "\(messages)")
        }
    }

    @Test func `a team that is busy in the days of all cases is told so with its rounds and its ranking`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let run = try await published("Hiver", [scene.cases[0]], scene, given)
            let later = try await given.businessCase("Aux mêmes jours", by: scene.company)
            let round = try await given.perform(
                CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [scene.cohort], cases: [later])), as: scene.admin)
            let busy = try await given.perform(ListMatches(run: run, query: PageQuery()), as: scene.admin).items.map(\.team)
            for (index, team) in scene.teams.enumerated() {
                let student = Caller.student(scene.students[index * 2], of: scene.school)
                let own = try await given.perform(ListOwnRounds(student: scene.students[index * 2]), as: student).items
                let ranking = try await given.perform(ShowRanking(round: round.id, team: team), as: student)
                if busy.contains(team) {
                    #expect(own.first { $0.round == round.id }?.note?.contains("with “Hiver” until 26 March 2027") == true)
                    #expect(ranking.note?.contains("with “Hiver” until 26 March 2027") == true)
                } else {
                    #expect(own.allSatisfy { $0.note == nil })
                    #expect(ranking.note?.contains("changes nothing") == true)
                }
            }
            #expect(busy.count == 1)
        }
    }

    @Test func `a round says when a pair was last settled by hand`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let round = try await given.perform(CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [scene.cohort])), as: scene.admin)
            let run = try await given.perform(RunRound(round: round.id), as: scene.admin)
            #expect(try await given.perform(ShowRound(round: round.id), as: scene.admin).decidedAt == nil)
            let decision = Decision(team: scene.teams[0], case: scene.cases[0], kind: .ban, reason: "Jury")
            _ = try await given.perform(SettlePair(round: round.id, body: decision), as: scene.admin)
            let decided = try #require(try await given.perform(ShowRound(round: round.id), as: scene.admin).decidedAt)
            #expect(decided > run.createdAt)
        }
    }

    @Test func `what else a team could have had is told to whoever may compare, best first, without what it has`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let round = try await given.perform(CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [scene.cohort])), as: scene.admin)
            let run = try await given.perform(RunRound(round: round.id), as: scene.admin)
            let list = ListAlternatives(run: run.id, teams: scene.teams)
            let matches = try await given.perform(ListMatches(run: run.id, query: PageQuery()), as: scene.admin).items
            let found = try await given.perform(list, as: scene.admin)
            #expect(found.count == 2 && Set(found.map(\.team)) == Set(scene.teams))
            for one in found {
                #expect(matches.first { $0.team == one.team }?.case != one.case)
                #expect(["Vendre", "Acheter"].contains(one.title) && (0...10_000).contains(one.fit))
            }
            #expect(try await given.refusal(of: list, as: scene.firm)?.kind == .denied)
            let stranger = Caller.school(try await given.school("Autre"))
            #expect(try await given.refusal(of: list, as: stranger)?.kind == .missing)
        }
    }

    @Test func `of a team of which some have not agreed a company reads how many they are`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await published("Hiver", [scene.cases[0]], scene, given)
            let list = ListCompanyMatches(query: CompanyMatchQuery())
            #expect(try await given.perform(list, as: scene.firm).items.map(\.unnamed) == [2])
            for student in scene.students { try await given.consent(of: student, scene.school, to: .caseCompany) }
            let named = try await given.perform(list, as: scene.firm).items
            #expect(named.map(\.unnamed) == [0] && named[0].members.count == 2)
            // Of teams that are none of its own it learns nothing.
            let other = try await given.company("Autre")
            let context: SQL = """
                SELECT set_config('role', 'vivier_company', true), set_config('app.organisation', \(other.description), true)
                """
            let sizes = try await given.database.transaction(prelude: [context]) { transaction in
                try await transaction.execute("SELECT members FROM matched_team_sizes(\(scene.teams))").decode(Int.self)
            }
            #expect(sizes.isEmpty)
        }
    }
}
