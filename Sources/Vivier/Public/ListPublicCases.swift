package import API
import Formats
import Postgres

/// The cases that anyone may read, newest publication first; with words, those whose title or company bears all of them.
package struct ListPublicCases: UseCase {
    package var query: PublicCaseQuery

    package init(query: PublicCaseQuery) {
        self.query = query
    }

    package var needs: Permission { .readCases }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<PublicCaseLine> {
        let limit = try pageRows(query.limit)
        let last = try Cursor.read(query.cursor, number: Int64.self, id: BusinessCase.ID.self)
        let words = SearchWords.patterns(query.q)
        let published: SQL = "(extract(epoch FROM c.published_at) * 1000000)::bigint"
        let rows = try await work.execute(
            """
            SELECT c.id, c.title, o.id, o.name, c.state, left(c.description, 400), c.from_date, c.until_date, c.hours_per_week, c.place,
                c.remote, coalesce(\(published), 0)
            FROM business_case c JOIN organisation o ON o.id = c.company_id
            WHERE c.state IN ('published', 'matched', 'running', 'closed') AND c.open_to_all AND c.confidentiality = 'open'
                AND (\(query.company)::uuid IS NULL OR c.company_id = \(query.company))
                AND (\(last?.number)::bigint IS NULL OR (coalesce(\(published), 0), c.id) < (\(last?.number), \(last?.id)))
                AND (\(words.isEmpty) OR folded(c.title || ' ' || o.name) LIKE ALL (
                    SELECT folded(word) FROM unnest(\(words)) AS word))
            ORDER BY coalesce(\(published), 0) DESC, c.id DESC LIMIT \(limit + 1)
            """
        ).decode(
            BusinessCase.ID.self, String.self, Organisation.ID.self, String.self, BusinessCase.State.self, String.self, Day.self, Day.self,
            Int.self, String?.self, Bool.self, Int.self)
        let next = rows.count > limit ? Cursor(String(rows[limit - 1].11), rows[limit - 1].0.description).text : nil
        return Page(
            items: rows.prefix(limit).map {
                PublicCaseLine(
                    id: $0.0, title: $0.1, company: OrganisationReference(id: $0.2, kind: .company, name: $0.3), state: $0.4,
                    beginning: $0.5, window: CaseContent.Window(from: $0.6, until: $0.7), hoursPerWeek: $0.8, place: $0.9, remote: $0.10)
            }, next: next)
    }
}

/// Which public cases.
package struct PublicCaseQuery: Sendable {
    /// Words of titles and companies.
    package var q: String?
    package var company: Organisation.ID?
    package var limit: Int?
    package var cursor: String?

    package init(q: String? = nil, company: Organisation.ID? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.q = q
        self.company = company
        self.limit = limit
        self.cursor = cursor
    }
}

/// A line of the public list of cases.
package struct PublicCaseLine: Codable, Sendable {
    package var id: BusinessCase.ID
    package var title: String
    package var company: OrganisationReference
    package var state: BusinessCase.State
    /// The first 400 characters of its description, Markdown.
    package var beginning: String
    package var window: CaseContent.Window
    package var hoursPerWeek: Int
    package var place: String?
    package var remote: Bool
}
