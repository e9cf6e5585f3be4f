package import API
import Postgres

/// The companies with a case that anyone may read, by name where no order is asked for; with words, those whose name, town or sector bears all of them.
package struct ListPublicCompanies: UseCase {
    package enum Sort: String, Sendable, CaseIterable {
        case name
        /// Those with most public cases first.
        case cases
    }

    package var q: String?
    package var sort: Sort
    package var limit: Int?
    package var cursor: String?

    package init(q: String? = nil, sort: Sort = .name, limit: Int? = nil, cursor: String? = nil) {
        self.q = q
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }

    /// A line of the list.
    package struct Line: Codable, Sendable {
        package var id: Organisation.ID
        package var name: String
        package var city: String?
        package var sector: String?
        /// Public ones.
        package var cases: Int
    }

    package var needs: Permission { .readCases }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Line> {
        let limit = try pageRows(limit)
        return Page(try await lines(limit + 1, in: work), limit: limit) {
            Cursor(sort == .name ? $0.name : String($0.cases), $0.id.description)
        }
    }

    func lines(_ most: Int, in work: UnitOfWork) async throws -> [Line] {
        let (after, order) = try place()
        let words = SearchWords.patterns(q)
        return try await work.execute(
            """
            SELECT o.id, o.name, o.city, k.sector, p.cases
            FROM organisation o JOIN company k ON k.id = o.id CROSS JOIN LATERAL (
                SELECT count(*) AS cases FROM business_case c
                WHERE c.company_id = o.id AND \(SQL.isShownInPublic) AND c.open_to_all
                    AND c.confidentiality = 'open') p
            WHERE p.cases > 0 AND \(after)
                AND (\(words.isEmpty) OR folded(o.name || ' ' || coalesce(o.city, '') || ' ' || coalesce(k.sector, '')) LIKE ALL (
                    SELECT folded(word) FROM unnest(\(words)) AS word))
            ORDER BY \(order) LIMIT \(most)
            """
        ).decode(Organisation.ID.self, String.self, String?.self, String?.self, Int.self)
            .map { Line(id: $0.0, name: $0.1, city: $0.2, sector: $0.3, cases: $0.4) }
    }

    private func place() throws(GeneralRefusal) -> (after: SQL, order: SQL) {
        switch sort {
        case .name:
            let last = try Cursor.read(cursor, key: String.self, id: Organisation.ID.self)
            return (last.map { "(o.name, o.id) > (\($0.key), \($0.id))" } ?? "true", "o.name, o.id")
        case .cases:
            let last = try Cursor.read(cursor, number: Int64.self, id: Organisation.ID.self)
            return (last.map { "(p.cases, o.id) < (\($0.number), \($0.id))" } ?? "true", "p.cases DESC, o.id DESC")
        }
    }
}
