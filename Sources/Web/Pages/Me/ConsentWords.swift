import API
import Vivier

/// What a student agrees to, in plain words. Whoever changes what a text means gives it a new version: the ledger keeps which one was read.
enum ConsentWords {
    static let version = "2026-11"

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
                    "Every company here sees my name, my school and my skills when it looks for people, and may follow me as a candidate.",
                    "Toute entreprise inscrite ici voit mon nom, mon école et mes compétences quand elle cherche des personnes, et peut me suivre comme candidat·e."
                )
                : say(
                    "This company sees my name, my school and my skills when it looks for people, and may follow me as a candidate.",
                    "Cette entreprise voit mon nom, mon école et mes compétences quand elle cherche des personnes, et peut me suivre comme candidat·e."
                )
        case .caseCompany:
            say(
                "The company whose case my team works on learns who is in the team: my name, and what is ticked below.",
                "L’entreprise dont mon équipe traite le cas apprend qui est dans l’équipe : mon nom, et ce qui est coché ci-dessous.")
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

    static func kind(_ kind: String, _ say: Words) -> String {
        switch kind {
        case "search": say("found you in a search", "vous a trouvé·e dans une recherche")
        case "view": say("looked at your page", "a regardé votre fiche")
        case "export": say("took you into a file", "vous a pris·e dans un fichier")
        case "prospect": say("follows you as a candidate", "vous suit comme candidat·e")
        default: kind
        }
    }
}
