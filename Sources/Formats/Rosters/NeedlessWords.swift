/// Words that speak of what belongs to a person and not to a match of skills and hours, folded as ``HeaderName`` folds them: a column that bears one is
/// ignored like any that is unknown, since real rosters carry it, and is kept under no name. What also means something harmless stands as a phrase or
/// a whole name: `taille` is a height, `taille de l’équipe` is none; a grant is a `bourse`, `Bourse et marchés` is a course; a name at birth is a name.
enum NeedlessWords {
    static let words: Set<String> = [
        "photo", "photos", "photographs", "foto", "fotos", "portrait", "portraits", "trombinoscope", "picture", "pictures", "headshot",
        "selfie",
        "avatar", "lichtbild", "passbild",
        "birth", "birthdate", "birthday", "birthplace", "dob", "ddn", "anniversaire", "geburtsdatum", "geburtstag", "geburtsort",
        "nacimiento",
        "boursier", "boursiers", "boursiere", "boursieres", "scholarship", "scholarships", "crous", "stipendium", "stipendiat", "beca",
        "becas",
        "becario", "becaria", "bafog", "bafoeg",
    ]
    static let phrases = [
        "datedenaissance", "datenaissance", "lieudenaissance", "lieunaissance", "villedenaissance", "villenaissance", "communedenaissance",
        "communenaissance", "departementdenaissance", "departementnaissance", "anneedenaissance", "anneenaissance", "dateofbirth",
        "placeofbirth", "cityofbirth",
        "titredesejour", "titresejour", "titresdesejour", "cartedesejour", "cartesejour", "permisdesejour", "residencepermit",
        "residentpermit", "workpermit", "visatype", "visastatus", "typedevisa", "statutvisa", "aufenthaltstitel", "aufenthaltserlaubnis",
        "permisoderesidencia",
        "echelonbourse", "echelondebourse", "boursesurcriteres", "bourseechelon", "boursedetat", "statutboursier", "financialaid",
        "pellgrant",
        "freelunch", "quotientfamilial",
        "nombredenfants", "nbenfants", "numberofchildren", "professiondesparents", "professionparents", "professiondupere",
        "professionpere",
        "professiondelamere", "professionmere", "parentsoccupation", "mothername", "fathername", "nomdelamere", "nomdupere",
    ]
    /// The whole name of a column.
    static let names: Set<String> = [
        "poids", "poidskg", "poidsenkg", "weight", "weightkg", "weightlbs", "bodyweight", "gewicht", "peso", "corpulence",
        "taille", "taillecm", "tailleencm", "tailleenm", "tailledeletudiant", "height", "heightcm", "heightincm", "bodyheight",
        "korpergrosse", "estatura",
        "naissance", "nee", "neele", "neeele", "nele", "born", "bornon", "visa", "visas", "bourse", "bourses", "csp", "pcs",
    ]
    /// Names at birth, as their words are: `birth` and `nacimiento` speak of a day and a place elsewhere. A name is no category of GDPR article 9.
    private static let namesAtBirth = [
        "birth name", "birth names", "birth family name", "birth last name", "birth surname", "name at birth", "names at birth",
        "surname at birth", "nombre de nacimiento", "apellido de nacimiento", "apellidos de nacimiento",
    ]

    /// What is left to be looked at of a column's name once names at birth are taken from it: of `Birth name` nothing, of `Birth name and day of
    /// birth` the day.
    static func besidesNamesAtBirth(_ name: String) -> String {
        let words = " " + HeaderName.words(name).joined(separator: " ") + " "
        let rest = namesAtBirth.reduce(words) { $0.replacing(" \($1) ", with: " ") }
        return rest == words ? name : rest
    }
}
