package import API
import Postgres

/// Which skills are scarce in which months: what one more place on a case that asks a skill then is worth in
/// points of fit, at the mean of those cases.
package struct ShowSkillScarcity: UseCase {
    package var id: Run.ID

    package init(run: Run.ID) {
        id = run
    }

    package var needs: Permission { .readRounds }
    package static var isolation: Isolation { .readOnly }
    /// Skills, and months from the first.
    private static let (mostSkills, mostMonths) = (15, 12)

    package func run(in work: UnitOfWork) async throws -> SkillScarcity {
        let kind = try await work.one("SELECT kind FROM certificate WHERE run_id = \(id)", orMissing: .run).decode(String.self)
        guard kind == "lp-dual" else { throw ListScarceCases.No.noPrices }
        let rows = try await work.execute(
            """
            WITH asked AS (
                SELECT n.skill_id, to_char(month, 'YYYY-MM') AS month, avg(greatest(coalesce(p.worth_fit, least(p.price, 10000)), 0))::bigint AS price, count(*)::integer AS cases
                FROM case_price p JOIN business_case c ON c.id = p.case_id JOIN business_case_skill n ON n.case_id = c.id,
                    generate_series(date_trunc('month', c.from_date::timestamp), c.until_date::timestamp, interval '1 month') AS month
                WHERE p.run_id = \(id) GROUP BY n.skill_id, month
            ), scarcest AS (
                SELECT skill_id, max(price) AS price FROM asked GROUP BY skill_id HAVING max(price) > 0
                ORDER BY price DESC, skill_id LIMIT \(Self.mostSkills)
            )
            SELECT a.skill_id, a.month, a.price, a.cases FROM asked a JOIN scarcest s ON s.skill_id = a.skill_id
            WHERE a.month IN (SELECT DISTINCT month FROM asked ORDER BY month LIMIT \(Self.mostMonths))
            ORDER BY s.price DESC, a.skill_id, a.month
            """
        ).decode(Int32.self, String.self, Int.self, Int.self)
        let index = work.application.skills.index
        return SkillScarcity(
            items: rows.map { skill, month, price, cases in
                SkillScarcity.Cell(
                    skill: index.label(of: skill, language: work.caller.language) ?? "\(skill)", month: month, price: price, cases: cases)
            })
    }
}
