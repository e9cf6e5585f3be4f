import API
import Vivier

/// How far a cohort is ready: four bars with their numbers, each a way to those who are missing.
struct ReadinessBars {
    var readiness: CohortReadiness
    var say: Words

    var html: HTML {
        let parts = CohortReadiness.Part.allCases.map { part -> HTML in
            let there = readiness.count(part)
            let missing = readiness.students - there
            let percent = readiness.students == 0 ? 0 : there * 100 / readiness.students
            let path = "/desk/cohorts/\(readiness.cohort)?lacking=\(part.rawValue)#students"
            let rest: HTML =
                missing == 0
                ? "<span class=\"soft\">\(say("everybody", "tout le monde"))</span>"
                : HTML.link(say("\(say.number(missing)) missing", "\(say.number(missing)) en attente"), to: path)
            return """
                <li><span class="name">\(say(part.inWords))</span><span class="value">\(say.number(there))<small> / \(say.number(readiness.students))</small></span>\
                <svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">\
                <rect class="ground" width="100" height="4"/><rect class="bar" width="\(percent)" height="4"/></svg>\
                \(rest)</li>

                """
        }
        let label = say("Readiness of \(readiness.name)", "Préparation de \(readiness.name)")
        return "<ul class=\"readiness\" aria-label=\"\(label)\">\n\(parts)</ul>\n"
    }
}

extension CohortReadiness.Part {
    /// As people say it.
    var inWords: Sentence {
        switch self {
        case .profile: Sentence(en: "Skills and languages", fr: "Compétences et langues")
        case .availability: Sentence(en: "Free time", fr: "Disponibilités")
        case .consent: Sentence(en: "Seen by companies", fr: "Visibles des entreprises")
        case .team: Sentence(en: "In a team", fr: "Dans une équipe")
        }
    }

    /// Whom a list of those without it shows.
    var lacking: Sentence {
        switch self {
        case .profile: Sentence(en: "Without skills or languages", fr: "Sans compétences ou sans langues")
        case .availability: Sentence(en: "Without free time", fr: "Sans disponibilités")
        case .consent: Sentence(en: "Not seen by companies", fr: "Non visibles des entreprises")
        case .team: Sentence(en: "Without a team", fr: "Sans équipe")
        }
    }
}
