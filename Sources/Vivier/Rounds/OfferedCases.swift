import API
import Postgres

extension SQL {
    /// For behind `WITH`: the cases `offered` in a round, each with the `places` that other rounds have left.
    static func cases(offeredIn round: Round.ID) -> SQL {
        """
        candidate AS (
            SELECT c.*, rc.capacity AS share FROM business_case c LEFT JOIN round_case rc ON rc.case_id = c.id AND rc.round_id = \(round)
            WHERE c.state IN ('published', 'matched')
                AND (rc.case_id IS NOT NULL OR (SELECT every_case FROM round WHERE id = \(round)))
        ), taken AS (
            SELECT * FROM places_taken((SELECT array_agg(id) FROM candidate), \(round))
        ), offered AS (
            SELECT c.*, greatest(0, least(c.capacity - coalesce(t.taken, 0), coalesce(c.share, c.capacity))) AS places
            FROM candidate c LEFT JOIN taken t ON t.case_id = c.id
        )
        """
    }

    /// For behind `WITH`: the teams with members that take part in a round, as `contender`.
    static func teams(takingPartIn round: Round.ID) -> SQL {
        """
        contender AS (
            SELECT t.id FROM team t JOIN round_cohort rc ON rc.cohort_id = t.cohort_id AND rc.round_id = \(round)
            WHERE EXISTS (SELECT FROM team_member m WHERE m.team_id = t.id)
        )
        """
    }
}
