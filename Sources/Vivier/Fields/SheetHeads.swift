/// What people read above the columns of files about persons and matches.
enum SheetHeads {
    /// A column without words of its own says the same to everybody.
    ///
    /// - Parameter program: what programs know the column by.
    static func head(_ program: String) -> SheetForm.Head {
        let words = words[program]
        return (program, words?.en ?? program, words?.fr ?? program)
    }

    private static let words: [String: (en: String, fr: String)] = [
        "id": ("Id", "Identifiant"), "family_name": ("Family name", "Nom"), "given_name": ("Given name", "Prénom"),
        "school": ("School", "École"), "email": ("E-mail", "Adresse électronique"), "programme": ("Programme", "Programme"),
        "graduation": ("Graduation", "Diplôme"), "languages": ("Languages", "Langues"), "city": ("City", "Ville"),
        "hours_per_week": ("Hours a week", "Heures par semaine"), "skills": ("Skills", "Compétences"), "stage": ("Stage", "Étape"),
        "next_action": ("Next action", "Prochaine action"), "next_on": ("On", "Le"), "note": ("Note", "Note"),
        "added": ("Added", "Ajouté"), "changed": ("Changed", "Modifié"), "round": ("Round", "Session"),
        "published": ("Published", "Publié"), "case": ("Case (id)", "Cas (identifiant)"), "title": ("Case", "Cas"),
        "consent_until": ("Consent until", "Consentement jusqu’au"),
        "consent_fields": ("Agreed to be shown", "Accord pour montrer"), "consent_scope": ("Consent scope", "Portée du consentement"),
        "team": ("Team (id)", "Équipe (identifiant)"), "name": ("Team", "Équipe"), "fit": ("Fit", "Adéquation"),
    ]
}
