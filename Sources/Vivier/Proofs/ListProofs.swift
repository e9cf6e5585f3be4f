package import API
package import Foundation
import Postgres

/// The published runs of all rounds, newest first where no order is asked for: whoever likes finds the proof of each.
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

    package enum Sort: String, Sendable, CaseIterable {
        /// Computed last first.
        case newest
        /// By the names of the rounds.
        case round
    }

    /// Words of the round's name and of who published it.
    package var q: String?
    package var sort: Sort
    package var limit: Int?
    package var cursor: String?

    package init(q: String? = nil, sort: Sort = .newest, limit: Int? = nil, cursor: String? = nil) {
        self.q = q
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }

    package var needs: Permission { .readOrganisations }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> (items: [Line], next: String?) {
        let limit = try pageRows(limit)
        let lines = try await lines(limit + 1, in: work)
        let next = lines.count > limit ? lines[limit - 1] : nil
        return (
            Array(lines.prefix(limit)),
            next.map { sort == .newest ? Cursor($0.run.description).text : Cursor($0.round, $0.run.description).text }
        )
    }

    func lines(_ most: Int, in work: UnitOfWork) async throws -> [Line] {
        let (after, order) = try place()
        let words = SearchWords.patterns(q)
        return try await work.execute(
            """
            SELECT r.id, q.name, o.name, r.published_at, r.placed_count, r.team_count, r.state = 'superseded'
            FROM run r JOIN round q ON q.id = r.round_id JOIN organisation o ON o.id = r.organisation_id
            WHERE r.state <> 'draft' AND r.published_at IS NOT NULL AND \(after)
                AND (\(words.isEmpty) OR folded(q.name || ' ' || o.name) LIKE ALL (SELECT folded(word) FROM unnest(\(words)) AS word))
            ORDER BY \(order) LIMIT \(most)
            """
        ).decode(Run.ID.self, String.self, String.self, Date.self, Int.self, Int.self, Bool.self).map {
            Line(run: $0.0, round: $0.1, holder: $0.2, publishedAt: $0.3, placed: $0.4, teams: $0.5, isSuperseded: $0.6)
        }
    }

    private func place() throws(GeneralRefusal) -> (after: SQL, order: SQL) {
        switch sort {
        case .newest:
            let last = try Cursor.read(cursor, id: Run.ID.self)
            return (last.map { "r.id < \($0)" } ?? "true", "r.id DESC")
        case .round:
            let last = try Cursor.read(cursor, key: String.self, id: Run.ID.self)
            return (last.map { "(q.name, r.id) > (\($0.key), \($0.id))" } ?? "true", "q.name, r.id")
        }
    }
}
