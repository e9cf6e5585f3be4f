import API
import Postgres
import TestSupport
import Testing
import Vivier

/// What a company's search looks through is behind a wall of its own.
struct PoolSkillTests {
    private func seen(_ given: Given, by company: Organisation.ID, _ columns: SQL = "count(*)") async throws -> Int {
        try await given.application.database.batch([
            "SELECT set_config('role', 'vivier_company', true), set_config('app.organisation', \(company.description), true)",
            "SELECT \(columns) FROM pool_skill",
        ])[1][0].decode(Int.self)
    }

    @Test func `a skill is seen as long, and by whom, its student is, and nobody is told who else sees it`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let (company, other) = (try await given.company("Cie"), try await given.company("Autre"))
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.hold(try await given.skill("negotiation", "négociation"), at: 3, by: eve)
            func expect(_ mine: Int, _ others: Int, _ comment: Comment) async throws {
                #expect(try await seen(given, by: company) == mine, comment)
                #expect(try await seen(given, by: other) == others, comment)
                let astray = try await given.database.execute(
                    """
                    SELECT count(*) FROM pool_skill p JOIN student s ON s.id = p.student_id
                    WHERE (p.pool_until, coalesce(p.pool_companies, '{}'), coalesce(p.pool_company_until, '{}'))
                        IS DISTINCT FROM (s.pool_until, s.pool_companies, s.pool_company_until)
                    """)[0].decode(Int.self)
                #expect(astray == 0, comment)
            }
            try await expect(0, 0, "without consent")
            let one = try await given.consent(of: eve, school, company: company)
            try await expect(1, 0, "for one company")
            let all = try await given.consent(of: eve, school)
            try await expect(1, 1, "for all")
            try await given.hold(try await given.skill("law", "droit"), at: 2, by: eve, source: "school")
            try await expect(2, 2, "a skill more")
            try await given.database.execute("UPDATE consent SET withdrawn_at = now() WHERE id = \(all)")
            try await expect(2, 0, "for one again")
            try await given.database.execute("UPDATE consent SET withdrawn_at = now() WHERE id = \(one)")
            try await expect(0, 0, "withdrawn")
            _ = try await given.consent(of: eve, school, company: other, endingIn: "-1 second")
            try await expect(0, 0, "over before it began")
            await #expect(throws: PostgresError.self) { try await seen(given, by: company, "max(cardinality(pool_companies))") }
        }
    }
}
