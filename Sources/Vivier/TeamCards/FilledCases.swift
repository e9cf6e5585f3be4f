import Postgres

extension SQL {
    /// Whether other rounds than `round r` have given teams all places of `business_case c`, or all that its company takes: nothing that is
    /// said of teams in this round has an effect then.
    static let isCaseFilled: SQL = """
        (c.capacity <= coalesce((SELECT t.taken FROM places_taken(ARRAY[c.id], r.id) t), 0)
            OR coalesce((SELECT k.capacity FROM company k WHERE k.id = c.company_id)
                <= coalesce((SELECT t.taken FROM company_places_taken(ARRAY[c.company_id], r.id) t), 0), false))
        """
}
