/// What the columns of rosters are called, in French and English and in the exports of Moodle, Canvas, Microsoft and Apogée.
enum RosterColumnNames {
    /// A field by a column's name; weak where the name is also given to something else, and yields to a column with a clear name.
    static func field(_ name: String) -> (field: RosterField, isWeak: Bool)? {
        let folded = HeaderName.folded(name)
        return strong[folded].map { ($0, false) } ?? weak[folded].map { ($0, true) }
    }

    /// A column with the whole name in one cell: 0 for one that has it as "Family, Given" by design, 1 for others.
    static func fullNameRank(_ name: String) -> Int? {
        switch HeaderName.folded(name) {
        case "sortablename", "nomprenom", "lastnamefirstname": 0
        case "name", "fullname", "student", "studentname", "nomcomplet", "etudiant", "nometprenom", "displayname": 1
        default: nil
        }
    }

    private static let strong = table([
        .key: [
            "key", "student key", "student number", "numéro étudiant", "n° étudiant", "no étudiant", "num étudiant", "matricule", "clé",
            "clé étudiant", "code étudiant", "sis id", "sis user id", "student sis id", "student id number",
        ],
        .givenName: [
            "given name", "first name", "prénom", "prénom usuel", "student first name", "forename", "first", "student first middle",
            "student first middle name",
        ],
        .familyName: [
            "family name", "last name", "surname", "nom", "nom de famille", "nom d'usage", "nom usuel", "student last name", "student last",
            "last",
        ],
        .email: [
            "email", "e-mail", "mail", "courriel", "adresse mail", "adresse électronique", "email address", "adresse e-mail",
            "adresse courriel", "student email",
        ],
        .programme: ["programme", "program", "formation", "parcours", "filière", "diplôme", "cursus"],
        .graduation: [
            "graduation", "graduation date", "diplomation", "date de diplomation", "date de diplôme", "date du diplôme",
            "date d'obtention du diplôme", "année de diplôme",
            "fin d'études", "date de fin d'études",
        ],
        .languages: ["languages", "language", "langues", "langue"],
        .skills: ["skills", "compétences", "skill", "compétence"],
        .availability: ["availability", "disponibilités", "disponibilité", "weekly availability", "créneaux"],
        .hoursPerWeek: ["hours per week", "heures par semaine", "heures hebdomadaires", "hours", "heures"],
        .notBefore: ["not before", "pas avant", "disponible à partir du", "available from", "à partir du"],
        .notAfter: ["not after", "pas après", "disponible jusqu'au", "available until", "jusqu'au"],
        .city: ["city", "ville", "town", "commune"],
        .team: ["team", "équipe", "team name", "nom de l'équipe"],
    ])

    /// `Student ID` is the number of the learning platform beside `SIS ID`, and the school's own where it stands alone.
    private static let weak = table([.key: ["id", "student id", "identifiant", "id étudiant", "idnumber", "perm #", "perm"]])

    private static func table(_ names: [RosterField: [String]]) -> [String: RosterField] {
        var found: [String: RosterField] = [:]
        for (field, list) in names { for name in list { found[HeaderName.folded(name)] = field } }
        return found
    }
}
