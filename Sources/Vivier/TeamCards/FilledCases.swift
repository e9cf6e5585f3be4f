import Postgres

extension SQL {
    /// Whether other rounds than `round r` have given teams all places of `business_case c`, or all that its company takes: nothing that is
    /// said of teams in this round has an effect then. For the company itself, which reads every match of its cases.
    static let isCaseFilled: SQL = """
        coalesce(c.capacity <= (SELECT count(*) FROM match x JOIN run u ON u.id = x.run_id
                WHERE x.case_id = c.id AND u.state = 'published' AND u.round_id <> r.id)
            OR (SELECT k.capacity FROM company k WHERE k.id = c.company_id) <= (
                SELECT count(*) FROM match x JOIN run u ON u.id = x.run_id
                WHERE x.company_id = c.company_id AND u.state = 'published' AND u.round_id <> r.id), false)
        """
}
