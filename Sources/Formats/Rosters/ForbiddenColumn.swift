/// What no roster may carry into the house, whatever it is mapped to: such a column refuses the file, unless it is said to be ignored.
///
/// Special categories of data are those of GDPR article 9, with gender, pronouns and forms of address beside them, of which a match of
/// skills and hours has no use. Nationality, origin and other words that may be harmless refuse no file: a column of them is unknown, ignored like
/// any other, and kept under no name, as an attribute or as a field.
enum ForbiddenColumn {
    case password
    case specialCategory
    /// INE, social-security number: the school's own key identifies a student.
    case nationalIdentifier
    /// Photographs, measures of the body, birth, residence permits, grants.
    case needless

    /// By the words of its name, so that a whole question of a survey (“With which gender do you identify?”) is known as well, and by what is
    /// left of it without the signs, spaces and foreign letters that would disguise one, and the numbers that tell one from the next.
    ///
    /// - Parameter isKept: whether the column is to be kept, as an attribute or a field, where more words are refused.
    init?(_ name: String, isKept: Bool = false) {
        for plain in [name, PlainLetters.unnumbered(name)].compactMap(\.self).map(PlainLetters.of) {
            for spelling in [plain] + PlainLetters.disguised(plain) {
                guard let found = Self(plain: spelling, isKept) else { continue }
                self = found
                return
            }
        }
        return nil
    }

    private init?(plain: String, _ isKept: Bool) {
        let words = Self.words(plain)
        let folded = HeaderName.folded(plain)
        func has(_ known: Set<String>, _ phrases: [String], ends: [String] = []) -> Bool {
            !words.isDisjoint(with: known) || phrases.contains(where: folded.contains)
                || words.contains { word in ends.contains { Self.runsTogether(word, with: $0) } }
        }
        if has(Self.passwordWords, Self.passwordPhrases) {
            self = .password
        } else if has(SensitiveWords.category, SensitiveWords.categoryPhrases, ends: SensitiveWords.categoryEnds) {
            self = .specialCategory
        } else if has(Self.identifierWords, Self.identifierPhrases) {
            self = .nationalIdentifier
        } else if isKept,
            has(SensitiveWords.neverKept, SensitiveWords.neverKeptPhrases, ends: SensitiveWords.neverKeptEnds)
                || SensitiveWords.neverKeptNames.contains(folded)
        {
            self = .specialCategory
        } else if isKept, has(SensitiveWords.neverKeptSecrets, SensitiveWords.neverKeptSecretPhrases) {
            self = .password
        } else if isKept,
            has(SensitiveWords.neverKeptNumbers, SensitiveWords.neverKeptNumberPhrases)
                || SensitiveWords.neverKeptNumberNames.contains(folded)
        {
            self = .nationalIdentifier
        } else if isKept, Self.isNeedless(plain) {
            self = .needless
        } else {
            return nil
        }
    }

    private static func runsTogether(_ word: String, with known: String) -> Bool {
        word.utf8.count > known.utf8.count
            && (word.utf8.starts(with: known.utf8) || word.utf8.suffix(known.utf8.count).elementsEqual(known.utf8))
    }

    private static func isNeedless(_ plain: String) -> Bool {
        let rest = NeedlessWords.besidesNamesAtBirth(plain)
        let folded = HeaderName.folded(rest)
        return !words(rest).isDisjoint(with: NeedlessWords.words) || NeedlessWords.phrases.contains(where: folded.contains)
            || NeedlessWords.names.contains(folded)
    }

    /// Its words; those that signs part, as in `gen.der`; letters that stand alone, as in `s e x e`, put together; and the whole.
    private static func words(_ name: String) -> Set<String> {
        let parts = HeaderName.words(name)
        var words = Set(parts)
        for token in name.split(whereSeparator: \.isWhitespace) { words.insert(HeaderName.folded(String(token))) }
        var letters = ""
        for part in parts + ["  "] {
            if part.count == 1 {
                letters += part
            } else {
                if letters.count > 2 { words.insert(letters) }
                letters = ""
            }
        }
        words.insert(HeaderName.folded(name))
        return words
    }

    var code: String {
        switch self {
        case .password: "password-column"
        case .specialCategory: "special-category"
        case .nationalIdentifier: "national-identifier"
        case .needless: "needless"
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
        case .needless:
            (
                "Photographs, measures of the body, dates and places of birth, residence permits, grants and family are never kept: a match of "
                    + "skills and hours has no use for them.",
                "Photos, mensurations, date et lieu de naissance, titre de séjour, bourse et famille ne sont jamais gardés : une "
                    + "affectation selon compétences et horaires n’en a que faire."
            )
        }
    }

    private static let passwordWords: Set<String> = ["password", "passwords", "passwd", "pwd", "mdp", "passcode", "passphrase"]
    private static let passwordPhrases = ["motdepasse", "password"]
    private static let identifierWords: Set<String> = ["ine", "nir", "ssn", "nss"]
    private static let identifierPhrases = [
        "securitesociale", "socialsecurity", "nationalstudentnumber", "identifiantnational", "nationalinsurance", "socialinsurance",
        "sozialversicherung", "seguridadsocial", "numerosecu", "numerodesecu", "numsecu", "cartevitale",
    ]
}
