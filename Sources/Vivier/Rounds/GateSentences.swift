import Matching

/// What the positions of a problem are called, for sentences about it.
struct RoundNames {
    var skills: [String]
    var languages: [String]
    var places: [String]
    var schools: [String]

    static let levels = ["A1", "A2", "B1", "B2", "C1", "C2"]

    static func level(_ level: Int32) -> String {
        (1...6).contains(level) ? levels[Int(level) - 1] : "–"
    }
}

extension GateFailure {
    /// Why the pair is excluded, in words that a teacher would use.
    ///
    /// - Parameters:
    ///   - skills: what the team brings for each need of the case, where it is known.
    ///   - declined: why the company declined the team, where it said so and the reader may know.
    func sentence(_ names: RoundNames, bringing skills: [SkillFinding] = [], declined: String? = nil) -> Sentence {
        switch self {
        case .language(let language, let needs, let has, _):
            let name = names.languages[Int(language)]
            let needed = RoundNames.level(needs)
            return has > 0
                ? Sentence(
                    en: "a member speaks \(name) at \(RoundNames.level(has)), the case needs \(needed)",
                    fr: "un membre parle \(name) au niveau \(RoundNames.level(has)), le cas demande \(needed)")
                : Sentence(
                    en: "a member does not speak \(name), the case needs \(needed)",
                    fr: "un membre ne parle pas \(name), le cas demande \(needed)")
        case .place(let place):
            let name = names.places[Int(place)]
            return Sentence(en: "nobody of the team lives at \(name)", fr: "personne de l’équipe n’habite à \(name)")
        case .teamSize(let members, let least, let most):
            return Sentence(
                en: "the team has \(members) members, the case takes \(least) to \(most)",
                fr: "l’équipe compte \(members) membres, le cas en demande de \(least) à \(most)")
        case .window(let weeks, let of, let least):
            return Sentence(
                en: "the team is there in \(weeks) of \(of) weeks, \(least) are needed",
                fr: "l’équipe est présente \(weeks) semaines sur \(of), il en faut \(least)")
        case .mustSkill(let skill, let needs, let gate, let hundredths):
            let name = names.skills[Int(skill)]
            let found = skills.first { $0.need.skill == skill }?.found
            return Self.mustSkill(name, needs: needs, gate: gate, hundredths: hundredths, nearness: found?.nearness(names))
        case .time(let halfHours, let of, let least):
            let (shared, all, needed) = (Sentence.hours(halves: halfHours), Sentence.hours(halves: of), Sentence.hours(halves: least))
            return Sentence(
                en: "the team shares \(shared.en) of \(all.en) over the window, \(needed.en) are needed",
                fr: "l’équipe partage \(shared.fr) sur \(all.fr) dans la période, il en faut \(needed.fr)")
        case .mentor:
            return Sentence(
                en: "no half-hour suits both the team and the mentor", fr: "aucune demi-heure ne convient à la fois à l’équipe et au mentor"
            )
        case .school(let school):
            let name = names.schools[Int(school)]
            return Sentence(en: "the case is not open to \(name)", fr: "le cas n’est pas ouvert à \(name)")
        case .excluded(.conflict):
            return Sentence(en: "a conflict of interest", fr: "un conflit d’intérêts")
        case .excluded(.veto):
            return Sentence(
                en: "the company declined the team\(declined.map { ": “\($0)”" } ?? "")",
                fr: "l’entreprise a décliné l’équipe\(declined.map { "\u{A0}: «\u{A0}\($0)\u{A0}»" } ?? "")")
        case .excluded(.ban):
            return Sentence(en: "banned by a decision of the round", fr: "exclu par une décision de la session")
        case .excluded(.busy):
            return Sentence(
                en: "the team has a case of another round in the same days", fr: "l’équipe a un cas d’une autre session aux mêmes dates")
        }
    }

    /// - Parameters:
    ///   - hundredths: of a level, what the team brings counts for.
    ///   - nearness: why it counts for that much, where a skill nearby is what counts.
    private static func mustSkill(_ name: String, needs: Int32, gate: Int32, hundredths: Int32, nearness: Sentence?) -> Sentence {
        let (asked, least) = (Sentence.skillLevel(needs), Sentence.skillLevel(gate))
        let what = Sentence(
            en: "“\(name)” is a must: \(asked.en) asked for" + (gate == needs ? "" : ", \(least.en) at least"),
            fr: "«\u{A0}\(name)\u{A0}» est indispensable\u{A0}: niveau demandé \(asked.fr)"
                + (gate == needs ? "" : ", au moins \(least.fr)"))
        if hundredths == 0 {
            return Sentence(en: "\(what.en); nobody in the team has it", fr: "\(what.fr)\u{A0}; personne dans l’équipe ne l’a")
        }
        let reached = Sentence.hundredths(hundredths)
        if let nearness {
            return Sentence(
                en: "\(what.en). In the team, \(nearness.en): \(reached.en) of a level, \(gate) would do",
                fr: "\(what.fr). Dans l’équipe, \(nearness.fr)\u{A0}: \(reached.fr) niveau, il en faudrait \(gate)")
        }
        let held = Sentence.skillLevel(hundredths / 100)
        return hundredths % 100 == 0
            ? Sentence(en: "\(what.en); the team has \(held.en)", fr: "\(what.fr)\u{A0}; l’équipe en est à \(held.fr)")
            : Sentence(
                en: "\(what.en); what the team has counts for \(reached.en) of a level",
                fr: "\(what.fr)\u{A0}; ce que l’équipe apporte compte pour \(reached.fr) niveau")
    }

    /// The gate is passed: in words, for the list of all verdicts.
    static func passed(_ gate: Gate) -> Sentence {
        switch gate {
        case .language: Sentence(en: "languages", fr: "langues")
        case .place: Sentence(en: "place", fr: "lieu")
        case .teamSize: Sentence(en: "team size", fr: "taille de l’équipe")
        case .window: Sentence(en: "window", fr: "période")
        case .mustSkill: Sentence(en: "must skills", fr: "compétences indispensables")
        case .time: Sentence(en: "common time", fr: "temps commun")
        case .mentor: Sentence(en: "mentor slots", fr: "créneaux du mentor")
        case .school: Sentence(en: "open to the school", fr: "ouvert à l’école")
        case .conflict: Sentence(en: "no conflict of interest", fr: "pas de conflit d’intérêts")
        case .veto: Sentence(en: "not declined", fr: "non décliné")
        case .ban: Sentence(en: "not banned", fr: "non exclu")
        case .busy: Sentence(en: "no other case in the same days", fr: "pas d’autre cas aux mêmes dates")
        }
    }
}
