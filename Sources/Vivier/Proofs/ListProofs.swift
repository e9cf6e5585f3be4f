package import API
package import Foundation
import Postgres

/// The published runs of all rounds, newest first: whoever likes finds the proof of each.
package struct ListProofs: UseCase {
    package struct Line: Sendable {
        package var run: Run.ID
        package var round: String
        /// The school or network that published it.
        package var holder: String
        package var publishedAt: Date
        package var placed: Int
        package var teams: Int
        /// Another run of the round has taken its place since.
        package var isSuperseded: Bool
    }

    package var query: PageQuery

    package init(query: PageQuery) {
        self.query = query
    }

    package var needs: Permission { .readOrganisations }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> (items: [Line], next: String?) {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, id: Run.ID.self)
        let rows = try await work.execute(
            """
            SELECT r.id, q.name, o.name, r.published_at, r.placed_count, r.team_count, r.state = 'superseded'
            FROM run r JOIN round q ON q.id = r.round_id JOIN organisation o ON o.id = r.organisation_id
            WHERE r.state <> 'draft' AND r.published_at IS NOT NULL AND (\(last)::uuid IS NULL OR r.id < \(last))
            ORDER BY r.id DESC LIMIT \(limit + 1)
            """
        ).decode(Run.ID.self, String.self, String.self, Date.self, Int.self, Int.self, Bool.self)
        let items = rows.prefix(limit).map {
            Line(run: $0.0, round: $0.1, holder: $0.2, publishedAt: $0.3, placed: $0.4, teams: $0.5, isSuperseded: $0.6)
        }
        return (items, rows.count > limit ? items.last.map { Cursor($0.run.description).text } : nil)
    }
}
