import API
import Formats
import Foundation
import Vivier

/// Why a team and a case fit as they do, for the team's members.
struct PairWords {
    var pair: Explanation
    /// Whose case it is, where nothing else on the page says so.
    var company: HTML?
    var say: Words

    var html: HTML {
        let failed = pair.gates.filter { !$0.passed }
        let why: HTML =
            failed.isEmpty
            ? "<p>\(sentence)</p>\(pair.standing.map { "<p>\($0.message)</p>" as HTML })"
            : "<p>\(say("This case was out of reach:", "Ce cas était hors d’atteinte\u{A0}:"))</p><ul>\(failed.map { "<li>\($0.message)</li>" as HTML })</ul>\(openings)"
        return """
            <section class="card" aria-labelledby="pair"><h2 id="pair">\(pair.matched ? say("Why this case", "Pourquoi ce cas") : say("Why not “\(pair.caseTitle)”", "Pourquoi pas «\u{A0}\(pair.caseTitle)\u{A0}»"))</h2>
            \(company.map { "<p class=\"soft\">\($0)</p>\n" as HTML })\(why)\(figures)\(skills)\(weeks)</section>

            """
    }

    /// What of the team's own would have changed it.
    private var openings: HTML? {
        guard !pair.openings.isEmpty else { return nil }
        return """
            <p>\(say("What would have put it within reach:", "Ce qui l’aurait mis à portée\u{A0}:"))</p><ul>\(pair.openings.map { "<li>\($0)</li>" as HTML })</ul>
            """
    }

    private var sentence: String {
        pair.matched
            ? matched
            : say("Your team could have done it.", "Votre équipe aurait pu le faire.") + " " + unmatched
    }

    /// By the rule of the run.
    private var matched: String {
        switch pair.policy {
        case "stable":
            say(
                "With this match no team and no case would both rather have each other than what they have: that is the rule of the round, and the proof is published.",
                "Avec cette affectation, aucune équipe et aucun cas ne se préféreraient tous deux à ce qu’ils ont\u{A0}: c’est la règle de la session, et la preuve est publiée."
            )
        case "fairest":
            say(
                "As many teams as possible have a case, and the worst-served fare as well as they can, then the next: that is the rule of the round, and the proof is published.",
                "Le plus d’équipes possible ont un cas, et les moins bien servies le sont aussi bien que possible, puis les suivantes\u{A0}: c’est la règle de la session, et la preuve est publiée."
            )
        default:
            say(
                "Of all ways to place the teams, one with this match is best by the rules of the round; the proof is published.",
                "De toutes les façons de placer les équipes, une avec cette affectation est la meilleure selon les règles de la session\u{A0}; la preuve est publiée."
            )
        }
    }

    private var unmatched: String {
        switch pair.policy {
        case "stable":
            say(
                "This round goes by what teams and cases would rather have, not by the total.",
                "Cette session suit ce que préfèrent équipes et cas, non le total.")
        case "fairest":
            say(
                "This round places as many teams as it can, and then looks to the worst-served first.",
                "Cette session place le plus d’équipes possible, puis regarde d’abord les moins bien servies.")
        default:
            say(
                "The places went to where, by the rules of the round, they serve all teams together best.",
                "Les places sont allées là où, selon les règles de la session, elles servent le mieux l’ensemble des équipes.")
        }
    }

    private var figures: HTML {
        Pieces.figures([
            (say("fit", "adéquation"), say.fit(pair.fit)), (say("skills", "compétences"), say.fit(pair.skillFit)),
            (say("time", "temps"), say.fit(pair.timeFit)),
        ])
    }

    private var skills: HTML? {
        guard !pair.skills.isEmpty else { return nil }
        return Listing<Explanation.SkillPart>(
            caption: say("Skills that the case asks for", "Compétences que le cas demande"),
            columns: [
                .init(title: say("Skill", "Compétence")) { "\($0.skill)" },
                .init(title: say("Asked for", "Demandé")) { part in
                    "\(say.level(part.neededLevel)), \(CaseContent.Importance(rawValue: part.importance).map(say.importance) ?? part.importance)"
                },
                .init(title: say("In your team", "Dans votre équipe")) { part in
                    guard part.foundLevel > 0 else { return "\(say("nobody", "personne"))" }
                    return "\(say.level(part.foundLevel))\(nearness(part).map { "<br><span class=\"soft small\">\($0)</span>" as HTML })"
                },
            ], rows: pair.skills
        ).html
    }

    /// Through which other skill, and what that counts for.
    private func nearness(_ part: Explanation.SkillPart) -> String? {
        guard let through = part.through else { return nil }
        let relation =
            switch part.relation {
            case "narrower": say("narrower", "plus précise")
            case "broader": say("broader", "plus générale")
            default: say("a neighbour", "voisine")
            }
        let share =
            switch part.worth {
            case 25: say("a quarter", "un quart")
            case 50: say("half", "la moitié")
            case 75: say("three quarters", "trois quarts")
            default: "\(part.worth)\u{A0}%"
            }
        return say("through \(through), \(relation): counts for \(share)", "par \(through), \(relation)\u{A0}: compte pour \(share)")
    }

    private var weeks: HTML? {
        let short = pair.weeks.filter { $0.commonHalfHours < $0.neededHalfHours }
        guard !pair.weeks.isEmpty else { return nil }
        guard !short.isEmpty else {
            return
                "<p class=\"soft\">\(say("Your team shares enough free time in every week.", "Votre équipe partage assez de temps libre chaque semaine."))</p>"
        }
        return Listing<Explanation.WeekPart>(
            caption: say("Weeks with too little common time", "Semaines où le temps commun manque"),
            columns: [
                .init(title: say("Week", "Semaine")) { "\(say.week(of: $0.week))" },
                .init(title: say("Common hours", "Heures communes"), isNumber: true) { "\(say.hours(halfHours: $0.commonHalfHours))" },
                .init(title: say("Needed", "Nécessaires"), isNumber: true) { "\(say.hours(halfHours: $0.neededHalfHours))" },
            ], rows: short
        ).html
    }
}

extension Words {
    /// `3.5`, `3,5`.
    func hours(halfHours: Int) -> String {
        halfHours % 2 == 0 ? number(halfHours / 2) : "\(halfHours / 2)\(language == .french ? "," : ".")5"
    }

    /// `week of 15 February`, of its Monday as the API writes it.
    func week(of monday: String) -> String {
        guard let monday = Day(monday) else { return monday }
        let text = Date(timeIntervalSince1970: TimeInterval(monday.daysSinceEpoch) * 86_400).formatted(
            Date.FormatStyle(locale: Locale(identifier: language == .french ? "fr_FR" : "en_GB"), timeZone: .gmt).day().month(.wide))
        return self("week of \(text)", "semaine du \(text)")
    }
}
