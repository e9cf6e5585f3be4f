import Foundation

/// The language of what this command says of itself: the flag's, else the environment's. Known before the flags are parsed, so that
/// every sentence can ask.
let spoken: SpokenLanguage = {
    let words = CommandLine.arguments
    for (word, next) in zip(words, words.dropFirst() + [""]) {
        if word == "--language" { return SpokenLanguage.chosen(SpokenLanguage(rawValue: next)) }
        if word.hasPrefix("--language=") { return SpokenLanguage.chosen(SpokenLanguage(rawValue: String(word.dropFirst(11)))) }
    }
    return SpokenLanguage.chosen(nil)
}()

/// A sentence of the command's own, in the user's language.
func said(_ english: @autoclosure () -> String, _ french: @autoclosure () -> String) -> String {
    spoken == .fr ? french() : english()
}

/// `1 team`, `2 teams`; French counts 0 as one.
func counted(_ count: Int, _ one: String, _ many: String, _ un: String, _ plusieurs: String) -> String {
    said("\(count) \(count == 1 ? one : many)", "\(count) \(count < 2 ? un : plusieurs)")
}

/// `1 team placed`, `2 teams placed`.
func placedTeams(_ count: Int) -> String { counted(count, "team placed", "teams placed", "équipe placée", "équipes placées") }

/// Half-hours as hours: `3.5`, in French `3,5`.
func hours(_ halfHours: Int) -> String { halfHours.isMultiple(of: 2) ? "\(halfHours / 2)" : "\(halfHours / 2)\(said(".", ","))5" }

/// A line `name: value` on standard output, the name in the user's language.
func line(_ name: String, _ value: some CustomStringConvertible) {
    print(said("\(name): \(value)", "\(named(name))\u{A0}: \(value)"))
}

/// What a column or a field is called, in the user's language.
func named(_ name: String) -> String {
    guard spoken == .fr else { return name }
    assert(frenchNames[name] != nil, "\(name) has no French name")
    return frenchNames[name] ?? name
}

/// Of every column and field that a command shows.
private let frenchNames: [String: String] = [
    "certificate": "certificat", "free together": "libres ensemble", "month": "mois", "nearest case": "cas le plus proche",
    "possible cases": "cas possibles", "published at": "publié le", "run at": "calculé le", "second": "second",
    "settled before": "décidé avant", "without a team": "sans équipe",
    "action": "action", "card": "carte", "tie": "égalité", "policy": "politique", "rule": "règle", "run": "calcul",
    "total fit": "adéquation totale",
    "brings": "apporte", "mark": "mention", "first": "d’abord", "number": "numéro", "months": "mois", "asked before": "question avant",
    "legal basis": "base légale",
    "event": "événement", "sha256": "sha256", "fields": "champs", "entries": "écritures",
    "last": "dernière",
    "levels": "niveaux", "now": "maintenant", "day that differs": "jour à part",
    "levels and time": "niveaux et temps", "at": "le",
    "available": "disponible", "browser": "navigateur", "by": "par", "capacity": "capacité", "cards": "cartes", "case": "cas",
    "cases": "cas", "choice": "choix", "changed": "changés", "city": "ville", "code": "code", "cohort": "promotion",
    "companies": "entreprises",
    "company": "entreprise", "credit": "crédit", "e-mail": "courriel", "English label": "libellé anglais",
    "excluded": "exclu", "expires": "expire",
    "file": "fichier", "first by": "en premier par", "fit": "adéquation", "fit lost": "adéquation perdue", "for": "pour", "found": "trouvé",
    "found as": "trouvé par",
    "French label": "libellé français",
    "from": "du", "given": "donné", "graduation": "diplôme", "hours": "heures", "hours a week": "heures par semaine",
    "id": "id", "import": "import", "importance": "importance", "issued by": "émis par", "kept": "laissé", "key": "clé", "kind": "genre",
    "minimum": "minimum", "lowest fit": "adéquation la plus basse", "label": "étiquette",
    "languages": "langues", "last use": "dernière utilisation", "may": "peut", "member": "membre", "mean fit": "adéquation moyenne",
    "members": "membres", "missing": "manque", "team id": "id de l’équipe", "case id": "id du cas",
    "moved": "déplacées", "name": "nom", "note": "note",
    "needed": "demandé",
    "new": "nouveaux", "next": "prochaine action", "on": "pour le", "object": "objet", "open": "ouverte", "organisation": "organisation",
    "outcome": "issue", "place": "rang",
    "placed": "placées",
    "places": "places", "points": "points", "programme": "programme", "purpose": "finalité", "query": "requête", "ranked": "classés",
    "ranked by": "classé par", "rank": "rang", "reason": "raison", "request": "requête", "role": "rôle", "round": "session",
    "runs": "calculs",
    "school": "école", "seen": "vu", "sector": "secteur", "since": "depuis", "SIRET": "SIRET", "size": "taille", "skill": "compétence",
    "skill not in the referential": "compétence hors du référentiel", "skills": "compétences", "snapshot": "instantané", "stage": "étape",
    "state": "état", "student": "étudiant", "students": "étudiants", "team": "équipe", "teams": "équipes", "time": "temps", "to": "à",
    "title": "titre", "token expires": "le jeton expire", "UAI": "UAI", "unchanged": "inchangés", "until": "au", "uri": "uri",
    "vetoed": "écartés", "who": "qui", "why": "pourquoi", "window": "période", "worth": "valeur",
]
