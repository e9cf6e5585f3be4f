import Postgres

/// How the company `o` of a receipt `r` is called: a receipt keeps the name under which it was left, whatever the company calls itself later.
enum ReceiptName {
    static let then: SQL = """
        coalesce((SELECT f.name FROM former_name f WHERE f.organisation_id = o.id AND f.until > r.at ORDER BY f.until LIMIT 1), o.name)
        """

    /// NULL where it is called as it was.
    static let now: SQL = "nullif(o.name, \(then))"
}
