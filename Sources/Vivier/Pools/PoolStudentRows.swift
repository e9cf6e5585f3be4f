import API
import Formats
import Postgres

extension PoolStudent {
    /// What of `student s`, its school `o` and the company's prospect `x` a company sees, besides the id and the name.
    static let columns: SQL = """
        o.name, \(shown(.email, "s.email")), \(shown(.programme, "s.programme")), \(graduation),
        coalesce(\(shown(.languages, "s.languages")), '{}'), \(shown(.city, "s.city")), \(shown(.hours, "s.hours_per_week")), x.id
        """

    /// NULL where the consent keeps it back.
    static let graduation = shown(.graduation, "s.graduation")

    private static func shown(_ field: Consent.Field, _ column: SQL) -> SQL { "CASE WHEN \(field.isShown) THEN \(column) END" }

    init(
        id: Student.ID, family: String, given: String, skills: [HeldSkill],
        _ rest: (String, String?, String?, Day?, [String], String?, Int?, Prospect.ID?)
    ) {
        self.init(
            id: id, school: rest.0, givenName: given, familyName: family, email: rest.1, programme: rest.2, graduation: rest.3,
            languages: rest.4, city: rest.5, hoursPerWeek: rest.6, skills: skills, prospect: rest.7)
    }
}
