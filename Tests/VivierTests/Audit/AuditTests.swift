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
