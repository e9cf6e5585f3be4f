/// Words that speak of what no roster may carry, folded as ``HeaderName`` folds them: French, English, German, Spanish.
enum SensitiveWords {
    /// A column that bears one refuses the file: nothing else is called so.
    static let category: Set<String> = [
        "gender", "genders", "genre", "genres", "sex", "sexe", "sexes", "sexual", "sexuelle", "pronoun", "pronouns", "pronom", "pronoms",
        "civilite",
        "civilites", "civility", "civilities", "ethnicity", "ethnicities", "ethnic", "ethnicite", "ethnie", "ethnies", "ethnique",
        "ethniques", "race", "racial", "hispanic", "religion", "religious", "religieux", "religieuse",
        "religieuses", "religions", "health", "sante", "medical", "disability", "disabilities", "disabled", "handicap", "handicaps",
        "handicape",
        "handicapee", "handicapes", "handicapees", "handicapped", "rqth", "syndicat",
        "biometric", "biometrics", "biometrical", "biometrie", "biometries", "biometrique", "biometriques", "biometria", "biometrisch",
        "genetic", "genetics", "genetical", "genetique", "genetiques", "genetik", "genetisch", "genetica", "genetico", "adn", "dna",
        "salutation", "mr", "mrs", "mme", "monsieur", "madame", "geschlecht", "genero", "maladie", "maladies", "illness", "croyance",
        "croyances", "croyant", "croyante", "croyants", "belief", "beliefs", "believer", "lgbt", "lgbtq", "allergy", "allergies",
        "allergie",
    ]
    /// Known at either end of a longer word too, as in `mygender` and `religionofstudent`. Of the long words only those with which no other
    /// word begins or ends: `pronounced`, `biomedical`, `syndication` and `generosity` speak of something else.
    static let categoryEnds = [
        "gender", "sexual", "sexuelle", "civilite", "civility", "ethnicity", "ethnicite", "ethnique", "ethnie", "racial", "hispanic",
        "religion", "religious", "religieux", "religieuse", "disability", "disabilities", "handicap", "biometric", "biometrics",
        "biometrie", "biometrique", "biometriques", "genetic", "genetics", "genetique", "genetiques", "geschlecht", "salutation",
        "maladie", "croyance", "croyances", "belief", "beliefs", "allergies",
    ]
    static let categoryPhrases = [
        "tradeunion", "opinionpolitique", "opinionspolitiques", "politicalopinion", "groupesanguin", "bloodtype", "bloodgroup",
        "appartenancesyndicale", "specialed", "alaskanative", "africanamerican",
        "pacificislander", "genderidentity", "identitedegenre", "identitegenre", "identidaddegenero", "religiousbelief", "ethnicorigin",
        "fingerprint", "empreintedigitale", "empreintesdigitales", "fingerabdruck", "huelladactilar", "huellasdactilares",
    ]

    /// A column that bears one is ignored like any that is unknown, and is kept under no name: it may mean something harmless, or a category
    /// of GDPR articles 9 and 10, nationality, origin or family, of which a match of skills and hours has no use.
    static let neverKept: Set<String> = [
        // Opinions and unions.
        "political", "politics", "politique", "politiques", "politisch", "politica", "politico", "parti", "partis", "partei", "partido",
        "vote", "electoral", "syndical", "syndicale", "gewerkschaft", "sindicato", "sindical",
        // Faith.
        "confession", "confessions", "konfession", "confesion", "foi", "faith", "glaube", "fe", "cult", "culte", "church", "eglise",
        "kirche",
        "kirchen", "kirchensteuer",
        "mosque",
        "mosquee", "islam", "muslim", "musulman", "musulmane", "jewish", "juif", "juive", "bapteme", "baptism", "ramadan", "temple",
        "synagogue", "religiose", "religios", "religiosa", "glaubensbekenntnis", "creencia", "creencias", "caste", "casta", "kaste",
        // Sexuality and sex.
        "orientation", "orientations", "orientacion", "orientierung", "sexuality", "sexualite", "sexualitat", "sexualidad", "sexo",
        "sexuel", "sexuell", "gay", "lesbian", "lesbienne", "trans", "transgender", "queer", "hetero", "homosexual", "male", "female",
        "homme", "femme", "masculin", "feminin", "mannlich", "weiblich", "hombre", "mujer", "masculino", "femenino", "anrede",
        // Origin.
        "origin", "origins", "origine", "origines", "origen", "herkunft", "nationality", "nationalities", "nationalite", "nationalites",
        "nationalitat", "nationalitaet", "nacionalidad", "citizenship", "citoyennete", "staatsangehorigkeit", "ciudadania", "rasse", "raza",
        "etnia", "hautfarbe", "skin", "migrant", "immigrant", "immigre", "refugee", "refugie", "immigration", "asile", "asylum", "apatride",
        "stateless", "ressortissant",
        "ressortissante", "ressortissants",
        // Health.
        "dyslexia", "dyslexie", "dyslexic", "dyslexique", "dys", "dyspraxie", "dyscalculie", "legasthenie", "dislexia", "tdah", "adhd",
        "tsa", "autism", "autisme", "autiste", "autismus", "autismo", "diagnosis", "diagnostic", "diagnose", "diagnostico", "medication",
        "medicament", "medicaments", "alergia", "alergias", "depression", "blood", "sang", "pregnant", "pregnancy",
        "enceinte", "grossesse", "schwanger", "embarazo", "gesundheit", "krankheit", "behinderung", "salud", "enfermedad", "discapacidad",
        "minusvalia", "invalidite", "impairment", "impairments", "malvoyant", "malvoyante", "malentendant", "malentendante", "wheelchair",
        "bmi", "disease", "disorder", "vaccin", "vaccination", "vaccine", "hiv", "vih",
        "pathologie", "pathologies", "pathology", "handi", "handis", "medecin", "diet", "dietary", "halal", "casher", "kosher", "pai",
        "amenagement", "amenagements", "tierstemps", "sanguin",
        "rhesus", "blutgruppe", "asthme", "imc", "mdph", "aah", "aesh", "ald", "iep", "ieps", "ehcp", "gevasco", "ebep",
        "schwerbehindert", "syndique", "syndiquee", "syndiques",
        // Offences.
        "criminal", "criminel", "criminelle", "crime", "crimes", "penal", "penale", "casier", "judiciaire", "conviction", "convictions",
        "condamnation", "condamnations", "vorstrafe", "vorstrafen", "strafregister", "antecedentes", "arrest", "offence", "offense",
        // Service and family.
        "veteran", "veterans", "marital", "matrimonial", "matrimoniale", "familienstand", "conjoint", "spouse",
    ]
    static let neverKeptPhrases = [
        "malefemale", "femalemale", "hommefemme", "femmehomme", "mannfrau", "etatcivil", "situationfamiliale", "paysdenaissance",
        "countryofbirth", "paysnaissance", "regimealimentaire", "mobilitereduite", "reducedmobility", "fauteuilroulant", "tierstemps",
        "couleurdepeau", "tempsmajore", "besoinsparticuliers", "besoinsspecifiques", "besoinsspeciaux", "specialneeds", "besoinseducatifs",
        "besoinparticulier", "besoinspecifique", "besoineducatif", "individualizededucation",
        "individualisededucation", "learningdifficult", "troubledapprentissage", "troublesdapprentissage", "troublesdesapprentissages",
        "forderbedarf", "foerderbedarf", "sexualorientation",
        "orientationsexuelle",
    ]
    /// As ``categoryEnds``: `reorientation`, `autodiagnostic`, `medecine` and `originality` speak of something else.
    static let neverKeptEnds = [
        "nationality", "nationalite", "nationalities", "nationalites", "citizenship", "sexuality", "sexualite", "behinderung", "krankheit",
        "gesundheit", "dyslexia", "dyslexie", "autisme", "pregnancy", "grossesse", "impairment", "wheelchair", "invalidite",
    ]
    /// The whole name of a column.
    static let neverKeptNames: Set<String> = ["sen", "ulis", "mf", "fm", "hf", "fh", "mw", "wm", "pmr"]

    /// What opens a door, and numbers of a state: kept under no name either, although other things are called so too.
    static let neverKeptSecrets: Set<String> = ["pass", "pin", "credential", "credentials"]
    static let neverKeptSecretPhrases = ["codedacces", "codeacces", "accesscode", "codepin", "pincode"]
    static let neverKeptNumbers: Set<String> = ["insee", "passport", "passeport", "reisepass", "iban", "secu", "cni", "dni", "agdref"]
    static let neverKeptNumberPhrases = ["cartedidentite", "carteidentite", "piecedidentite", "identitycard", "personalausweis"]
    static let neverKeptNumberNames: Set<String> = ["ins"]
}
