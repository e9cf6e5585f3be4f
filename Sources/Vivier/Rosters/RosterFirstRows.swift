import API
import Formats
import Postgres

extension RosterComparison {
    /// Who would be made or changed, and in what: so many of each, in the order of the file.
    func firstRows(_ most: Int) async throws -> [ImportRow] {
        let new = try await work.execute(
            """
            SELECT line, key, given_name, family_name, state, '{}'::text[], '{}'::text[], '{}'::text[] FROM incoming WHERE state = 'new' ORDER BY position LIMIT \(most)
            """)
        let changed = try await work.execute(
            """
            WITH opening AS (SELECT * FROM incoming WHERE state = 'changed' ORDER BY position LIMIT \(most))
            SELECT i.line, i.key, i.given_name, i.family_name, i.state, coalesce(d.fields, '{}'), coalesce(d.olds, '{}'),
                coalesce(d.news, '{}')
            \(changes) ORDER BY i.position
            """)
        return try
            (new.decode(Int.self, String.self, String.self, String.self, String.self, [String].self, [String].self, [String].self)
            + changed.decode(Int.self, String.self, String.self, String.self, String.self, [String].self, [String].self, [String].self))
            .map {
                ImportRow(
                    line: $0.0, key: $0.1, givenName: $0.2, familyName: $0.3, state: $0.4, changes: $0.5,
                    before: $0.4 == "changed" ? $0.6 : nil, after: $0.4 == "changed" ? $0.7 : nil)
            }
    }

    /// Keeps all of them beside the file, and those in whom nothing would change: a row for each page of ``RosterInHand/perPage`` people.
    func keepPages(of roster: RosterInHand.ID) async throws {
        _ = try await work.execute("DELETE FROM roster_file_page WHERE roster_id = \(roster)")
        _ = try await work.execute(
            """
            WITH opening AS (SELECT * FROM incoming WHERE state = 'changed'), shown AS (
                SELECT i.position, i.line, i.key, i.given_name, i.family_name, i.state, d.fields, d.olds, d.news \(changes)
                UNION ALL
                SELECT position, line, key, given_name, family_name, state, NULL, NULL, NULL FROM incoming WHERE state <> 'changed'
            ), numbered AS (
                SELECT *, (row_number() OVER (PARTITION BY state ORDER BY position) - 1) / \(RosterInHand.perPage)::bigint + 1 AS page FROM shown
            )
            INSERT INTO roster_file_page (roster_id, school_id, account_id, state, page, rows)
            SELECT f.id, f.school_id, f.account_id, n.state, n.page, jsonb_agg(jsonb_build_object(
                'line', n.line, 'key', n.key, 'givenName', n.given_name, 'familyName', n.family_name, 'state', n.state,
                'changes', coalesce(n.fields, '{}'), 'before', n.olds, 'after', n.news) ORDER BY n.position)
            FROM numbered n CROSS JOIN roster_file f WHERE f.id = \(roster) GROUP BY f.id, f.school_id, f.account_id, n.state, n.page
            """)
    }

    /// `FROM` the changed rows in `opening i`, each with the fields that differ, what stands there and what would, as `d`.
    private var changes: SQL {
        """
            FROM opening i JOIN student s ON s.id = i.student_id
            LEFT JOIN LATERAL (
                SELECT t.name FROM team_member m JOIN team t ON t.id = m.team_id WHERE m.cohort_id = \(cohort) AND m.student_id = s.id
            ) o ON true
            CROSS JOIN LATERAL (
                SELECT array_agg(v.field ORDER BY v.place) AS fields, array_agg(left(coalesce(v.old, ''), 200) ORDER BY v.place) AS olds,
                    array_agg(left(coalesce(v.new, ''), 200) ORDER BY v.place) AS news
                FROM (VALUES
                    (1, 'given_name', s.given_name, i.given_name, s.given_name <> i.given_name),
                    (2, 'family_name', s.family_name, i.family_name, s.family_name <> i.family_name),
                    (3, 'email', s.email, i.email, s.email <> i.email),
                    (4, 'programme', s.programme, i.programme, \(has(.programme)) AND s.programme IS DISTINCT FROM i.programme),
                    (5, 'graduation', s.graduation::text, i.graduation::text,
                        \(has(.graduation)) AND s.graduation IS DISTINCT FROM i.graduation),
                    (6, 'languages', array_to_string(s.languages, ', '), array_to_string(i.languages, ', '),
                        \(has(.languages)) AND s.languages <> i.languages),
                    (7, 'availability', NULL, NULL,
                        \(has(.availability)) AND s.weekly_free IS DISTINCT FROM i.weekly_free::bit(336)),
                    (8, 'hours_per_week', s.hours_per_week::text, i.hours_per_week::text,
                        \(has(.hoursPerWeek)) AND s.hours_per_week IS DISTINCT FROM i.hours_per_week),
                    (9, 'not_before', s.not_before::text, i.not_before::text,
                        \(has(.notBefore)) AND s.not_before IS DISTINCT FROM i.not_before),
                    (10, 'not_after', s.not_after::text, i.not_after::text,
                        \(has(.notAfter)) AND s.not_after IS DISTINCT FROM i.not_after),
                    (11, 'city', s.city, i.city, \(has(.city)) AND s.city IS DISTINCT FROM i.city),
                    (12, 'attributes', NULL, NULL, i.attributes IS NOT NULL AND NOT s.attributes @> i.attributes::jsonb),
                    (13, 'skills', NULL, NULL, \(has(.skills)) AND (s.skills <> i.skills OR s.labels <> i.labels)),
                    (14, 'cohort', NULL, NULL, NOT EXISTS (
                        SELECT FROM cohort_student c WHERE c.cohort_id = \(cohort) AND c.student_id = s.id)),
                    (15, 'team', o.name, i.team, \(has(.team)) AND o.name IS DISTINCT FROM i.team)
                ) AS v (place, field, old, new, differs) WHERE v.differs) d
        """
    }
}
