package import API
import Foundation
import Postgres

/// The rounds that the caller holds or takes part in, newest first.
package struct ListRounds: UseCase {
    package var query: RoundListQuery

    package init(query: RoundListQuery) {
        self.query = query
    }

    /// All of them.
    package init(query: PageQuery) {
        self.init(query: RoundListQuery(limit: query.limit, cursor: query.cursor))
    }

    package var needs: Permission { .readRounds }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<RoundLine> {
        let limit = try pageRows(query.limit)
        let last = try Cursor.read(query.cursor, key: String.self, id: Round.ID.self)
        let sort = query.sort ?? "-created"
        let (byName, goesDown) = (sort.hasSuffix("name"), sort.hasPrefix("-"))
        guard ["created", "-created", "name", "-name"].contains(sort) else {
            throw GeneralRefusal.parameter(
                "sort", "unknown", en: "Sort by created or name, a minus before it to go down.",
                fr: "Triez par created ou name, précédé d’un moins pour descendre.")
        }
        // Ids go up in the order in which rounds are opened.
        let key: SQL = byName ? "(r.name, r.id)" : "(r.id)"
        let direction: SQL = goesDown ? "DESC" : ""
        let order: SQL = byName ? "r.name \(direction), r.id \(direction)" : "r.id \(direction)"
        let after: SQL =
            last.map { last in
                let value: SQL = byName ? "(\(last.key), \(last.id))" : "(\(last.id))"
                return goesDown ? "\(key) < \(value)" : "\(key) > \(value)"
            } ?? "true"
        let text = query.q?.lowercased()
        let rows = try await work.execute(
            """
            SELECT r.id, r.name, r.state, (SELECT count(*) FROM run WHERE run.round_id = r.id), r.created_at
            FROM round r WHERE \(after) AND (\(text)::text IS NULL OR position(\(text) IN lower(r.name)) > 0)
                AND (\(query.state)::text IS NULL OR r.state = \(query.state))
            ORDER BY \(order) LIMIT \(limit + 1)
            """
        ).decode(Round.ID.self, String.self, String.self, Int.self, Date.self)
        return Page(rows.map { RoundLine(id: $0.0, name: $0.1, state: $0.2, runs: $0.3, createdAt: $0.4) }, limit: limit) {
            Cursor(byName ? $0.name : "", $0.id.description)
        }
    }
}
