import Foundation

/// What the columns of a roster CSV mean: found by their names in French or English, or said by `--map`.
struct RosterHeader {
    enum Meaning: Equatable {
        case field(RosterField)
        case attribute(String)
        /// "Family, Given" in one cell.
        case fullName
        case ignored
    }

    var meanings: [Meaning] = []
    var names: [String] = []

    /// - Parameter map: column name → `field`, `attribute:NAME` or `ignore`.
    init(_ names: [String], map: [String: String], file: String, line: Int, problems: inout ProblemList) {
        self.names = names
        let mapped = Dictionary(map.map { (Self.folded($0.key), $0.value) }, uniquingKeysWith: { $1 })
        var taken: [RosterField: String] = [:]
        for name in names {
            let folded = Self.folded(name)
            var meaning = Meaning.ignored
            if let special = Self.special(folded) {
                if mapped[folded] != "ignore" {
                    problems.add(
                        Problem(
                            file: file, line: line, column: name, code: special.code,
                            en: "\(special.en) Remove the column, or say --map \"\(name)=ignore\": it is then never read.",
                            fr: "\(special.fr) Supprimez la colonne, ou indiquez --map \"\(name)=ignore\" : elle ne sera jamais lue."))
                }
            } else if let target = mapped[folded] {
                meaning = Self.meaning(of: target, column: name, file: file, line: line, problems: &problems)
            } else if let field = Self.synonyms[folded] {
                meaning = .field(field)
            } else if Self.fullNames.contains(folded) {
                meaning = .fullName
            } else if !folded.isEmpty {
                problems.add(
                    Problem(
                        file: file, line: line, column: name, code: "unknown-column",
                        en: "The column is not known and is ignored. Say --map \"\(name)=FIELD\" or attribute:NAME to keep it.",
                        fr: "La colonne est inconnue et ignorée. Indiquez --map \"\(name)=CHAMP\" ou attribute:NOM pour la garder.",
                        severity: .warning))
            }
            if case .field(let field) = meaning {
                if let other = taken[field] {
                    problems.add(
                        Problem(
                            file: file, line: line, column: name, code: "repeated-column",
                            en: "Both “\(other)” and “\(name)” are \(field.rawValue). Ignore one: --map \"\(name)=ignore\".",
                            fr: "« \(other) » et « \(name) » sont tous deux \(field.rawValue). Ignorez-en un : --map \"\(name)=ignore\"."))
                    meaning = .ignored
                } else {
                    taken[field] = name
                }
            }
            meanings.append(meaning)
        }
        let hasFullName = meanings.contains(.fullName)
        for field in [RosterField.key, .givenName, .familyName, .email] where taken[field] == nil {
            if hasFullName, field == .givenName || field == .familyName { continue }
            problems.add(
                Problem(
                    file: file, line: line, column: field.rawValue, code: "missing-column",
                    en: "The column \(field.rawValue) is required. Add it, or say which one it is: --map \"COLUMN=\(field.rawValue)\".",
                    fr:
                        "La colonne \(field.rawValue) est obligatoire. Ajoutez-la, ou dites laquelle c’est : --map \"COLONNE=\(field.rawValue)\"."
                ))
        }
    }

    var fields: Set<RosterField> {
        var fields = Set<RosterField>()
        for case .field(let field) in meanings { fields.insert(field) }
        if meanings.contains(.fullName) { fields.formUnion([.givenName, .familyName]) }
        return fields
    }

    private static func meaning(
        of target: String, column: String, file: String, line: Int, problems: inout ProblemList
    ) -> Meaning {
        if target == "ignore" { return .ignored }
        if target.hasPrefix("attribute:"), target.count > 10 { return .attribute(String(target.dropFirst(10))) }
        if let field = RosterField(rawValue: target) ?? synonyms[folded(target)] { return .field(field) }
        problems.add(
            Problem(
                file: file, line: line, column: column, code: "unknown-field",
                en: "--map names \(target), which is no field. Fields: \(RosterField.allCases.map(\.rawValue).joined(separator: ", ")).",
                fr:
                    "--map nomme \(target), qui n’est pas un champ. Champs : \(RosterField.allCases.map(\.rawValue).joined(separator: ", "))."
            ))
        return .ignored
    }

    /// Without case, accents, spaces and signs.
    static func folded(_ name: String) -> String {
        let plain = name.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        return String(String.UnicodeScalarView(plain.unicodeScalars.filter { CharacterSet.alphanumerics.contains($0) }))
    }

    private static let fullNames: Set<String> = [
        "name", "fullname", "student", "studentname", "nomprenom", "nomcomplet", "etudiant", "nometprenom",
    ]

    private static let synonyms: [String: RosterField] = {
        let names: [RosterField: [String]] = [
            .key: [
                "key", "id", "student id", "student number", "student key", "identifiant", "numéro étudiant", "n étudiant", "no étudiant",
                "num étudiant", "matricule", "clé", "idnumber", "sis id", "sis user id", "perm #", "perm", "code étudiant", "id étudiant",
            ],
            .givenName: [
                "given name", "first name", "firstname", "prénom", "prénom usuel", "student first name", "forename", "first",
                "student first middle name",
            ],
            .familyName: [
                "family name", "last name", "lastname", "surname", "nom", "nom de famille", "nom d'usage", "student last name", "last",
            ],
            .email: [
                "email", "e-mail", "mail", "courriel", "adresse mail", "adresse électronique", "email address", "adresse e-mail",
                "student email",
            ],
            .programme: ["programme", "program", "formation", "parcours", "filière", "diplôme", "cursus"],
            .graduation: ["graduation", "graduation date", "diplomation", "date de diplomation", "fin d'études", "date de fin d'études"],
            .languages: ["languages", "language", "langues", "langue"],
            .skills: ["skills", "compétences", "skill", "compétence"],
            .availability: ["availability", "disponibilités", "disponibilité", "weekly availability", "créneaux"],
            .hoursPerWeek: ["hours per week", "heures par semaine", "heures hebdomadaires", "hours", "heures"],
            .notBefore: ["not before", "pas avant", "disponible à partir du", "available from", "à partir du"],
            .notAfter: ["not after", "pas après", "disponible jusqu'au", "available until", "jusqu'au"],
            .city: ["city", "ville", "town"],
            .team: ["team", "équipe", "groupe", "group", "team name"],
        ]
        var found: [String: RosterField] = [:]
        for (field, list) in names { for name in list { found[folded(name)] = field } }
        return found
    }()

    /// What no roster may carry: special categories of data (GDPR article 9), national identifiers, secrets.
    private static func special(_ folded: String) -> (code: String, en: String, fr: String)? {
        if passwords.contains(folded) {
            return ("password-column", "Passwords are never taken.", "Les mots de passe ne sont jamais acceptés.")
        }
        guard categories.contains(folded) else { return nil }
        return (
            "special-category", "Data of special categories is never taken.",
            "Les données de catégories particulières ne sont jamais acceptées."
        )
    }

    private static let passwords = Set(["password", "mot de passe", "motdepasse", "passwd", "mdp", "pwd"].map(folded))
    private static let categories = Set(
        [
            "gender", "sex", "sexe", "genre", "civilité", "ethnicity", "race", "race/ethnicity", "ethnie", "origine ethnique", "religion",
            "health", "santé",
            "disability", "handicap", "rqth", "sexual orientation", "orientation sexuelle", "political opinion", "trade union",
            "syndicat", "hispanic", "ine", "numéro ine", "nir", "numéro de sécurité sociale", "social security number", "ssn",
            "hispanic or latino ethnicity", "special ed status", "federal race",
        ].map(folded))
}
