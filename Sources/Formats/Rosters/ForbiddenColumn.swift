/// What no roster may carry into the house, whatever it is mapped to: such a column refuses the file, unless it is said to be ignored.
///
/// Special categories of data are those of GDPR article 9, with gender, pronouns and forms of address beside them, of which a match of
/// skills and hours has no use. Nationality and birth dates are none of these: a column of them is unknown, and ignored like any other.
enum ForbiddenColumn {
    case password
    case specialCategory
    /// INE, social-security number: the school's own key identifies a student.
    case nationalIdentifier

    /// By the words of its name, so that a whole question of a survey (“With which gender do you identify?”) is known as well.
    init?(_ name: String) {
        // What is not seen does not part a word.
        let name = String(String.UnicodeScalarView(name.unicodeScalars.filter { $0.properties.generalCategory != .format }))
        let words = Set(HeaderName.words(name))
        let folded = HeaderName.folded(name)
        if !words.isDisjoint(with: Self.passwordWords) || Self.passwordPhrases.contains(where: folded.contains) {
            self = .password
        } else if !words.isDisjoint(with: Self.categoryWords) || Self.categoryPhrases.contains(where: folded.contains) {
            self = .specialCategory
        } else if !words.isDisjoint(with: Self.identifierWords) || Self.identifierPhrases.contains(where: folded.contains) {
            self = .nationalIdentifier
        } else {
            return nil
        }
    }

    var code: String {
        switch self {
        case .password: "password-column"
        case .specialCategory: "special-category"
        case .nationalIdentifier: "national-identifier"
        }
    }

    var sentence: (en: String, fr: String) {
        switch self {
        case .password: ("Passwords are never taken.", "Les mots de passe ne sont jamais acceptés.")
        case .specialCategory:
            (
                "Gender and special categories of data are never taken.",
                "Le genre et les catégories particulières de données ne sont jamais acceptés."
            )
        case .nationalIdentifier:
            (
                "National identifiers are never taken: the school's own key identifies a student.",
                "Les identifiants nationaux ne sont jamais acceptés : la clé de l’école identifie l’étudiant."
            )
        }
    }

    private static let passwordWords: Set<String> = ["password", "passwords", "passwd", "pwd", "mdp", "passcode"]
    private static let passwordPhrases = ["motdepasse", "password"]
    private static let categoryWords: Set<String> = [
        "gender", "genre", "sex", "sexe", "sexual", "sexuelle", "pronoun", "pronouns", "pronom", "pronoms", "civilite", "ethnicity",
        "ethnic",
        "ethnicite", "ethnie", "ethnique", "race", "racial", "hispanic", "religion", "religious", "religieux", "religieuse", "health",
        "sante",
        "medical", "disability", "disabilities", "disabled", "handicap", "rqth", "syndicat", "biometric", "genetic",
        "salutation", "mr", "mrs", "mme", "monsieur", "madame", "geschlecht", "genero", "maladie", "maladies", "illness", "croyance",
        "croyances", "belief", "beliefs", "lgbt", "lgbtq",
    ]
    private static let categoryPhrases = [
        "tradeunion", "opinionpolitique", "politicalopinion", "appartenancesyndicale", "specialed", "alaskanative", "africanamerican",
        "pacificislander",
    ]
    private static let identifierWords: Set<String> = ["ine", "nir", "ssn", "nss"]
    private static let identifierPhrases = ["securitesociale", "socialsecurity", "nationalstudentnumber"]
}
