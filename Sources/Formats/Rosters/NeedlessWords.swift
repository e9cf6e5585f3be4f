/// Words that speak of what belongs to a person and not to a match of skills and hours, folded as ``HeaderName`` folds them: a column that bears one is
/// ignored like any that is unknown, since real rosters carry it, and is kept under no name. What also means something harmless stands as a phrase or
/// a whole name: `taille` is a height, `taille de l’équipe` is none; a grant is a `bourse`, `Bourse et marchés` is a course; a name at birth is a name.
enum NeedlessWords {
    static let words: Set<String> = [
        "photo", "photos", "photographs", "foto", "fotos", "portrait", "portraits", "trombinoscope", "picture", "pictures", "headshot",
        "selfie",
        "avatar", "lichtbild", "passbild",
        "birth", "birthdate", "birthday", "birthplace", "dob", "ddn", "anniversaire", "geburtsdatum", "geburtstag", "geburtsort",
        "geburtsname",
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
}
