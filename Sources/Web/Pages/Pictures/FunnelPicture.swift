import API
import Vivier

/// From case to hire: a bar a step, and on each way down how many days it took in the median.
struct FunnelPicture {
    var funnel: HiringFunnel

    private static let (width, line, bar, left) = (640, 62, 34, 150)

    func html(_ say: Words) -> HTML {
        let most = max(1, funnel.steps.map(\.count).max() ?? 1)
        let room = Self.width - Self.left - 70
        let drawing = funnel.steps.enumerated().map { index, step -> HTML in
            let y = index * Self.line
            let reach = step.count == 0 ? 2 : max(4, step.count * room / most)
            let days: HTML =
                index == 0
                ? ""
                : "<text class=\"soft\" x=\"\(Self.left)\" y=\"\(y - 10)\">↓ \(step.medianDays.map { say.count($0, ("day", "days"), ("jour", "jours")) } ?? say("no figure yet", "pas encore de chiffre"))</text>"
            return """
                \(days)<text x="\(Self.left - 12)" y="\(y + 22)" text-anchor="end">\(say(step.kind.inWords))</text>\
                <rect class="ground" x="\(Self.left)" y="\(y)" width="\(room)" height="\(Self.bar)" rx="4"/>\
                <rect class="bar" x="\(Self.left)" y="\(y)" width="\(reach)" height="\(Self.bar)" rx="4"/>\
                <text x="\(Self.width - 60)" y="\(y + 22)">\(say.number(step.count))</text>

                """
        }
        let words = funnel.steps.map { say.pair(say($0.kind.inWords), say.number($0.count)) }.joined(separator: say("; ", " ; "))
        let picture = Picture(
            id: "funnel", title: say("From case to hire", "Du cas à l’embauche"), description: words, width: Self.width,
            height: funnel.steps.count * Self.line - 20,
            caption: say(
                "Between two bars: the median number of days from one step to the next.",
                "Entre deux barres : le nombre médian de jours d’une étape à la suivante."),
            columns: [say("Step", "Étape"), say("Count", "Nombre"), say("Median days", "Jours, médiane")],
            rows: funnel.steps.map { [say($0.kind.inWords), say.number($0.count), $0.medianDays.map { say.number($0) } ?? "–"] }
        ).html(say, "\(drawing)")
        return "<div class=\"funnel\">\(picture)</div>\n"
    }
}

extension HiringFunnel.Kind {
    var inWords: Sentence {
        switch self {
        case .case: Sentence(en: "Cases published", fr: "Cas publiés")
        case .match: Sentence(en: "With a team", fr: "Avec une équipe")
        case .prospect: Sentence(en: "Students followed", fr: "Étudiants suivis")
        case .hire: Sentence(en: "Hired", fr: "Embauchés")
        }
    }
}
