import API
import Postgres
import TestSupport
import Testing
import Vivier

/// What a network's operator and a school's supervisor come to see, and that row-level security alone keeps them from the rest.
@Suite struct NetworkOperatorTests {
    @Test func `a network's operator sees rounds, teams and counts of its schools, and no student`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("École Zoë"), try await given.school("Ailleurs"))
            let network = try await given.network("Réseau", of: school)
            let (cohort, far) = (try await given.cohort("M1", of: school), try await given.cohort("M2", of: other))
            var teams: [Team.ID] = []
            for number in 0..<6 {
                let student = try await given.student("Ève O’Neil\(number)", of: school, in: cohort)
                teams.append(try await given.team("Équipe \(number)", of: [student], in: cohort, school: school))
            }
            _ = try await given.team("Loin", of: [try await given.student("Li 中", of: other, in: far)], in: far, school: other)
            _ = try await given.businessCase("Miel", by: try await given.company("Cie"))
            let round = try await given.round("Hiver", of: network, over: cohort)
            let own = try await given.round("À part", of: school, over: cohort)
            let run = try await given.perform(RunRound(round: round), as: .root).id
            let caller = Caller(role: .networkOperator, organisation: network, requestID: "test")
            #expect(try await given.perform(ListRounds(query: PageQuery()), as: caller).items.map(\.id) == [round])
            #expect(try await given.refusal(of: ShowRound(round: own), as: caller)?.kind == .missing)
            #expect(try await given.perform(ShowRun(run: run), as: caller).teams == 6)
            #expect(try await given.perform(ReportFairness(run: run), as: caller).teams == 6)
            #expect(try await given.perform(ShowDemand(round: round, query: PageQuery()), as: caller).teams == 6)
            #expect(try await given.refusal(of: ListStudents(cohort: cohort, query: PageQuery()), as: caller)?.kind == .denied)
            try await expectCount(
                given, "vivier_network", network, ["student": 0, "cohort_student": 0, "team": 6, "cohort": 1, "team_member": 6])
        }
    }

    @Test func `a supervisor reads the own school and writes nowhere, whatever the application asks`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("École"), try await given.school("B"))
            let cohort = try await given.cohort("M1", of: school)
            let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
            _ = try await given.student("Li 中", of: other)
            let caller = Caller(role: .supervisor, organisation: school, requestID: "test")
            #expect(try await given.perform(ListStudents(cohort: cohort, query: PageQuery()), as: caller).items.count == 1)
            #expect(try await given.refusal(of: EraseStudent(student: eve), as: caller)?.kind == .denied)
            try await expectCount(given, "vivier_supervisor", school, ["student": 1, "cohort": 1])
            let writable = try await given.database.execute(
                """
                SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
                    AND (has_table_privilege('vivier_supervisor', c.oid, 'DELETE, TRUNCATE')
                        OR has_any_column_privilege('vivier_supervisor', c.oid, 'INSERT, UPDATE'))
                ORDER BY 1
                """
            ).decode(String.self)
            #expect(writable == ["audit_entry", "session"])
        }
    }

    @Test func `a program asks who it is, in every role, with a token that is nobody's`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            let network = try await given.network("Réseau", of: school)
            let door = Doorkeeper(database: given.application.database, endings: given.application.endings)
            for (role, home) in [
                (Role.operator, nil), (.networkOperator, network), (.schoolAdmin, school), (.supervisor, school), (.companyOwner, company),
                (.company, company), (.recruiter, company), (.contributor, company),
            ] as [(Role, Organisation.ID?)] {
                let issued = try await given.perform(IssueToken(draft: TokenDraft(role: role, organisation: home)), as: .root)
                let principal = try #require(try await door.principal(bearing: issued.secret))
                let identity = try await given.perform(ShowIdentity(), as: principal.caller(requestID: "r", language: .english))
                #expect(identity.role == role && identity.tokenExpiresAt == issued.token.expiresAt)
            }
        }
    }

    /// How many rows each table shows to a database role that asks for all, without the application between.
    private func expectCount(
        _ given: Given, _ role: String, _ organisation: Organisation.ID, _ expected: [String: Int]
    ) async throws {
        for (table, count) in expected {
            let answers = try await given.application.database.batch([
                "SELECT set_config('role', \(role), true), set_config('app.organisation', \(organisation.description), true)",
                "SELECT count(*) FROM \(identifier: table)",
            ])
            #expect(try answers[1][0].decode(Int.self) == count, "\(table)")
        }
    }
}
