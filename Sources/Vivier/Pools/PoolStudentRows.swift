import API
import Formats
import Postgres

extension PoolStudent {
    /// What of `student s`, its school `o` and the company's prospect `x` a company sees, besides the id and the name.
    static let columns: SQL = """
        o.name, \(shown(.email, "s.email")), \(shown(.programme, "s.programme")), \(graduation),
        coalesce(\(shown(.languages, "s.languages")), '{}'), \(shown(.city, "s.city")), \(shown(.hours, "s.hours_per_week")), x.id
        """

    /// The particulars of `student s` that the consent shows, whether they are stated or not.
    static let agreed: SQL = """
        array_remove(ARRAY[\(named(.email)), \(named(.programme)), \(named(.graduation)), \(named(.languages)), \(named(.city)), \
        \(named(.hours))]::text[], NULL)
        """

    private static func named(_ field: Consent.Field) -> SQL { "CASE WHEN \(field.isShown) THEN \(field.rawValue)::text END" }

    /// NULL where the consent keeps it back.
    static let graduation = shown(.graduation, "s.graduation")

    private static func shown(_ field: Consent.Field, _ column: SQL) -> SQL { "CASE WHEN \(field.isShown) THEN \(column) END" }

    init(
        id: Student.ID, family: String, given: String, skills: [HeldSkill],
        _ rest: (String, String?, String?, Day?, [String], String?, Int?, Prospect.ID?), shown: [String]? = nil
    ) {
        self.init(
            id: id, school: rest.0, givenName: given, familyName: family, email: rest.1, programme: rest.2, graduation: rest.3,
            languages: rest.4, city: rest.5, hoursPerWeek: rest.6, skills: skills, prospect: rest.7)
        self.shown = shown?.compactMap(Consent.Field.init)
    }
}
