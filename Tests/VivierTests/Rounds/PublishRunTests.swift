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

    @Test func `nothing is added to a published run, and its round is not opened again`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            _ = try await team(given, 1, in: cohort, school)
            let late = try await team(given, 2, in: cohort, school)
            let company = try await given.company("Miel & fils")
            let businessCase = try await given.businessCase("Vendre", by: company)
            let run = try await round(given, over: cohort, school, cases: [businessCase])
            _ = try await given.perform(PublishRun(run: run), as: .school(school))
            let other = try await given.businessCase("Acheter", by: company)
            for statement: SQL in [
                """
                INSERT INTO match (run_id, team_id, school_id, case_id, company_id, fit)
                VALUES (\(run), \(late), \(school), \(other), \(company), 9999)
                """,
                "INSERT INTO case_price (run_id, case_id, company_id, price) VALUES (\(run), \(other), \(company), 5)",
                "UPDATE round SET state = 'open'",
            ] {
                // As the superuser: it is not for lack of a right that it fails.
                let error = await #expect(throws: PostgresError.self) { try await given.database.execute(statement) }
                #expect(error?.sqlState == "23001")
            }
            let states = try await given.database.execute("SELECT state FROM round").decode(String.self)
            #expect(states == ["published"])
        }
    }

    @Test func `a member of a network knows that a run holds, and reads nobody else's students`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let (lyon, lille) = (try await given.school("Lyon"), try await given.school("Lille"))
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
            for kind in 0...1 {
                let reason =
                    kind == 0
                    ? try await given.refusal(of: DownloadSnapshot(run: run), as: .school(lyon))
                    : try await given.refusal(of: DownloadResult(run: run), as: .school(lyon))
                #expect(reason?.kind == .missing)
            }
            let verification = try await given.perform(VerifyRun(run: run, query: VerificationQuery()), as: .school(lyon))
            #expect(verification.valid)
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
