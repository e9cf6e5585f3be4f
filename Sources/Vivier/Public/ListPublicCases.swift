package import API
import Formats
import Postgres

/// The cases that anyone may read, newest publication first where no order is asked for; with words, those whose title or company bears all of them.
package struct ListPublicCases: UseCase {
    package var query: PublicCaseQuery

    package init(query: PublicCaseQuery) {
        self.query = query
    }

    package var needs: Permission { .readCases }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<PublicCaseLine> {
        let limit = try pageRows(query.limit)
        let rows = try await rows(limit + 1, in: work)
        let end = rows.count > limit ? rows[limit - 1] : nil
        let next = end.map { end in
            switch query.sort {
            case .newest: Cursor(String(end.published), end.line.id.description).text
            case .soonest: Cursor(end.line.window.from.description, end.line.id.description).text
            case .title: Cursor(end.line.title, end.line.id.description).text
            }
        }
        return Page(items: rows.prefix(limit).map(\.line), next: next)
    }

    /// - Returns: each with when it was published, in microseconds since 1970.
    func rows(_ most: Int, in work: UnitOfWork) async throws -> [(line: PublicCaseLine, published: Int)] {
        let (after, order) = try place()
        let words = SearchWords.patterns(query.q)
        return try await work.execute(
            """
            SELECT c.id, c.title, o.id, o.name, c.state, left(c.description, 400), c.from_date, c.until_date, c.hours_per_week, c.place,
                c.remote, \(Self.published)
            FROM business_case c JOIN organisation o ON o.id = c.company_id
            WHERE \(SQL.isShownInPublic) AND c.open_to_all AND c.confidentiality = 'open'
                AND (\(query.company)::uuid IS NULL OR c.company_id = \(query.company))
                AND (NOT \(query.isOpen) OR c.state = 'published') AND \(after)
                AND (\(words.isEmpty) OR folded(c.title || ' ' || o.name) LIKE ALL (
                    SELECT folded(word) FROM unnest(\(words)) AS word))
            ORDER BY \(order) LIMIT \(most)
            """
        ).decode(
            BusinessCase.ID.self, String.self, Organisation.ID.self, String.self, BusinessCase.State.self, String.self, Day.self, Day.self,
            Int.self, String?.self, Bool.self, Int.self
        ).map {
            let line = PublicCaseLine(
                id: $0.0, title: $0.1, company: OrganisationReference(id: $0.2, kind: .company, name: $0.3), state: $0.4,
                beginning: $0.5, window: CaseContent.Window(from: $0.6, until: $0.7), hoursPerWeek: $0.8, place: $0.9, remote: $0.10)
            return (line, $0.11)
        }
    }

    private static let published: SQL = "coalesce((extract(epoch FROM c.published_at) * 1000000)::bigint, 0)"

    private func place() throws(GeneralRefusal) -> (after: SQL, order: SQL) {
        switch query.sort {
        case .newest:
            let last = try Cursor.read(query.cursor, number: Int64.self, id: BusinessCase.ID.self)
            return (
                last.map { "(\(Self.published), c.id) < (\($0.number), \($0.id))" } ?? "true", "\(Self.published) DESC, c.id DESC"
            )
        case .soonest:
            let last = try Cursor.read(query.cursor, key: String.self, id: BusinessCase.ID.self)
            guard let last else { return ("true", "c.from_date, c.id") }
            guard let day = Day(last.key) else { throw Cursor.unreadable }
            return ("(c.from_date, c.id) > (\(day), \(last.id))", "c.from_date, c.id")
        case .title:
            let last = try Cursor.read(query.cursor, key: String.self, id: BusinessCase.ID.self)
            return (last.map { "(c.title, c.id) > (\($0.key), \($0.id))" } ?? "true", "c.title, c.id")
        }
    }
}

/// Which public cases.
package struct PublicCaseQuery: Sendable {
    package enum Sort: String, Sendable, CaseIterable {
        /// By their publication.
        case newest
        /// Those that begin first.
        case soonest
        case title
    }
    package var sort = Sort.newest
    /// Words of titles and companies.
    package var q: String?
    package var company: Organisation.ID?
    /// Only those that no team has yet.
    package var isOpen = false
    package var limit: Int?
    package var cursor: String?

    package init(
        q: String? = nil, company: Organisation.ID? = nil, isOpen: Bool = false, sort: Sort = .newest, limit: Int? = nil,
        cursor: String? = nil
    ) {
        self.q = q
        self.isOpen = isOpen
        self.company = company
        self.sort = sort
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
