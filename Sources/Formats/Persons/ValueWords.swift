/// A state, a kind or another word of few choices as people read it. Roles, purposes and policies are typed as they are shown; what has no
/// French name stays as it is.
package enum ValueWords {
    package static func called(_ value: String, isFrench: Bool) -> String { isFrench ? french[value] ?? value : value }

    private static let french: [String: String] = [
        "draft": "brouillon", "submitted": "soumis", "returned": "renvoyé", "accepted": "accepté", "published": "publié",
        "matched": "attribué",
        "running": "en cours", "closed": "clos", "withdrawn": "retiré", "superseded": "remplacé", "open": "ouvert", "expired": "expiré",
        "revoked": "révoqué", "live": "en vigueur", "ended": "terminé", "stored": "enregistré", "undone": "annulé", "pinned": "fixé",
        "pin": "fixer", "ban": "exclure", "conflict": "conflit d’intérêts", "veto": "déclinée par l’entreprise",
        "must": "exigé", "should": "souhaité", "nice": "apprécié", "done": "fait", "denied": "interdit", "refused": "refusé",
        "talent-pool": "vivier de talents", "case-company": "entreprise du cas", "student": "étudiant", "search": "recherche",
        "view": "consultation", "match": "parmi les affectations", "follow": "début du suivi", "export": "export", "prospect": "suivi",
        "operator": "opérateur", "service": "le service", "school-admin": "administration",
        "consent": "consentement", "contract": "contrat", "legal-obligation": "obligation légale",
        "public-task": "mission d’intérêt public",
        "legitimate-interests": "intérêts légitimes", "given": "donné", "renewed": "renouvelé", "recorded": "consigné",
        "changed": "modifié",
        "erased": "effacé", "spotted": "repéré", "contacted": "contacté", "met": "rencontré", "offer": "offre", "hired": "recruté",
        "declined": "décliné", "name": "nom", "graduation": "diplôme", "-graduation": "diplôme, le plus tardif d’abord", "level": "niveau",
        "email": "courriel", "programme": "programme", "languages": "langues", "city": "ville", "hours": "disponibilités",
        "yes": "oui", "unknown": "inconnu", "school": "école", "self": "soi-même", "company": "entreprise", "peer": "pair",
        "narrower": "plus précise", "broader": "plus générale", "sibling": "voisine",
    ]

    /// The free hours of a week with the days as the language has them; both are read.
    package static func spelled(_ week: WeekGrid, isFrench: Bool) -> String {
        guard isFrench else { return week.description }
        return zip(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ["lun", "mar", "mer", "jeu", "ven", "sam", "dim"]).reduce(
            week.description
        ) { $0.replacing($1.0, with: $1.1) }
    }
}
