import API
import Formats
import Foundation
import Matching
import Postgres
import TestSupport
import Testing
import Vivier

/// Teams are shared without names, and companies rank and veto them until the round is published.
struct TeamCardTests {
    private struct Scene {
        var school: Organisation.ID
        var admin: Caller
        var round: Round.ID
        var teams: [Team.ID]
        var company: Organisation.ID
        var cases: [BusinessCase.ID]
        var firm: Caller { .company(company) }
    }

    /// Three teams that fit two cases of one place alike, and an open round.
    private func scene(_ given: Given, policy: String = "stable", capacity: Int? = nil) async throws -> Scene {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        var teams: [Team.ID] = []
        for name in ["Ève O’Neil", "Zoë Ÿ", "Max M"] {
            let member = try await given.student(name, of: school, in: cohort)
            teams.append(try await given.team("Équipe \(name)", of: [member], in: cohort, school: school))
        }
        let company = try await given.company("Miel & fils", capacity: capacity)
        let cases = [try await given.businessCase("Vendre", by: company), try await given.businessCase("Acheter", by: company)]
        let admin = Caller.school(school)
        let round = try await given.perform(
            CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], policy: policy)), as: admin)
        return Scene(school: school, admin: admin, round: round.id, teams: teams, company: company, cases: cases)
    }

    private func cards(_ given: Given, _ scene: Scene, _ target: Int, as caller: Caller? = nil) async throws -> [TeamCard] {
        let list = ListTeamCards(round: scene.round, case: scene.cases[target], query: SortedQuery())
        return try await given.perform(list, as: caller ?? scene.firm).items
    }

    private func card(_ given: Given, _ scene: Scene, _ team: Int) async throws -> TeamCard.ID {
        try await given.card(of: scene.teams[team], in: scene.round)
    }

    private func rank(
        _ given: Given, _ scene: Scene, _ target: Int, _ places: [[Int]], vetoes: [Int] = []
    ) async throws -> TeamRanking {
        var ids: [TeamCard.ID] = []
        for team in scene.teams.indices { ids.append(try await card(given, scene, team)) }
        let ranking = TeamRanking(cards: places.map { place in RankedPlace(place.map { ids[$0] }) }, vetoes: vetoes.map { ids[$0] })
        return try await given.perform(RankTeams(round: scene.round, case: scene.cases[target], ranking: ranking), as: scene.firm)
    }

    private func matches(_ given: Given, _ scene: Scene) async throws -> [BusinessCase.ID: Team.ID] {
        let run = try await given.perform(RunRound(round: scene.round), as: scene.admin)
        let check = try await given.perform(VerifyRun(run: run.id, query: VerificationQuery(replay: true)), as: scene.admin)
        #expect(check.valid && check.replayed == true, "\(check.broken ?? "")")
        let matches = try await given.perform(ListMatches(run: run.id, query: PageQuery()), as: scene.admin).items
        return Dictionary(uniqueKeysWithValues: matches.map { ($0.case, $0.team) })
    }

    @Test func `a card says which languages the whole team speaks, each at the level of the weakest`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let cohort = try await given.database.execute("SELECT cohort_id FROM team WHERE id = \(scene.teams[0])")[0].decode(
                Cohort.ID.self)
            let second = try await given.student("Ana Ñ", of: scene.school, in: cohort)
            try await given.database.execute(
                """
                INSERT INTO team_member (team_id, cohort_id, student_id, school_id) VALUES (\(scene.teams[0]), \(cohort), \(second), \(scene.school))
                """)
            try await given.database.execute("UPDATE student SET languages = '{fr:B1,en:C1,es:C2}' WHERE id = \(second)")
            _ = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            let shared = try await cards(given, scene, 0)
            #expect(shared.count == 3)
            #expect(shared.first { $0.members == 2 }?.languages == ["en:B2", "fr:B1"])
            #expect(shared.filter { $0.members == 1 }.allSatisfy { $0.languages == ["fr:C2", "en:B2"] })
        }
    }

    @Test func `a round that goes while a company's ranking waits for it is unknown to it`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            let first = TeamRanking(cards: [RankedPlace([try await card(given, scene, 0)])])
            let ranking = RankTeams(round: scene.round, case: scene.cases[0], ranking: first)
            let refusal = try await given.database.transaction { removal in
                // The round alone, and nothing that hangs on it.
                try await removal.execute("SET LOCAL session_replication_role = replica")
                try await removal.execute("DELETE FROM round WHERE id = \(scene.round)")
                let refusal = Task { try await given.refusal(of: ranking, as: scene.firm) }
                try await eventually("nobody waits", within: .seconds(60)) {
                    try await given.database.transaction { try await $0.hasWaiting() }
                }
                return refusal
            }
            #expect(try await refusal.value?.kind == .missing)
        }
    }

    @Test func `a company sees teams only once they are shared, and then without names`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let list = ListTeamCards(round: scene.round, case: scene.cases[0], query: SortedQuery())
            #expect(try await given.refusal(of: list, as: scene.firm)?.kind == .missing)
            let shared = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            #expect(shared.cases == 2 && shared.casesWithoutTeam == 0 && shared.cards == 6)
            let cards = try await cards(given, scene, 0)
            #expect(Set(cards.map(\.card)).count == 3 && Set(cards.map(\.label)).count == 3)
            // Nothing on a card is an id that a company may know from elsewhere.
            for team in scene.teams { #expect(!String(decoding: try Wire.encoder.encode(cards), as: UTF8.self).contains("\(team)")) }
            #expect(cards.allSatisfy { $0.place == nil && !$0.vetoed && $0.members == 1 && (0...10_000).contains($0.fit) })
            let json = String(decoding: try JSONEncoder().encode(cards), as: UTF8.self)
            for name in ["Équipe", "Zoë", "École"] { #expect(!json.contains(name)) }
            let rounds = try await given.perform(ListCardRounds(case: scene.cases[0], query: PageQuery()), as: scene.firm).items
            #expect(rounds.map { "\($0.name) \($0.open) \($0.cards) \($0.ranked) \($0.vetoed)" } == ["Printemps true 3 0 0"])
            // Whom it does not concern sees nothing of it.
            let stranger = Caller.company(try await given.company("Autre"))
            #expect(try await given.refusal(of: list, as: stranger)?.kind == .missing)
            #expect(try await given.refusal(of: list, as: scene.admin)?.kind == .denied)
        }
    }

    @Test func `cards are found by label, skill, language and reason, and read in any order page by page`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let selling = try await given.skill("negotiation", "négociation")
            try await given.loadSkills()
            try await given.database.execute(
                """
                INSERT INTO business_case_skill (case_id, skill_id, level, importance, position)
                VALUES (\(scene.cases[0]), \(selling), 2, 'should', 0)
                """)
            for (team, level) in [(0, 4), (1, 2)] {
                let member = try await given.database.execute("SELECT student_id FROM team_member WHERE team_id = \(scene.teams[team])")[0]
                    .decode(Student.ID.self)
                try await given.hold(selling, at: level, by: member)
            }
            _ = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            _ = try await rank(given, scene, 0, [], vetoes: [2])
            try await given.database.execute("UPDATE case_preference SET reason = 'Déjà vue' WHERE place IS NULL")
            func found(_ query: SortedQuery) async throws -> [TeamCard] {
                try await given.perform(ListTeamCards(round: scene.round, case: scene.cases[0], query: query), as: scene.firm).items
            }
            let all = try await found(SortedQuery())
            let ids = [try await card(given, scene, 0), try await card(given, scene, 1), try await card(given, scene, 2)]
            #expect(Set(all.map(\.card)) == Set(ids) && all.map(\.fit) == all.map(\.fit).sorted(by: >))
            #expect(try await Set(found(SortedQuery(q: "NEGOCIATION")).map(\.card)) == Set(ids.prefix(2)))
            #expect(try await found(SortedQuery(q: "deja")).map(\.card) == [ids[2]])
            #expect(try await found(SortedQuery(q: all[1].label)).contains { $0.card == all[1].card })
            #expect(try await found(SortedQuery(q: "FR")).count == 3)
            #expect(try await found(SortedQuery(q: "Ève")).isEmpty)
            for sort in ["-fit", "fit", "-skills", "skills", "-time", "time", "-hours", "hours"] {
                var (seen, cursor): ([TeamCard.ID], String?) = ([], nil)
                repeat {
                    let list = ListTeamCards(
                        round: scene.round, case: scene.cases[0], query: SortedQuery(sort: sort, limit: 1, cursor: cursor))
                    let page = try await given.perform(list, as: scene.firm)
                    seen += page.items.map(\.card)
                    cursor = page.next
                } while cursor != nil
                #expect(try await found(SortedQuery(sort: sort)).map(\.card) == seen && seen.count == 3, "\(sort)")
            }
            #expect(try await found(SortedQuery(sort: "-skills")).map(\.skillFit) == all.map(\.skillFit).sorted(by: >))
            let unknown = ListTeamCards(round: scene.round, case: scene.cases[0], query: SortedQuery(sort: "name"))
            #expect(try await given.refusal(of: unknown, as: scene.firm)?.faults == ["sort unknown-sort"])
        }
    }

    @Test func `a veto bears the reason that was given, and no other card does`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            let (first, second) = (try await card(given, scene, 0), try await card(given, scene, 1))
            func ranking(_ reasons: [TeamRanking.VetoReason]) -> RankTeams {
                RankTeams(
                    round: scene.round, case: scene.cases[0],
                    ranking: TeamRanking(cards: [RankedPlace([second])], vetoes: [first], reasons: reasons))
            }
            let wrong = [
                TeamRanking.VetoReason(card: second, reason: "Loin"), TeamRanking.VetoReason(card: first, reason: " "),
            ]
            #expect(
                try await given.refusal(of: ranking(wrong), as: scene.firm)?.faults.sorted() == [
                    "/reasons/0/card not-vetoed", "/reasons/1/reason length",
                ])
            let told = [TeamRanking.VetoReason(card: first, reason: "Trop loin")]
            #expect(try await given.perform(ranking(told), as: scene.firm).reasons == told)
            let cards = try await cards(given, scene, 0)
            #expect(cards.filter(\.vetoed).map(\.reason) == ["Trop loin"] && cards.filter { $0.reason != nil }.count == 1)
            // The next ranking replaces the reasons with the rest.
            #expect(try await given.perform(ranking([]), as: scene.firm).reasons == nil)
        }
    }

    @Test func `the school reads why a company declined its team, among the decisions and in the explanation`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            let (first, second) = (try await card(given, scene, 0), try await card(given, scene, 1))
            let told = TeamRanking(cards: [], vetoes: [first, second], reasons: [TeamRanking.VetoReason(card: first, reason: "Trop loin")])
            _ = try await given.perform(RankTeams(round: scene.round, case: scene.cases[0], ranking: told), as: scene.firm)
            let ban = Decision(team: scene.teams[0], case: scene.cases[0], kind: .ban, reason: "Jury")
            _ = try await given.perform(SettlePair(round: scene.round, body: ban), as: scene.admin)

            // Page by page: a pair that is banned and declined stands on both sides of a page's end.
            var (read, cursor) = ([Decision](), nil as String?)
            repeat {
                let query = SortedQuery(limit: 1, cursor: cursor)
                let page = try await given.perform(ListDecisions(round: scene.round, query: query), as: scene.admin)
                (read, cursor) = (read + page.items, page.next)
            } while cursor != nil
            #expect(read.map(\.kind) == [.ban, .veto, .veto] && read.map(\.reason) == ["Jury", "Trop loin", ""])
            #expect(read.map(\.team) == [scene.teams[0], scene.teams[0], scene.teams[1]] && read[1].caseTitle == "Vendre")
            let found = ListDecisions(round: scene.round, query: SortedQuery(q: "loin"))
            #expect(try await given.perform(found, as: scene.admin).items.map(\.kind) == [.veto])
            let file = ExportDecisions(round: scene.round, query: SortedExportQuery())
            #expect(String(decoding: try await given.perform(file, as: scene.admin), as: UTF8.self).contains("veto,"))
            // Another school learns nothing of it, and the school neither settles nor lifts a veto.
            let other = Caller.school(try await given.school("L’Autre"))
            #expect(try await given.refusal(of: found, as: other) != nil)
            let veto = Decision(team: scene.teams[2], case: scene.cases[0], kind: .veto, reason: "Non")
            #expect(
                try await given.refusal(of: SettlePair(round: scene.round, body: veto), as: scene.admin)?.faults == ["/kind not-yours"])
            let lift = LiftDecision(round: scene.round, team: scene.teams[1], case: scene.cases[0])
            #expect(try await given.refusal(of: lift, as: scene.admin) != nil)

            let run = try await given.perform(RunRound(round: scene.round), as: scene.admin)
            func gate(_ caller: Caller) async throws -> [String] {
                let query = ExplanationQuery(team: scene.teams[0], case: scene.cases[0])
                return try await given.perform(ExplainPair(run: run.id, query: query), as: caller).gates.filter { $0.code == "veto" }
                    .map(\.message)
            }
            #expect(try await gate(scene.admin) == ["the company declined the team: “Trop loin”"])
            try await given.publish(run.id)
            let member: Student.ID = try await given.id("SELECT student_id FROM team_member WHERE team_id = \(scene.teams[0])")
            #expect(try await gate(.student(member, of: scene.school)) == ["the company declined the team"])
        }
    }

    @Test func `the figures of a card are those of the pair`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            let run = try await given.perform(RunRound(round: scene.round), as: scene.admin)
            for target in scene.cases.indices {
                var teamOfCard: [TeamCard.ID: Team.ID] = [:]
                for team in scene.teams { teamOfCard[try await given.card(of: team, in: scene.round)] = team }
                for card in try await cards(given, scene, target) {
                    let query = ExplanationQuery(team: try #require(teamOfCard[card.card]), case: scene.cases[target])
                    let explained = try await given.perform(ExplainPair(run: run.id, query: query), as: scene.admin)
                    #expect(card.fit == explained.fit && card.skillFit == explained.skillFit && card.timeFit == explained.timeFit)
                    let weeks = explained.weeks.map(\.commonHalfHours)
                    #expect(2 * weeks.count { $0 >= card.commonHalfHours } >= weeks.count)
                    #expect(2 * weeks.count { $0 > card.commonHalfHours } <= weeks.count)
                    #expect(card.skills.map(\.skill).sorted() == explained.skills.map(\.skill).sorted())
                    for skill in card.skills {
                        let part = try #require(explained.skills.first { $0.skill == skill.skill })
                        #expect(skill.foundLevel == part.foundLevel && skill.neededLevel == part.neededLevel)
                        #expect((skill.credit > 0) == (part.credit > 0))
                    }
                }
            }
        }
    }

    @Test func `under stable a case gets whom it ranks first, and a new ranking replaces the old`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            for (first, second) in [(0, 1), (2, 0), (1, 2)] {
                let answer = try await rank(given, scene, 0, [[first], [second]])
                let ranked = [try await card(given, scene, first), try await card(given, scene, second)]
                #expect(answer.cards.map(\.tied) == ranked.map { [$0] })
                _ = try await rank(given, scene, 1, [[second]])
                let matches = try await matches(given, scene)
                // Both cases fit all teams alike, so what the cases say decides.
                #expect(Set([matches[scene.cases[0]], matches[scene.cases[1]]]) == Set([scene.teams[first], scene.teams[second]]))
            }
            let shown = try await cards(given, scene, 0)
            let (best, next) = (try await card(given, scene, 1), try await card(given, scene, 2))
            #expect(shown.first { $0.card == best }?.place == 1 && shown.first { $0.card == next }?.place == 2)
            #expect(try await rank(given, scene, 0, []).cards.isEmpty)
        }
    }

    @Test(arguments: ["best-total", "stable"]) func `a vetoed team never gets the case, and may be taken back`(policy: String) async throws
    {
        try await Given.house { given in
            let scene = try await scene(given, policy: policy)
            _ = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            _ = try await rank(given, scene, 0, [], vetoes: [0, 1])
            _ = try await rank(given, scene, 1, [], vetoes: [1, 2])
            let matches = try await matches(given, scene)
            #expect(matches[scene.cases[0]] == scene.teams[2] && matches[scene.cases[1]] == scene.teams[0])
            // Shared again, the vetoed teams are still there to be thought of anew.
            _ = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            #expect(try await cards(given, scene, 0).count { $0.vetoed } == 2)
            _ = try await rank(given, scene, 0, [])
            #expect(try await cards(given, scene, 0).count { $0.vetoed } == 0)
        }
    }

    @Test func `a company that limits its teams over all its cases decides by all its rankings together`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, capacity: 1)
            _ = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            _ = try await rank(given, scene, 0, [[1]])
            let matches = try await matches(given, scene)
            #expect(matches.count == 1 && matches.values.first == scene.teams[1])
        }
    }

    @Test func `each entry that cannot stand is named by its place`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            // A team's own id is as unknown as any.
            let unknown = try #require(TeamCard.ID("\(scene.teams[0])"))
            let (one, other) = (try await card(given, scene, 0), try await card(given, scene, 1))
            let ranking = TeamRanking(
                cards: [RankedPlace([one]), RankedPlace([]), RankedPlace([other, one])], vetoes: [unknown, other])
            let work = RankTeams(round: scene.round, case: scene.cases[0], ranking: ranking)
            let reason = try #require(try await given.refusal(of: work, as: scene.firm))
            #expect(Set(reason.faults) == ["/cards/1 empty", "/cards/2/1 repeated", "/vetoes/0 unknown", "/vetoes/1 repeated"])
            #expect(try await given.database.execute("SELECT FROM case_preference").isEmpty)
            #expect(try await given.refusal(of: work, as: scene.admin)?.kind == .denied)
            let stranger = Caller.company(try await given.company("Autre"))
            #expect(try await given.refusal(of: work, as: stranger)?.kind == .missing)
        }
    }

    @Test func `after publication nothing more is shared or ranked`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            let run = try await given.perform(RunRound(round: scene.round), as: scene.admin)
            _ = try await given.perform(PublishRun(run: run.id), as: scene.admin)
            let ranking = TeamRanking(cards: [RankedPlace([try await card(given, scene, 0)])])
            let late = RankTeams(round: scene.round, case: scene.cases[0], ranking: ranking)
            #expect(try await given.refusal(of: late, as: scene.firm)?.code == "round-closed")
            #expect(try await given.refusal(of: ShareTeamCards(round: scene.round), as: scene.admin)?.code == "round-closed")
        }
    }

    @Test func `the database itself keeps a company to its own cases and to shared teams`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.perform(ShareTeamCards(round: scene.round), as: scene.admin)
            let other = try await given.company("Autre")
            func asCompany<T: Sendable>(
                _ company: Organisation.ID, _ body: @Sendable (Transaction) async throws -> T
            ) async throws -> T {
                let context: SQL = """
                    SELECT set_config('role', 'vivier_company', true), set_config('app.organisation', \(company.description), true)
                    """
                return try await given.database.transaction(prelude: [context]) { try await body($0) }
            }
            for (company, count) in [(scene.company, 6), (other, 0)] {
                let seen = try await asCompany(company) { try await $0.execute("SELECT FROM team_card").count }
                #expect(seen == count)
            }
            // Not in its own name, and not of a team that was not shared.
            let hidden = try await given.team(
                "Cachée", of: [], in: try await given.cohort("M2", of: scene.school), school: scene.school)
            for (team, company) in [(scene.teams[0], other), (hidden, scene.company)] {
                await #expect(throws: PostgresError.self) {
                    try await asCompany(company) { transaction in
                        _ = try await transaction.execute(
                            """
                            INSERT INTO case_preference (round_id, case_id, company_id, team_id, school_id, place)
                            VALUES (\(scene.round), \(scene.cases[0]), \(scene.company), \(team), \(scene.school), 1)
                            """)
                    }
                }
            }
        }
    }
}
