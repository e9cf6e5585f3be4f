import API
import Formats
import Postgres
import TestSupport
import Testing
import Vivier

/// What a published run may not break, and what may not break it.
struct PublishRunTests {
    private func team(_ given: Given, _ number: Int, in cohort: Cohort.ID, _ school: Organisation.ID) async throws -> Team.ID {
        let members = [
            try await given.student("Ève \(number)", of: school, in: cohort),
            try await given.student("Zoë \(number)", of: school, in: cohort),
        ]
        return try await given.team("Équipe \(number)", of: members, in: cohort, school: school)
    }

    private func round(_ given: Given, over cohort: Cohort.ID, _ school: Organisation.ID, cases: [BusinessCase.ID]) async throws -> Run.ID {
        let round = try await given.application.perform(
            CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], cases: cases)), by: .school(school))
        return try await given.application.perform(RunRound(round: round.id), by: .school(school)).id
    }

    @Test func `a company's capacity holds over two rounds`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let company = try await given.company("Miel & fils", capacity: 1)
            var runs: [Run.ID] = []
            for number in 1...2 {
                let cohort = try await given.cohort("M\(number)", of: school)
                _ = try await team(given, number, in: cohort, school)
                let businessCase = try await given.businessCase("Cas \(number)", by: company)
                runs.append(try await round(given, over: cohort, school, cases: [businessCase]))
            }
            _ = try await given.perform(PublishRun(run: runs[0]), as: .school(school))
            let reason = try #require(try await given.refusal(of: PublishRun(run: runs[1]), as: .school(school)))
            #expect(reason.code == "places-taken" && reason.sentence.en.contains("Miel & fils"))
        }
    }

    @Test func `what was settled after a run keeps it from being published`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let admin = Caller.school(school)
            let company = try await given.company("Miel & fils")
            for (number, kind) in [(1, Decision.Kind.ban), (2, .pin), (3, nil)] {
                let cohort = try await given.cohort("M\(number)", of: school)
                let teams = [
                    try await team(given, 10 * number, in: cohort, school), try await team(given, 10 * number + 1, in: cohort, school),
                ]
                let businessCase = try await given.businessCase("Cas \(number)", by: company)
                let run = try await round(given, over: cohort, school, cases: [businessCase])
                let round = try await given.perform(ShowRun(run: run), as: admin).round
                let matched = try #require(try await given.perform(ListMatches(run: run, query: PageQuery()), as: admin).items.first?.team)
                let other = try #require(teams.first { $0 != matched })
                if let kind {
                    let decision = Decision(team: kind == .ban ? matched : other, case: businessCase, kind: kind, reason: "le jury")
                    _ = try await given.perform(SettlePair(round: round, body: decision), as: admin)
                } else {
                    _ = try await given.perform(ShareTeamCards(round: round), as: admin)
                    let veto = RankTeams(
                        round: round, case: businessCase,
                        ranking: TeamRanking(cards: [], vetoes: [try await given.card(of: matched, in: round)]))
                    _ = try await given.perform(veto, as: .company(company))
                }
                let reason = try #require(try await given.refusal(of: PublishRun(run: run), as: admin))
                #expect(reason.code == "settled-otherwise" && reason.sentence.fr.contains("Cas \(number)"))
                let again = try await given.perform(RunRound(round: round), as: admin)
                let now = try await given.perform(ListMatches(run: again.id, query: PageQuery()), as: admin).items.first?.team
                #expect(now == other)
                #expect(try await given.refusal(of: PublishRun(run: again.id), as: admin) == nil)
            }
        }
    }

    @Test func `a run whose team has other members by now is not published`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let team = try await team(given, 1, in: cohort, school)
            let businessCase = try await given.businessCase("Vendre", by: try await given.company("Miel & fils"))
            let run = try await round(given, over: cohort, school, cases: [businessCase])
            try await given.database.execute("DELETE FROM team_member WHERE team_id = \(team)")
            let reason = try #require(try await given.refusal(of: PublishRun(run: run), as: .school(school)))
            #expect(reason.code == "team-changed" && reason.sentence.fr.contains("Équipe 1"))
        }
    }

    @Test func `of a publication and the undoing of an import only one wins, whoever comes first`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let company = try await given.company("Miel & fils")
            var (published, undone) = (0, 0)
            for attempt in 0..<12 {
                let cohort = try await given.cohort("M\(attempt)", of: school)
                var file = "key,given_name,family_name,email,team,languages\n"
                for number in 1...30 {
                    file += "\(attempt)-\(number),Ève,O’Neil,e\(attempt)-\(number)@example.org,Équipe \(number / 3),fr:C2\n"
                }
                let report = try await given.perform(
                    ImportRoster(cohort: cohort, query: RosterImportQuery(name: "s.csv"), file: Array(file.utf8)), as: .school(school))
                let made = try #require(report.import)
                let businessCase = try await given.businessCase("Cas \(attempt)", by: company)
                let run = try await round(given, over: cohort, school, cases: [businessCase])
                async let publication = given.refusal(of: PublishRun(run: run), as: .school(school))
                async let undoing = given.refusal(of: UndoImport(import: made), as: .school(school))
                let (refused, kept) = try await (publication, undoing)
                for reason in [refused, kept] { #expect(["roster-in-use", "team-changed", nil].contains(reason?.code)) }
                let state = try await given.database.execute("SELECT state FROM run WHERE id = \(run)")[0].decode(String.self)
                let members = try await given.database.execute(
                    "SELECT count(m.student_id) FROM match x LEFT JOIN team_member m ON m.team_id = x.team_id WHERE x.run_id = \(run)")[0]
                    .decode(Int.self)
                #expect((state == "published") == (refused == nil))
                if state == "published" {
                    #expect(members > 0, "attempt \(attempt): the published team is empty")
                    published += 1
                }
                if members == 0 { undone += 1 }
            }
            #expect(published + undone > 0)
        }
    }

    /// The team without a case, of two that fit alike.
    private func unplaced(_ given: Given) async throws -> Team.ID {
        let without = "SELECT id FROM team t WHERE NOT EXISTS (SELECT FROM match m WHERE m.team_id = t.id)" as SQL
        return try #require(try await given.database.execute(without).decode(Team.ID.self).first)
    }

    @Test func `nothing is added to a published run, and its round is not opened again`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            for number in [1, 2] { _ = try await team(given, number, in: cohort, school) }
            let company = try await given.company("Miel & fils")
            let businessCase = try await given.businessCase("Vendre", by: company)
            let run = try await round(given, over: cohort, school, cases: [businessCase])
            _ = try await given.perform(PublishRun(run: run), as: .school(school))
            let late = try await unplaced(given)
            let other = try await given.businessCase("Acheter", by: company)
            for statement: SQL in [
                """
                INSERT INTO match (run_id, team_id, school_id, case_id, company_id, fit)
                VALUES (\(run), \(late), \(school), \(other), \(company), 9999)
                """,
                "INSERT INTO case_price (run_id, case_id, company_id, price) VALUES (\(run), \(other), \(company), 5)",
                "UPDATE round SET state = 'open'", "UPDATE round SET seed = seed + 1",
                "DELETE FROM round_cohort", "DELETE FROM round_case",
                """
                INSERT INTO round_decision (round_id, team_id, school_id, case_id, kind, reason)
                SELECT id, \(late), \(school), \(other), 'pin', 'late' FROM round
                """,
                """
                INSERT INTO run (round_id, organisation_id, number, state, policy, placement, seed, snapshot_sha256, team_count, case_count,
                    eligible_count, placed_count, total_fit, compute_milliseconds, published_at)
                SELECT round_id, organisation_id, 2, 'published', policy, placement, seed, snapshot_sha256, team_count, case_count,
                    eligible_count, placed_count, total_fit, compute_milliseconds, now() FROM run
                """,
            ] {
                // As the superuser: it is not for lack of a right that it fails.
                let error = await #expect(throws: PostgresError.self) { try await given.database.execute(statement) }
                #expect(error?.sqlState == "23001")
            }
            let states = try await given.database.execute("SELECT state FROM round").decode(String.self)
            #expect(states == ["published"])
        }
    }

    @Test func `an addition to a run waits for its publication, and fails then`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            for number in [1, 2] { _ = try await team(given, number, in: cohort, school) }
            let company = try await given.company("Miel & fils")
            let run = try await round(given, over: cohort, school, cases: [try await given.businessCase("Vendre", by: company)])
            let late = try await unplaced(given)
            let other = try await given.businessCase("Acheter", by: company)
            let addition = try await given.database.transaction { publication in
                try await publication.execute("UPDATE run SET state = 'published', published_at = now() WHERE id = \(run)")
                let addition = Task {
                    try await given.database.execute(
                        """
                        INSERT INTO match (run_id, team_id, school_id, case_id, company_id, fit)
                        VALUES (\(run), \(late), \(school), \(other), \(company), 9999)
                        """)
                }
                try await eventually("the addition does not wait", within: .seconds(60)) { try await publication.hasWaiting() }
                return addition
            }
            let error = await #expect(throws: PostgresError.self) { try await addition.value }
            #expect(error?.constraint == "run_frozen")
        }
    }

    @Test func `of two rounds in the same days only one gives a team a case, and the next run knows it`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let (first, second) = (try await team(given, 1, in: cohort, school), try await team(given, 2, in: cohort, school))
            let company = try await given.company("Miel & fils")
            var cases: [BusinessCase.ID] = []
            for number in 1...4 { cases.append(try await given.businessCase("Cas \(number)", by: company)) }
            try await given.database.execute(
                "UPDATE business_case SET from_date = '2030-01-07', until_date = '2030-03-03' WHERE id = \(cases[3])")
            let one = try await round(given, over: cohort, school, cases: [cases[0]])
            let two = try await round(given, over: cohort, school, cases: [cases[1], cases[2]])
            _ = try await given.perform(PublishRun(run: one), as: .school(school))
            let reason = try #require(try await given.refusal(of: PublishRun(run: two), as: .school(school)))
            #expect(reason.code == "team-taken" && reason.sentence.en.contains("Printemps"))
            // Whoever is free takes part; of the cases of other days everyone does.
            let busy = try #require(
                try await given.database.execute("SELECT team_id FROM match WHERE run_id = \(one)").first?.decode(Team.ID.self))
            let again = try await given.application.perform(
                RunRound(round: try await given.perform(ShowRun(run: two), as: .school(school)).round), by: .school(school))
            #expect(again.teams == 1 && again.placed == 1)
            _ = try await given.perform(PublishRun(run: again.id), as: .school(school))
            let free = try await given.database.execute("SELECT team_id FROM match WHERE run_id = \(again.id)").decode(Team.ID.self)
            #expect(free == [busy == first ? second : first])
            let later = try await round(given, over: cohort, school, cases: [cases[2], cases[3]])
            let pair = try await given.perform(
                ExplainPair(run: later, query: ExplanationQuery(team: busy, case: cases[2])), as: .school(school))
            #expect(pair.gates.filter { !$0.passed }.map(\.code) == ["busy"])
            _ = try await given.perform(PublishRun(run: later), as: .school(school))
            #expect(
                try await given.perform(VerifyRun(run: later, query: VerificationQuery(replay: true)), as: .school(school)).replayed == true
            )
        }
    }

    @Test func `a publication waits for another one that gives its team a case, and is refused then`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let team = try await team(given, 1, in: cohort, school)
            var runs: [Run.ID] = []
            for number in 1...2 {
                let businessCase = try await given.businessCase("Cas \(number)", by: try await given.company("Miel \(number)"))
                runs.append(try await round(given, over: cohort, school, cases: [businessCase]))
            }
            let (first, second) = (runs[0], runs[1])
            let late = try await given.database.transaction { publication in
                try await publication.execute("SELECT FROM team WHERE id = \(team) FOR NO KEY UPDATE")
                try await publication.execute("UPDATE run SET state = 'published', published_at = now() WHERE id = \(first)")
                let late = Task { try await given.refusal(of: PublishRun(run: second), as: .school(school)) }
                try await eventually("the second publication does not wait", within: .seconds(60)) { try await publication.hasWaiting() }
                return late
            }
            let reason = try #require(try await late.value)
            #expect(reason.code == "team-taken" && reason.sentence.en.contains("Équipe 1") && reason.sentence.en.contains("Printemps"))
        }
    }

    @Test(arguments: [
        ("UPDATE match SET fit = 1", "the stored fit of team TEAM, 1, is not that of its match"),
        ("UPDATE match SET case_id = (SELECT id FROM business_case WHERE title = 'Acheter')", "the stored match of team TEAM with case"),
        ("DELETE FROM match", "the match of team TEAM in the result is not stored"),
        ("UPDATE run SET placed_count = 2", "number of placed teams are not those of the result"),
    ])
    func `stored matches that are not those of the result are told with their team`(change: String, told: String) async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let team = try await team(given, 1, in: cohort, school)
            let company = try await given.company("Miel & fils")
            let businessCase = try await given.businessCase("Vendre", by: company)
            _ = try await given.businessCase("Acheter", by: company)
            let run = try await round(given, over: cohort, school, cases: [businessCase])
            let verify = VerifyRun(run: run, query: VerificationQuery())
            #expect(try await given.perform(verify, as: .school(school)).valid)
            // Past the triggers, as somebody with the disk in hand could.
            try await given.database.transaction {
                for table in ["match", "run"] { try await $0.execute("ALTER TABLE \(identifier: table) DISABLE TRIGGER USER") }
                try await $0.execute(SQL(unsafelySpliced: change))
            }
            let verification = try await given.perform(verify, as: .school(school))
            #expect(!verification.valid)
            #expect(verification.broken?.contains(told.replacing("TEAM", with: team.description)) == true, "\(verification.broken ?? "")")
        }
    }

    @Test func `a member of a network knows that a run holds, and reads nobody else's students`() async throws {
        try await Given.house { given in
            try await given.application.start()
            var (lyon, lille) = (try await given.school("Lyon"), try await given.school("Lille"))
            let network = try await given.network("Réseau", of: lyon, lille)
            var cohorts: [Cohort.ID] = []
            var teams: [Team.ID] = []
            for (number, school) in [lyon, lille].enumerated() {
                let cohort = try await given.cohort("M1", of: school)
                teams.append(try await team(given, number, in: cohort, school))
                cohorts.append(cohort)
            }
            let businessCase = try await given.businessCase("Vendre", by: try await given.company("Miel & fils"))
            let round = try await given.application.perform(
                CreateRound(draft: RoundDraft(organisation: network, name: "Réseau", cohorts: cohorts)), by: .root)
            let run = try await given.application.perform(RunRound(round: round.id), by: .root).id
            _ = try await given.perform(PublishRun(run: run), as: .root)
            // Both fit alike: Lyon be the one whose team has the case.
            if try await given.database.execute("SELECT school_id FROM match").decode(Organisation.ID.self).first == lille {
                (lyon, lille) = (lille, lyon)
                teams.reverse()
            }
            for kind in 0...1 {
                let reason =
                    kind == 0
                    ? try await given.refusal(of: DownloadSnapshot(run: run), as: .school(lyon))
                    : try await given.refusal(of: DownloadResult(run: run), as: .school(lyon))
                #expect(reason?.code == "not-round-holder")
            }
            let verification = try await given.perform(VerifyRun(run: run, query: VerificationQuery()), as: .school(lyon))
            #expect(verification.valid)
            let next = try await given.application.perform(
                CreateRound(draft: RoundDraft(organisation: network, name: "Été", cohorts: cohorts)), by: .root)
            let foreignRun = try await given.refusal(of: RunRound(round: next.id), as: .school(lyon))
            #expect(foreignRun?.code == "not-round-holder")
            // It adds nothing to a run that it merely sees.
            for statement: SQL in [
                "INSERT INTO certificate (run_id, kind, bound) VALUES (\(run), 'lp-dual', 1)",
                """
                INSERT INTO match (run_id, team_id, school_id, case_id, company_id, fit)
                SELECT run_id, team_id, school_id, case_id, company_id, 9999 FROM match
                """,
                "INSERT INTO case_price (run_id, case_id, company_id, price) SELECT run_id, case_id, company_id, 7 FROM match",
            ] {
                let error = await #expect(throws: PostgresError.self) {
                    try await given.application.database.batch([
                        """
                        SELECT set_config('role', 'vivier_school', true), set_config('app.organisation', \(lyon.description), true)
                        """, statement,
                    ])
                }
                #expect(error?.sqlState == "42501", "\(error?.debugDescription ?? "")")
            }
            // Its own team's pairs are explained to it, another school's are not.
            func explain(_ team: Team.ID) -> ExplainPair { ExplainPair(run: run, query: ExplanationQuery(team: team, case: businessCase)) }
            let own = try await given.perform(explain(teams[0]), as: .school(lyon))
            #expect(own.eligible)
            let foreign = try await given.refusal(of: explain(teams[1]), as: .school(lyon))
            #expect(foreign?.kind == .missing)
            // The holder of the round reads on, and who looked on is the school again afterwards.
            #expect(try await given.perform(DownloadSnapshot(run: run), as: .root).isEmpty == false)
        }
    }
}
