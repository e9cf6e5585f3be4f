package import API
import Formats
import Postgres

/// The cases that the caller may see, newest first where no other order is asked for, in one state, of one company or by words where
/// that is asked for.
package struct ListCases: UseCase {
    package var query: CaseListQuery

    package init(query: CaseListQuery) {
        self.query = query
    }

    package var needs: Permission { .readCases }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<CaseLine> {
        let limit = try pageRows(query.limit)
        let sort = try CaseSort(checking: query.sort)
        let after = try sort.after(query.cursor)
        return Page(try await work.cases(query, sort, after: after, limit: limit + 1), limit: limit) { sort.cursor(after: $0) }
    }
}

extension UnitOfWork {
    func cases(_ query: CaseListQuery, _ sort: CaseSort, after: SQL, limit: Int) async throws -> [CaseLine] {
        let words = try searched(query.q)
        let french = caller.language == .french
        var condition: SQL = "\(after)"
        if let state = query.state { condition += " AND c.state = \(state)" }
        if let company = query.company { condition += " AND c.company_id = \(company)" }
        if let words {
            condition += """
                 AND (strpos(folded(c.title), folded(\(words))) > 0 OR strpos(folded(o.name), folded(\(words))) > 0
                    OR strpos(folded(coalesce(c.reference, '')), folded(\(words))) > 0)
                """
        }
        let rows = try await execute(
            """
            SELECT c.id, c.title, o.name, c.state, c.capacity, c.from_date, c.until_date,
                ARRAY(SELECT coalesce(CASE WHEN \(french) THEN s.label_fr ELSE s.label_en END, s.label_en, s.label_fr)
                    FROM business_case_skill n JOIN skill s ON s.id = n.skill_id WHERE n.case_id = c.id ORDER BY n.position)
            FROM business_case c JOIN organisation o ON o.id = c.company_id
            WHERE \(condition) ORDER BY \(sort.order) LIMIT \(limit)
            """
        ).decode(BusinessCase.ID.self, String.self, String.self, BusinessCase.State.self, Int.self, Day.self, Day.self, [String].self)
        return rows.map {
            CaseLine(
                id: $0.0, title: $0.1, company: $0.2, state: $0.3, capacity: $0.4, window: CaseContent.Window(from: $0.5, until: $0.6),
                skills: $0.7)
        }
    }

    /// Words to look for in a list; nil where there are none.
    ///
    /// - Throws: a refusal of what is longer than 200 characters or holds what nobody sees.
    func searched(_ words: String?) throws(GeneralRefusal) -> String? {
        guard let words = words?.trimmed, !words.isEmpty else { return nil }
        guard words.unicodeScalars.count <= 200, !words.unicodeScalars.contains(where: VisibleText.isHidden) else {
            throw GeneralRefusal.parameter(
                "q", "length", en: "Search for at most 200 visible characters.", fr: "Cherchez au plus 200 caractères visibles.")
        }
        return words
    }
}
