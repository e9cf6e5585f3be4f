import Matching

extension StandingReason {
    var sentence: Sentence {
        switch self {
        case .teamPinned:
            Sentence(
                en: "The team’s case was settled before the run.", fr: "Le cas de l’équipe a été décidé avant le calcul.")
        case .teamRefuses:
            Sentence(
                en: "The team would not take the case: its ranking leaves it out.",
                fr: "L’équipe ne prendrait pas le cas : son classement l’omet.")
        case .teamContent:
            Sentence(
                en: "The team would not rather have the case: it has one that it likes at least as much.",
                fr: "L’équipe n’aimerait pas mieux ce cas : elle en a un qui lui plaît au moins autant.")
        case .caseContent:
            Sentence(
                en:
                    "The case would not rather have the team: its places are taken by teams that it likes at least as much, or that are pinned to it.",
                fr: "Le cas n’aimerait pas mieux cette équipe : ses places sont prises par des équipes qui lui plaisent "
                    + "au moins autant, ou qui y sont fixées.")
        case .companyContent:
            Sentence(
                en: "The company would not rather have the team: it has all the teams it takes, and likes them at least as much, "
                    + "or they are pinned.",
                fr: "L’entreprise n’aimerait pas mieux cette équipe : elle a toutes celles qu’elle prend, "
                    + "et elles lui plaisent au moins autant ou sont fixées.")
        }
    }
}

extension Sentence {
    /// Of a case that runs with so many teams or not at all.
    static func doesNotRun(_ minimum: Int32) -> Sentence {
        Sentence(
            en: "The case runs with at least \(minimum) \(minimum == 1 ? "team" : "teams") or not at all, and in this run it does not.",
            fr: "Le cas n’a lieu qu’avec au moins \(minimum) équipe\(minimum == 1 ? "" : "s"), et dans ce calcul il n’a pas lieu.")
    }
}

extension FairnessReason {
    /// As the API names it.
    var code: String {
        switch self {
        case .teamPinned: "team-pinned"
        case .noPlace: "no-place"
        case .fewerPlaced: "fewer-placed"
        case .lessFair: "less-fair"
        case .asFair: "as-fair"
        }
    }

    var sentence: Sentence {
        switch self {
        case .teamPinned: StandingReason.teamPinned.sentence
        case .noPlace:
            Sentence(
                en: "The case, or its company, has no place left: teams pinned by hand, or other rounds, have them all.",
                fr:
                    "Le cas, ou son entreprise, n’a plus de place\u{A0}: des équipes fixées à la main, ou d’autres sessions, les ont toutes."
            )
        case .fewerPlaced:
            Sentence(
                en: "With this match fewer teams would have a case, however the others are placed.",
                fr: "Avec cette affectation, moins d’équipes auraient un cas, quelle que soit la place des autres.")
        case .lessFair(let rank, .rank):
            Sentence(
                en:
                    "With this match fewer teams would have a case, or, from the worst-served up, more would share a place from \(rank + 1) "
                    + "on of their ranking, however the others are placed.",
                fr:
                    "Avec cette affectation, moins d’équipes auraient un cas, ou, en partant des moins bien servies, davantage partageraient "
                    + "un rang à partir du \(rank + 1)\(rank == 0 ? "er" : "e") de leur classement, quelle que soit la place des autres.")
        case .lessFair(let level, .fit):
            Sentence(
                en: "With this match fewer teams would have a case, or, from the worst-served up, more would share a fit of \(level) or "
                    + "less, however the others are placed.",
                fr:
                    "Avec cette affectation, moins d’équipes auraient un cas, ou, en partant des moins bien servies, davantage partageraient "
                    + "une adéquation de \(level) ou moins, quelle que soit la place des autres.")
        case .asFair:
            Sentence(
                en: "The proof does not rule this match out: another assignment may be just as fair with it.",
                fr: "La preuve n’exclut pas cette affectation : une autre répartition peut être aussi équitable avec elle.")
        }
    }
}
