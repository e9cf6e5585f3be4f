import API
import Vivier

/// From case to hire: a bar a step, and on each way down how many days it took in the median. Cases are measured by cases, people by people.
struct FunnelPicture {
    var funnel: HiringFunnel

    /// So narrow that its letters are still read where a telephone shows the whole of it.
    private static let (width, line, bar) = (320, 78, 22)

    func html(_ say: Words) -> HTML {
        let most = Dictionary(grouping: funnel.steps, by: \.kind.isOfPeople).mapValues { max(1, $0.map(\.count).max() ?? 1) }
        let room = Self.width
        let drawing = funnel.steps.enumerated().map { index, step -> HTML in
            let y = index * Self.line
            let reach = step.count == 0 ? 0 : max(4, step.count * room / (most[step.kind.isOfPeople] ?? 1))
            let days: HTML =
                index == 0
                ? ""
                : "<text class=\"soft\" x=\"0\" y=\"\(y - 4)\">↓ \(step.medianDays.map { say.count($0, ("day", "days"), ("jour", "jours")) } ?? say("no figure yet", "pas encore de chiffre"))</text>"
            return """
                \(days)<text x="0" y="\(y + 18)">\(say(step.kind.inWords))</text>\
                <text x="\(Self.width)" y="\(y + 18)" text-anchor="end">\(step.kind.counted(step.count, say))</text>\
                <rect class="ground" x="0" y="\(y + 26)" width="\(room)" height="\(Self.bar)" rx="4"/>\
                <rect class="bar" x="0" y="\(y + 26)" width="\(reach)" height="\(Self.bar)" rx="4"/>

                """
        }
        let words = funnel.steps.map { say.pair(say($0.kind.inWords), say.number($0.count)) }.joined(separator: say("; ", " ; "))
        let picture = Picture(
            id: "funnel", title: say("From case to hire", "Du cas à l’embauche"), description: words, width: Self.width,
            height: funnel.steps.count * Self.line - 26,
            caption: say(
                "Between two bars: the median number of days from one step to the next. Cases and people have a scale each.",
                "Entre deux barres : le nombre médian de jours d’une étape à la suivante. Cas et personnes ont chacun leur échelle."),
            columns: [say("Step", "Étape"), say("Count", "Nombre"), say("Median days", "Jours, médiane")],
            rows: funnel.steps.map { [say($0.kind.inWords), $0.kind.counted($0.count, say), $0.medianDays.map { say.number($0) } ?? "–"] }
        ).html(say, "\(drawing)")
        return "<div class=\"funnel\">\(picture)</div>\n"
    }
}

extension HiringFunnel.Kind {
    /// Cases first, then people: what is counted is said with each number.
    func counted(_ count: Int, _ say: Words) -> String {
        switch self {
        case .case, .match: say.count(count, ("case", "cases"), ("cas", "cas"))
        case .prospect, .hire: say.count(count, ("person", "people"), ("personne", "personnes"))
        }
    }

    var isOfPeople: Bool { self == .prospect || self == .hire }

    var inWords: Sentence {
        switch self {
        case .case: Sentence(en: "Cases published so far", fr: "Cas publiés à ce jour")
        case .match: Sentence(en: "Had a team so far", fr: "Ont eu une équipe à ce jour")
        case .prospect: Sentence(en: "Students followed", fr: "Étudiants suivis")
        case .hire: Sentence(en: "Hired", fr: "Embauchés")
        }
    }
}
