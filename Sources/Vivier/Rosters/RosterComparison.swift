import API
import Formats
import Postgres

/// Holds the staged rows against what is stored: each is new, changed or unchanged.
struct RosterComparison {
    let school: Organisation.ID
    let cohort: Cohort.ID
    let columns: Set<RosterField>
    let work: UnitOfWork

    struct Counts {
        var new = 0
        var changed = 0
        var unchanged = 0
        /// Teams that the file names and that are not there yet.
        var teams = 0
    }

    func has(_ field: RosterField) -> Bool { columns.contains(field) }
    private func takes(_ field: RosterField) -> SQL { field.isTaken(from: columns) }

    /// Sets `incoming.state` of students whom the school knows, and that differ from what is stored.
    ///
    /// - Parameter met: how many there are.
    func mark(met: Int) async throws {
        if met > 0 || has(.team) { _ = try await work.execute("SELECT count_staged()") }
        guard met > 0 else { return }
        _ = try await work.execute(
            """
            UPDATE incoming i SET state = 'changed'
            FROM student s
            WHERE i.state = 'unchanged' AND s.id = i.student_id AND (
                (s.given_name, s.family_name, s.email) IS DISTINCT FROM (i.given_name, i.family_name, i.email)
                OR (\(has(.programme)) AND s.programme IS DISTINCT FROM i.programme)
                OR (\(has(.graduation)) AND s.graduation IS DISTINCT FROM i.graduation)
                OR (\(takes(.languages)) AND s.languages IS DISTINCT FROM i.languages)
                OR (\(takes(.availability)) AND s.weekly_free IS DISTINCT FROM i.weekly_free::bit(336))
                OR (\(takes(.hoursPerWeek)) AND s.hours_per_week IS DISTINCT FROM i.hours_per_week)
                OR (\(takes(.notBefore)) AND s.not_before IS DISTINCT FROM i.not_before)
                OR (\(takes(.notAfter)) AND s.not_after IS DISTINCT FROM i.not_after)
                OR (\(takes(.city)) AND s.city IS DISTINCT FROM i.city)
                OR (i.attributes IS NOT NULL AND NOT s.attributes @> i.attributes::jsonb)
                OR (\(has(.skills)) AND (s.skills <> i.skills OR s.labels <> i.labels))
                OR NOT EXISTS (SELECT FROM cohort_student c WHERE c.cohort_id = \(cohort) AND c.student_id = s.id)
                OR (\(has(.team)) AND (
                    SELECT t.name FROM team_member m JOIN team t ON t.id = m.team_id WHERE m.cohort_id = \(cohort) AND m.student_id = s.id
                ) IS DISTINCT FROM i.team))
            """)
    }

    /// A team that a published run has placed keeps its members: rows that would change that are taken out and reported.
    ///
    /// OFFSET 0, here and in `RosterStore`: each member is looked up by its key. Before the first statistics of a fresh import the planner
    /// takes the cohort for empty, and would read all of `incoming` once for each member.
    func decidedTeams(file: String) async throws -> [Problem] {
        guard has(.team) else { return [] }
        let rows = try await work.execute(
            """
            WITH decided AS (
                SELECT i.position, i.line, t.name AS team
                FROM incoming i CROSS JOIN LATERAL (
                    SELECT t.id, t.name FROM team_member m JOIN team t ON t.id = m.team_id
                    WHERE m.cohort_id = \(cohort) AND m.student_id = i.student_id OFFSET 0) t
                WHERE i.state = 'changed' AND t.name IS DISTINCT FROM i.team
                    AND EXISTS (SELECT FROM match x JOIN run r ON r.id = x.run_id WHERE x.team_id = t.id AND r.state = 'published' OFFSET 0)
            ), gone AS (
                DELETE FROM incoming i USING decided d WHERE i.position = d.position
            )
            SELECT line, team FROM decided ORDER BY line
            """
        ).decode(Int.self, String.self)
        return rows.map { line, team in
            Problem(
                file: file, line: line, column: "team", code: "team-decided",
                en: "The student's team “\(team)” has a case by a published run; its members stay. Remove the change.",
                fr: "L’équipe « \(team) » de l’étudiant a reçu un cas par un calcul publié ; ses membres restent. Retirez ce changement.")
        }
    }

    /// - Parameters:
    ///   - students: how many were staged.
    ///   - met: how many of them the school knows.
    func counts(of students: Int, met: Int) async throws -> Counts {
        var counts = Counts(new: students)
        if met > 0 {
            let rows = try await work.execute("SELECT state, count(*) FROM incoming GROUP BY state").decode(String.self, Int.self)
            let found = Dictionary(uniqueKeysWithValues: rows)
            counts = Counts(new: found["new"] ?? 0, changed: found["changed"] ?? 0, unchanged: found["unchanged"] ?? 0)
        }
        if has(.team) {
            counts.teams =
                try await work.execute(
                    """
                    SELECT count(DISTINCT i.team) FROM incoming i
                    WHERE i.team IS NOT NULL AND NOT EXISTS (SELECT FROM team t WHERE t.cohort_id = \(cohort) AND t.name = i.team)
                    """
                ).first?.decode(Int.self) ?? 0
        }
        return counts
    }
}
