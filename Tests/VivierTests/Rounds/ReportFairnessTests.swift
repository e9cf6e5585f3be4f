import API
import Postgres
import TestSupport
import Testing
import Vivier

/// How teams fared, group by group.
struct ReportFairnessTests {
    @Test func `groups, tenths and ranks add up to what the run has stored, and small groups show nothing`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let admin = Caller.school(school)
            var (cohorts, teams): ([Cohort.ID], [Team.ID]) = ([], [])
            for (code, count) in [("M1", 6), ("M2", 3)] {
                let cohort = try await given.cohort(code, of: school)
                cohorts.append(cohort)
                for number in 1...count {
                    let member = try await given.student("Ève \(code)-\(number)", of: school, in: cohort)
                    let programme = number.isMultiple(of: 2) ? "PGE" : nil
                    try await given.database.execute("UPDATE student SET programme = \(programme) WHERE id = \(member)")
                    teams.append(try await given.team("Équipe \(code)-\(number)", of: [member], in: cohort, school: school))
                }
            }
            let company = try await given.company("Miel & fils")
            var cases: [BusinessCase.ID] = []
            for title in ["Vendre", "Acheter", "Prêter", "Louer"] { cases.append(try await given.businessCase(title, by: company)) }
            let round = try await given.perform(
                CreateRound(draft: RoundDraft(name: "Printemps", cohorts: cohorts, policy: "stable")), as: admin)
            // Three teams rank; two want the same place first.
            for (team, order) in [(0, [0, 1]), (1, [0, 2]), (2, [3])] {
                let ranking = CaseRanking(cases: order.map { RankedPlace([cases[$0]]) })
                _ = try await given.perform(RankCases(round: round.id, team: teams[team], ranking: ranking), as: admin)
            }
            let run = try await given.perform(RunRound(round: round.id), as: admin)
            let report = try await given.perform(ReportFairness(run: run.id), as: admin)
            let matches = try await given.perform(ListMatches(run: run.id, query: PageQuery()), as: admin).items
            #expect(report.teams == 9 && report.placed == matches.count && matches.count == 4)
            #expect(report.fits.reduce(0, +) == matches.count && report.fits.count == 10)
            #expect(report.ranks.reduce(0) { $0 + $1.teams } == 3)
            #expect(
                report.groups.map { "\($0.kind) \($0.name) \($0.teams)" }.sorted() == [
                    "cohort M1 6", "cohort M2 3", "programme PGE 4", "school École Zoë 9",
                ])
            let all = try #require(report.groups.first { $0.kind == "school" })
            #expect(all.placed == 4 && all.lowestFit == matches.map(\.fit).min())
            #expect(all.meanFit == matches.map(\.fit).reduce(0, +) / 4)
            for small in report.groups where small.teams < 5 {
                #expect(small.placed == nil && small.meanFit == nil && small.lowestFit == nil)
            }
            // The only other cohort would give the small one away.
            #expect(report.groups.first { $0.name == "M1" }?.placed == nil)
        }
    }

    @Test func `a team that is disbanded after a run still counts where it belonged, and is said to be gone`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let admin = Caller.school(school)
            let cohort = try await given.cohort("M1", of: school)
            for number in 1...6 {
                let member = try await given.student("Ève \(number)", of: school, in: cohort)
                try await given.database.execute("UPDATE student SET programme = 'PGE' WHERE id = \(member)")
                _ = try await given.team("Équipe \(number)", of: [member], in: cohort, school: school)
            }
            let businessCase = try await given.businessCase("Vendre", by: try await given.company("Miel & fils"))
            let round = try await given.round("Printemps", of: school, over: cohort)
            let run = try await given.perform(RunRound(round: round), as: admin)
            try await given.publish(run.id)
            func report(_ caller: Caller) async throws -> [String] {
                try await given.perform(ReportFairness(run: run.id), as: caller).groups.map {
                    "\($0.kind) \($0.name) \($0.teams) \($0.placed ?? -1) \($0.meanFit ?? -1)"
                }
            }
            let before = try await report(admin)
            #expect(before.count == 3 && before.allSatisfy { $0.contains(" 6 1 ") }, "\(before)")
            let unplaced = try await given.perform(ListUnplaced(run: run.id, query: PageQuery()), as: admin).items
            let gone = try #require(unplaced.first)
            try await given.perform(DisbandTeam(team: gone.team), as: admin)
            #expect(try await report(admin) == before)
            #expect(try await report(.terminal(requestID: "test")) == before)
            let query = ExplanationQuery(team: gone.team, case: businessCase)
            let refused = try await given.refusal(of: ExplainPair(run: run.id, query: query), as: admin)
            #expect(refused?.faults == ["team disbanded"], "\(String(describing: refused))")
            let foreign = Caller.school(try await given.school("L’Autre"))
            #expect(try await given.refusal(of: ExplainPair(run: run.id, query: query), as: foreign)?.kind == .missing)
            // Of a cohort that no run has matched nothing is kept.
            let other = try await given.cohort("M2", of: school)
            let fresh = try await given.team(
                "Équipe 9", of: [try await given.student("Noé", of: school, in: other)], in: other, school: school)
            try await given.perform(DisbandTeam(team: fresh), as: admin)
            #expect(try await given.database.execute("SELECT team_id FROM former_team").decode(Team.ID.self) == [gone.team])
        }
    }

    @Test func `the programmes whose ranks are drawn are the same whatever groups are asked for`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École")
            let admin = Caller.school(school)
            let cohort = try await given.cohort("M1", of: school)
            var teams: [Team.ID] = []
            for (programme, count) in [("MSc", 5), ("PGE", 6)] {
                for number in 1...count {
                    let member = try await given.student("Ève \(programme)-\(number)", of: school, in: cohort)
                    try await given.database.execute("UPDATE student SET programme = \(programme) WHERE id = \(member)")
                    teams.append(try await given.team("Équipe \(programme)-\(number)", of: [member], in: cohort, school: school))
                }
            }
            let company = try await given.company("Miel & fils")
            var cases: [BusinessCase.ID] = []
            for number in 1...11 { cases.append(try await given.businessCase("Vendre \(number)", by: company)) }
            let round = try await given.perform(
                CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], policy: "stable")), as: admin)
            let ranking = CaseRanking(cases: cases.map { RankedPlace([$0]) })
            _ = try await given.perform(RankCases(round: round.id, team: teams[0], ranking: ranking), as: admin)
            let run = try await given.perform(RunRound(round: round.id), as: admin)
            func report(_ query: FairnessQuery) async throws -> FairnessReport {
                try await given.perform(ReportFairness(run: run.id, query: query), as: admin)
            }
            let first = try await report(FairnessQuery(limit: 1))
            #expect(first.groups.map(\.name) == ["École"])
            #expect(first.programmes.map(\.name) == ["PGE", "MSc"] && first.programmesTotal == 2)
            #expect(first.programmes.allSatisfy { group in group.ranks?.reduce(0) { $0 + $1.teams } == group.teams })
            let queries = [
                FairnessQuery(limit: 1, cursor: first.next), FairnessQuery(kind: .cohort), FairnessQuery(q: "nothing"), FairnessQuery(),
            ]
            for query in queries { #expect(try await report(query).programmes == first.programmes) }
        }
    }

    @Test func `a member of a network sees the same figures as its operator, and no other school's groups`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let schools = [try await given.school("Lille"), try await given.school("Lyon")]
            let network = try await given.network("Réseau", of: schools[0], schools[1])
            var cohorts: [Cohort.ID] = []
            for school in schools {
                let cohort = try await given.cohort("M1", of: school)
                cohorts.append(cohort)
                for number in 1...5 {
                    let member = try await given.student("Ève \(school)-\(number)", of: school, in: cohort)
                    _ = try await given.team("Équipe \(number)", of: [member], in: cohort, school: school)
                }
            }
            let company = try await given.company("Miel & fils")
            for number in 1...10 { _ = try await given.businessCase("Vendre \(number)", by: company) }
            let round = try await given.perform(
                CreateRound(draft: RoundDraft(organisation: network, name: "Réseau", cohorts: cohorts)), as: .root)
            let run = try await given.perform(RunRound(round: round.id), as: .root)
            _ = try await given.perform(PublishRun(run: run.id), as: .root)
            let all = try await given.perform(ReportFairness(run: run.id), as: .root)
            let seen = try await given.perform(ReportFairness(run: run.id), as: .school(schools[0]))
            // The member reads of its own teams alone: less these, figures over all would be the other school's.
            #expect(all.placed == 10 && all.fits.reduce(0, +) == 10)
            #expect(seen.teams == 5 && seen.placed == 5 && seen.fits.reduce(0, +) == 5)
            #expect(all.groups.map(\.name) == ["Lille", "Lyon", "Lille, M1", "Lyon, M1"])
            #expect(all.groups.allSatisfy { $0.placed == 5 })
            #expect(seen.groups.map(\.name) == ["Lille", "M1"])
            #expect(seen.groups.first == all.groups.first)
        }
    }

    @Test func `a member learns nothing of another school's few teams`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let schools = [try await given.school("Lille"), try await given.school("Lyon")]
            let network = try await given.network("Réseau", of: schools[0], schools[1])
            var cohorts: [Cohort.ID] = []
            for (school, teams) in zip(schools, [5, 1]) {
                let cohort = try await given.cohort("M1", of: school)
                cohorts.append(cohort)
                for number in 1...teams {
                    let member = try await given.student("Ève \(school)-\(number)", of: school, in: cohort)
                    _ = try await given.team("Équipe \(number)", of: [member], in: cohort, school: school)
                }
            }
            let company = try await given.company("Miel & fils")
            for number in 1...10 { _ = try await given.businessCase("Vendre \(number)", by: company) }
            let round = try await given.perform(
                CreateRound(draft: RoundDraft(organisation: network, name: "Réseau", cohorts: cohorts)), as: .root)
            let run = try await given.perform(RunRound(round: round.id), as: .root)
            _ = try await given.perform(PublishRun(run: run.id), as: .root)
            let seen = try await given.perform(ReportFairness(run: run.id), as: .school(schools[0]))
            #expect(seen.teams == 5 && seen.placed == 5 && seen.fits.reduce(0, +) == 5)
            #expect(try await given.perform(ReportFairness(run: run.id), as: .root).teams == 6)
        }
    }

    /// Five teams here and six there, one of which leaves: the reports of the run and of the branch that takes its place, subtracted from each other.
    @Test func `the reports of a run and of its branch without another school's team are the same to a member`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let schools = [try await given.school("Lille"), try await given.school("Lyon")]
            let network = try await given.network("Réseau", of: schools[0], schools[1])
            var (cohorts, teams): ([Cohort.ID], [[Team.ID]]) = ([], [])
            for (school, count) in zip(schools, [5, 6]) {
                let cohort = try await given.cohort("M1", of: school)
                cohorts.append(cohort)
                var own: [Team.ID] = []
                for number in 1...count {
                    let member = try await given.student("Ève \(school)-\(number)", of: school, in: cohort)
                    own.append(try await given.team("Équipe \(number)", of: [member], in: cohort, school: school))
                }
                teams.append(own)
            }
            let company = try await given.company("Miel & fils")
            for number in 1...12 { _ = try await given.businessCase("Vendre \(number)", by: company) }
            let round = try await given.perform(
                CreateRound(draft: RoundDraft(organisation: network, name: "Réseau", cohorts: cohorts)), as: .root)
            let run = try await given.perform(RunRound(round: round.id), as: .root)
            _ = try await given.perform(PublishRun(run: run.id), as: .root)
            func told(_ run: Run.ID, _ caller: Caller) async throws -> [String] {
                let report = try await given.perform(ReportFairness(run: run), as: caller)
                return ["\(report.teams) \(report.placed) \(report.fits) \(report.ranks.map(\.teams))"]
                    + report.groups.map { "\($0.kind) \($0.name) \($0.teams) \($0.placed ?? -1) \($0.meanFit ?? -1) \($0.lowestFit ?? -1)" }
            }
            let before = try await told(run.id, .school(schools[0]))
            let branch = try await given.perform(
                BranchRun(run: run.id, body: BranchRequest(goneTeams: [teams[1][5]])), as: .root)
            _ = try await given.perform(PublishRun(run: branch.id), as: .root)
            #expect(try await told(branch.id, .school(schools[0])) == before)
            #expect(before[0].hasPrefix("5 5 ") && before.allSatisfy { !$0.contains("Lyon") })
            // The control: to whoever holds the round, who reads each match anyway, one team is missing.
            let held = (before: try await told(run.id, .root), after: try await told(branch.id, .root))
            #expect(held.before[0].hasPrefix("11 ") && held.after[0].hasPrefix("10 "))
        }
    }
}
