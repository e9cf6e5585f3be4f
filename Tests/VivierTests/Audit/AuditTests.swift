import API
import Postgres
import TestSupport
import Testing
import Vivier

/// Who did, and tried, what: read by whom it concerns, changed by nobody.
struct AuditTests {
    private func lines(_ given: Given, _ caller: Caller) async throws -> [String] {
        try await given.perform(ListAudit(query: AuditQuery(limit: 100)), as: caller).items.map {
            "\($0.role) \($0.action) \($0.outcome) \($0.object ?? "-")"
        }
    }

    @Test func `an organisation reads what operators did and what others were refused with what is its own, and nobody else does`()
        async throws
    {
        try await Given.house { given in
            let (school, other) = (try await given.school("École"), try await given.school("Autre"))
            let (company, rival) = (try await given.company("Cie"), try await given.company("Rivale"))
            let cohort = try await given.cohort("M1", of: school)
            let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
            let businessCase = try await given.businessCase("Cas", by: company)
            let dean = Caller.school(school)
            _ = try await given.perform(ShowStudent(student: eve), as: .root)
            #expect(try await given.refusal(of: ShowStudent(student: eve), as: .school(other))?.kind == .missing)
            #expect(try await given.refusal(of: ShowStudent(student: eve), as: .company(company))?.kind == .denied)
            #expect(try await given.refusal(of: WithdrawCase(case: businessCase), as: .company(rival)) != nil)
            await #expect(throws: GeneralRefusal.self) {
                try await given.application.admit(.company(rival), to: "listStudents", needing: .readStudents, object: "\(cohort)")
            }
            let own = try await lines(given, dean)
            #expect(
                Set(own) == [
                    "operator showStudent done \(eve)", "school-admin showStudent refused \(eve)", "company showStudent denied \(eve)",
                    "company listStudents denied \(cohort)",
                ], "\(own)")
            let companys = try await lines(given, Caller(role: .companyOwner, organisation: company, requestID: "t"))
            #expect(companys.contains("company withdrawCase refused \(businessCase)"), "\(companys)")
            #expect(companys.contains("company showStudent denied \(eve)") && companys.count == 2, "\(companys)")
            #expect(try await lines(given, .school(other)) == ["school-admin showStudent refused \(eve)"])
            #expect(try await lines(given, .root).count == 5)
            // What a company does within its rights is no school's.
            try await given.consent(of: eve, school)
            _ = try await given.perform(ShowPoolStudent(student: eve), as: .recruiter(company))
            #expect(try await lines(given, dean).count == 4)
        }
    }

    @Test func `a line says what its thing is called to whoever may see it, and no student to a company`() async throws {
        try await Given.house { given in
            let (school, company) = (try await given.school("École"), try await given.company("Cie"))
            let cohort = try await given.cohort("M1", of: school)
            let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
            try await given.consent(of: eve, school)
            let businessCase = try await given.businessCase("Vendre le miel", by: company)
            let owner = Caller(role: .companyOwner, organisation: company, requestID: "t")
            _ = try await given.perform(ShowStudent(student: eve), as: .school(school))
            _ = try await given.perform(ListStudents(cohort: cohort, query: PageQuery()), as: .school(school))
            _ = try await given.perform(ShowPoolStudent(student: eve), as: owner)
            _ = try await given.refusal(of: WithdrawCase(case: businessCase), as: .company(try await given.company("Rivale")))
            func names(_ caller: Caller, sort: String? = nil) async throws -> [String] {
                try await given.perform(ListAudit(query: AuditQuery(sort: sort, limit: 100)), as: caller).items.map {
                    "\($0.action) \($0.objectName ?? "-")"
                }
            }
            let deans = try await names(.school(school))
            #expect(deans == ["listStudents M1", "showStudent Ève O’Neil"])
            #expect(try await names(.school(school), sort: "at") == deans.reversed())
            let owners = try await names(owner)
            #expect(owners.contains("withdrawCase Vendre le miel") && owners.contains("showPoolStudent -"), "\(owners)")
            #expect(try await given.receipts(of: eve, by: company) == 1)
            let all = try await names(.root)
            #expect(all.contains("showStudent Ève O’Neil") && all.contains("showPoolStudent Ève O’Neil"), "\(all)")
            // A line about two things bears both names.
            let team = try await given.team("Équipe A", of: [eve], in: cohort, school: school)
            let round = try await given.round("Printemps", of: school, over: cohort)
            _ = try await given.perform(
                RankCases(round: round, team: team, ranking: CaseRanking(cases: [])), as: .student(eve, of: school))
            #expect(try await names(.root).contains("rankCases Printemps · Équipe A"))
            let ban = Decision(team: team, case: businessCase, kind: .ban, reason: "le jury l’a décidé")
            _ = try await given.refusal(of: SettlePair(round: round, body: ban), as: .school(school))
            #expect(try await names(.root).contains("decide Équipe A / Vendre le miel"))
            let kinds = try await given.perform(ListAudit(query: AuditQuery(limit: 100)), as: .root).items.map {
                "\($0.action) \($0.objectKind ?? "-")"
            }
            for kind in ["showStudent student", "showPoolStudent student", "listStudents cohort", "withdrawCase case", "rankCases -"] {
                #expect(kinds.contains(kind), "\(kind) in \(kinds)")
            }
            let pages = try await given.all(limit: 1, as: .root) {
                ListAudit(query: AuditQuery(sort: "at", limit: $0.limit, cursor: $0.cursor))
            }
            #expect(
                pages.map(\.action) == (try await given.perform(ListAudit(query: AuditQuery(sort: "at")), as: .root).items.map(\.action)))
            #expect(try await given.refusal(of: ListAudit(query: AuditQuery(sort: "who")), as: .root)?.faults == ["sort unknown-sort"])
        }
    }

    @Test func `no line is forged, changed or ended before its time, by any role or by the owner`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            _ = try await given.refusal(of: CreateCompany(draft: OrganisationDraft(name: "X")), as: .school(school))
            let roles = try await given.database.execute("SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'vivier\\_%' ORDER BY 1")
                .decode(String.self)
            #expect(roles.count >= 8)
            let attempts: [SQL] = [
                "UPDATE audit_entry SET outcome = 'done'", "DELETE FROM audit_entry", "TRUNCATE audit_entry",
                "UPDATE audit_entry SET at = now() - interval '10 years'",
            ]
            for role in roles {
                for attempt in attempts {
                    await #expect(throws: PostgresError.self, "\(role): \(attempt)") {
                        try await given.database.batch([
                            "SELECT set_config('role', \(role), true), set_config('app.organisation', \(school.description), true)",
                            attempt,
                        ])
                    }
                }
            }
            for attempt in attempts {
                let error = await #expect(throws: PostgresError.self, "the owner: \(attempt)") { try await given.database.execute(attempt) }
                #expect(error?.constraint == "audit_entry_stays")
            }
            // Whom a line concerns is for the database to say.
            try await given.database.execute(
                "INSERT INTO audit_entry (concerned_id, role, action, outcome, request_id) VALUES (\(school), 'operator', 'x', 'done', 'r')"
            )
            #expect(try await lines(given, .school(school)) == ["school-admin createCompany denied -"])
        }
    }
}
