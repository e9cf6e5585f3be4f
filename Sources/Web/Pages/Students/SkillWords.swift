import Vivier

/// Levels, sources and looks as people say them.
enum SkillWords {
    static func level(_ level: Int) -> Sentence {
        switch level {
        case 1: Sentence(en: "notions", fr: "notions")
        case 2: Sentence(en: "practice", fr: "pratique")
        case 3: Sentence(en: "autonomy", fr: "autonomie")
        default: Sentence(en: "expertise", fr: "expertise")
        }
    }

    static func source(_ source: String) -> Sentence {
        switch source {
        case "self": Sentence(en: "the student", fr: "l’étudiant")
        case "company": Sentence(en: "a company", fr: "une entreprise")
        case "peer": Sentence(en: "a team-mate", fr: "un pair")
        default: Sentence(en: "the school", fr: "l’école")
        }
    }

    /// What a company did when it looked.
    static func look(_ kind: String) -> Sentence {
        switch kind {
        case "search": Sentence(en: "found in a search", fr: "trouvé par une recherche")
        case "export": Sentence(en: "took along in a file", fr: "emporté dans un fichier")
        case "prospect": Sentence(en: "seen among its prospects", fr: "vu parmi ses candidats suivis")
        case "match": Sentence(en: "seen among its matches", fr: "vu parmi ses affectations")
        case "follow": Sentence(en: "began to follow as a prospect", fr: "début du suivi comme candidat")
        default: Sentence(en: "opened the profile", fr: "profil ouvert")
        }
    }
}
