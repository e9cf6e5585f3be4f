import API
import Formats
import Postgres

extension PoolStudent {
    /// What of `student s`, its school `o` and the company's prospect `x` a company sees, besides the id and the name.
    static let columns: SQL = "o.name, s.email, s.programme, s.graduation, s.languages, s.city, s.hours_per_week, x.id"

    init(
        id: Student.ID, family: String, given: String, skills: [HeldSkill],
        _ rest: (String, String, String?, Day?, [String], String?, Int?, Prospect.ID?)
    ) {
        self.init(
            id: id, school: rest.0, givenName: given, familyName: family, email: rest.1, programme: rest.2, graduation: rest.3,
            languages: rest.4, city: rest.5, hoursPerWeek: rest.6, skills: skills, prospect: rest.7)
    }
}
