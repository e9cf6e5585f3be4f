import API
import Vivier

/// What a student agrees to, in plain words. Whoever changes what a text means gives it a new version: the ledger keeps which one was read.
enum ConsentWords {
    static let version = "2026-11-28"

    static func title(_ purpose: Consent.Purpose, _ company: String?, _ say: Words) -> String {
        switch (purpose, company) {
        case (.talentPool, nil): say("Companies may find me", "Les entreprises peuvent me trouver")
        case (.talentPool, let company?): say("\(company) may find me", "\(company) peut me trouver")
        case (.caseCompany, nil): say("The company of our case may know me", "L’entreprise de notre cas peut me connaître")
        case (.caseCompany, let company?): say("\(company) may know me", "\(company) peut me connaître")
        }
    }

    static func text(_ purpose: Consent.Purpose, _ company: String?, _ say: Words) -> String {
        switch purpose {
        case .talentPool:
            company == nil
                ? say(
                    "Every company here sees my name, my school and my skills when it looks for people, and may follow me as a candidate. It does not learn which team I am in.",
                    "Toute entreprise inscrite ici voit mon nom, mon école et mes compétences quand elle cherche des personnes, et peut me suivre comme candidat·e. Elle n’apprend pas dans quelle équipe je suis."
                )
                : say(
                    "This company sees my name, my school and my skills when it looks for people, and may follow me as a candidate. It does not learn which team I am in.",
                    "Cette entreprise voit mon nom, mon école et mes compétences quand elle cherche des personnes, et peut me suivre comme candidat·e. Elle n’apprend pas dans quelle équipe je suis."
                )
        case .caseCompany:
            say(
                "The company whose case my team works on learns who is in the team: my name, and what is ticked below. Without this yes it does not, whatever I agree to above.",
                "L’entreprise dont mon équipe traite le cas apprend qui est dans l’équipe\u{A0}: mon nom, et ce qui est coché ci-dessous. Sans ce oui, elle ne l’apprend pas, quoi que j’accepte au-dessus."
            )
        }
    }

    /// What a yes shows whatever is ticked.
    static func always(_ purpose: Consent.Purpose, _ say: Words) -> [String] {
        switch purpose {
        case .talentPool: [say("my name", "mon nom"), say("my school", "mon école"), say("my skills", "mes compétences")]
        case .caseCompany: [say("my name", "mon nom")]
        }
    }

    static func field(_ field: Consent.Field, _ say: Words) -> String {
        switch field {
        case .email: say("my e-mail address", "mon adresse électronique")
        case .programme: say("my programme", "mon programme")
        case .graduation: say("when I graduate", "quand je suis diplômé·e")
        case .languages: say("my languages", "mes langues")
        case .city: say("my city", "ma ville")
        case .hours: say("my hours a week and days", "mes heures par semaine et mes dates")
        }
    }

    /// Every way in which a company comes to see somebody.
    static let kinds = ["view", "search", "prospect", "match", "follow", "export"]

    static func kind(_ kind: String, _ say: Words) -> String {
        switch kind {
        case "search": say("found you in a search", "vous a trouvé·e dans une recherche")
        case "view": say("looked at your page", "a regardé votre fiche")
        case "export": say("took you into a file", "vous a pris·e dans un fichier")
        case "prospect": say("saw you among the candidates it follows", "vous a vu·e dans sa liste de candidats suivis")
        case "match": say("saw you among its matches", "vous a vu·e dans ses affectations")
        case "follow": say("began to follow you as a candidate", "a commencé à vous suivre comme candidat·e")
        default: kind
        }
    }
}
