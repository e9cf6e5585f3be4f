package import API
import Postgres

/// Teams or cases of a round whose name holds what somebody typed, each by a name that no other one of the round bears: for fields in which
/// one of many is chosen.
package struct FindInRound: UseCase {
    package enum Kind: String, Sendable {
        case team, `case`
    }

    /// What was found; its name leads back to it.
    package struct Found: Sendable {
        package var id: String
        package var name: String
        /// The cohort and school of a team, the company of a case.
        package var note: String
    }

    package var round: Round.ID
    package var kind: Kind
    package var text: String
    /// So many at most.
    package static let most = 12

    package init(round: Round.ID, kind: Kind, text: String) {
        self.round = round
        self.kind = kind
        self.text = text
    }

    package var needs: Permission { .manageRounds }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [Found] {
        _ = try await work.one("SELECT FROM round WHERE id = \(round)", orMissing: .round)
        // A name that is there twice is told with its note, as it was offered; where these are the same too, with what else tells them apart.
        let rows = try await work.execute(
            """
            WITH \(listed), named AS (
                SELECT id, note, CASE WHEN count(*) OVER (PARTITION BY name) = 1 THEN name
                    WHEN count(*) OVER (PARTITION BY name, note) = 1 THEN name || ' · ' || note
                    WHEN count(*) OVER (PARTITION BY name, note, detail) = 1 THEN name || ' · ' || note || ' · ' || detail
                    ELSE name || ' · ' || note || ' · ' || detail || ' · ' || right(id::text, 6) END AS name
                FROM listed
            )
            SELECT id::text, name, note FROM named
            WHERE folded(\(text)) = '' OR position(folded(\(text)) IN folded(name)) > 0 OR id::text = lower(\(text))
            ORDER BY folded(name) <> folded(\(text)), position(folded(\(text)) IN folded(name)), length(name), name, id LIMIT \(Self.most)
            """
        ).decode(String.self, String.self, String.self)
        return rows.map { Found(id: $0.0, name: $0.1, note: $0.2) }
    }

    private var listed: SQL {
        switch kind {
        case .team:
            """
            listed AS (
                SELECT t.id, t.name, c.name || ' · ' || o.name AS note, c.code AS detail
                FROM team t JOIN round_cohort rc ON rc.cohort_id = t.cohort_id AND rc.round_id = \(round)
                    JOIN cohort c ON c.id = t.cohort_id JOIN organisation o ON o.id = t.school_id)
            """
        case .case:
            """
            listed AS (
                SELECT c.id, c.title AS name, k.name AS note,
                    to_char(c.from_date, 'DD/MM/YYYY') || '–' || to_char(c.until_date, 'DD/MM/YYYY') AS detail
                FROM business_case c JOIN organisation k ON k.id = c.company_id
                WHERE c.state NOT IN ('draft', 'submitted', 'returned', 'accepted')
                    AND ((SELECT every_case FROM round WHERE id = \(round))
                        OR EXISTS (SELECT FROM round_case rc WHERE rc.round_id = \(round) AND rc.case_id = c.id)))
            """
        }
    }
}
