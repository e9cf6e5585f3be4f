import Postgres

extension SQL {
    /// Whether a `business_case c` is being worked on, or still can be. One that ends without a team is closed (``Application/closePastCases()``),
    /// and of that nobody is told that it is done.
    static let isShownInPublic: SQL = """
        (c.state IN ('matched', 'running') OR (c.state = 'published' AND c.until_date >= current_date))
        """
}
