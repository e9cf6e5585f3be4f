import Postgres

extension SQL {
    /// Whether a `business_case c` has a team, or still can be given one. A closed one is not shown, whether it was worked on or nobody took it
    /// (``Application/closePastCases()``), nor one that is past and about to be closed.
    static var isShownInPublic: SQL {
        "(c.state IN ('matched', 'running') OR (c.state = 'published' AND c.until_date >= \(today)))"
    }
}
