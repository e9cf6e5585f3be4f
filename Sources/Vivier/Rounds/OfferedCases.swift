import API
import Postgres

extension SQL {
    /// For behind `WITH`: the cases `offered` in a round, each with the `places` that other rounds have left, how many teams it
    /// `lacks` to run, and whether it is `left_out`, since only a round of the best total can keep a minimum.
    static func cases(offeredIn round: Round.ID) -> SQL {
        """
        candidate AS (
            SELECT c.*, rc.capacity AS share FROM business_case c LEFT JOIN round_case rc ON rc.case_id = c.id AND rc.round_id = \(round)
            WHERE c.state IN ('published', 'matched')
                AND (rc.case_id IS NOT NULL OR (SELECT every_case FROM round WHERE id = \(round)))
        ), taken AS (
            SELECT * FROM places_taken((SELECT array_agg(id) FROM candidate), \(round))
        ), offered AS (
            SELECT c.*, left_over.*,
                lacks BETWEEN 1 AND places AND (SELECT policy FROM round WHERE id = \(round)) <> 'best-total' AS left_out
            FROM candidate c LEFT JOIN taken t ON t.case_id = c.id CROSS JOIN LATERAL (
                SELECT greatest(0, least(c.capacity - coalesce(t.taken, 0), coalesce(c.share, c.capacity))) AS places,
                    greatest(0, c.minimum - coalesce(t.taken, 0)) AS lacks) left_over
        )
        """
    }

    /// For behind `FROM`, open to more conditions: what published runs of other rounds gave to teams, as `match x` and `business_case o`.
    ///
    /// - Parameter round: nil: of all rounds.
    static func cases(givenBesides round: Round.ID?) -> SQL {
        """
        match x JOIN run r ON r.id = x.run_id AND r.state = 'published' AND r.round_id IS DISTINCT FROM \(round)
            JOIN business_case o ON o.id = x.case_id
        WHERE o.state <> 'withdrawn'
        """
    }

    /// For behind ``cases(offeredIn:)``: the teams with members that take part in a round, as `contender`. One that another round's case
    /// keeps busy in the days of every case on offer does not.
    static func teams(takingPartIn round: Round.ID) -> SQL {
        """
        span AS (
            SELECT max(o.from_date) AS last_start, min(o.until_date) AS first_end FROM offered o
        ), contender AS (
            SELECT t.id FROM team t JOIN round_cohort rc ON rc.cohort_id = t.cohort_id AND rc.round_id = \(round)
            WHERE EXISTS (SELECT FROM team_member m WHERE m.team_id = t.id)
                AND NOT EXISTS (SELECT FROM span CROSS JOIN \(cases(givenBesides: round)) AND x.team_id = t.id
                    AND o.from_date <= span.first_end AND o.until_date >= span.last_start)
        )
        """
    }
}
