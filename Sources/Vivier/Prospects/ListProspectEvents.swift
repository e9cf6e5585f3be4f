package import API
import Foundation
import Postgres

/// What a company did about a prospect, newest first: moves, and notes.
package struct ListProspectEvents: UseCase {
    package var prospect: Prospect.ID
    package var query: PageQuery

    package init(prospect: Prospect.ID, query: PageQuery) {
        self.prospect = prospect
        self.query = query
    }

    package var needs: Permission { .followProspects }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<ProspectEvent> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, id: ProspectEvent.ID.self)
        _ = try await work.one("SELECT FROM prospect WHERE id = \(prospect)", orMissing: .prospect)
        let rows = try await work.execute(
            """
            SELECT e.id, e.at, e.from_stage, e.to_stage, e.note, a.email
            FROM prospect_event e LEFT JOIN account a ON a.id = e.account_id
            WHERE e.prospect_id = \(prospect) AND (\(last)::uuid IS NULL OR e.id < \(last)) ORDER BY e.id DESC LIMIT \(limit + 1)
            """
        ).decode(ProspectEvent.ID.self, Date.self, Prospect.Stage?.self, Prospect.Stage.self, String.self, String?.self)
        let events = rows.map { ProspectEvent(id: $0.0, at: $0.1, from: $0.2, to: $0.3, note: $0.4, by: $0.5) }
        return Page(events, limit: limit) { Cursor($0.id.description) }
    }
}
