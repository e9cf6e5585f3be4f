package import API
import Formats
import Postgres

/// The cases that the caller may see, newest first, in one state or of one company where that is asked for.
package struct ListCases: UseCase {
    package var query: CaseListQuery

    package init(query: CaseListQuery) {
        self.query = query
    }

    package var needs: Permission { .readCases }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<CaseLine> {
        let limit = try pageRows(query.limit)
        let last = try Cursor.read(query.cursor, id: BusinessCase.ID.self)
        let french = work.caller.language == .french
        let rows = try await work.execute(
            """
            SELECT c.id, c.title, o.name, c.state, c.capacity, c.from_date, c.until_date,
                ARRAY(SELECT coalesce(CASE WHEN \(french) THEN s.label_fr ELSE s.label_en END, s.label_en, s.label_fr)
                    FROM business_case_skill n JOIN skill s ON s.id = n.skill_id WHERE n.case_id = c.id ORDER BY n.position)
            FROM business_case c JOIN organisation o ON o.id = c.company_id
            WHERE (\(last)::uuid IS NULL OR c.id < \(last)) AND (\(query.state)::text IS NULL OR c.state = \(query.state))
                AND (\(query.company)::uuid IS NULL OR c.company_id = \(query.company))
            ORDER BY c.id DESC LIMIT \(limit + 1)
            """
        ).decode(BusinessCase.ID.self, String.self, String.self, BusinessCase.State.self, Int.self, Day.self, Day.self, [String].self)
        let lines = rows.map {
            CaseLine(
                id: $0.0, title: $0.1, company: $0.2, state: $0.3, capacity: $0.4, window: CaseContent.Window(from: $0.5, until: $0.6),
                skills: $0.7)
        }
        return Page(lines, limit: limit) { Cursor($0.id.description) }
    }
}
