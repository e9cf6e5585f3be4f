import Postgres

/// What of `student s` is there for a match and for companies: one rule for the student's own home, the counts and lists of a cohort, and
/// the letters that remind. The counts that the database keeps of a cohort follow the first three.
enum StudentReadiness {
    /// At least one skill and one language.
    static let profile: SQL =
        "(s.languages <> '{}' AND (s.skills <> '{}' OR EXISTS (SELECT FROM student_skill k WHERE k.student_id = s.id)))"

    /// A usual week.
    static let availability: SQL = "(s.weekly_free IS NOT NULL)"

    /// A company may find the student.
    static let isSeen: SQL = "(coalesce(s.pool_until > now(), false) OR s.pool_companies <> '{}')"

    /// Who may see the student is decided: by a yes that lives, the student's own withdrawal, or the word that nobody may. A yes that has
    /// lapsed leaves the question open.
    static let hasDecided: SQL = """
        (\(isSeen) OR 'consents' = ANY (s.stated)
            OR EXISTS (SELECT FROM consent y WHERE y.student_id = s.id AND y.withdrawn_at IS NULL AND y.ends_at > now())
            OR EXISTS (SELECT FROM consent_entry w
                WHERE w.student_id = s.id AND w.event = 'withdrawn' AND coalesce(w.acted_by, 'student') = 'student'))
        """
}
