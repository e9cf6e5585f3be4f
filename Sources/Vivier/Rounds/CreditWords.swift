import Matching

extension Sentence {
    /// A level of a skill, 1…4, as people say it.
    static func skillLevel(_ level: Int32) -> Sentence {
        switch level {
        case ...1: Sentence(en: "notions", fr: "notions")
        case 2: Sentence(en: "practice", fr: "pratique")
        case 3: Sentence(en: "autonomy", fr: "autonomie")
        default: Sentence(en: "expertise", fr: "expertise")
        }
    }

    /// A number of hundredths without needless zeros: `0.75`, `0,75`.
    static func hundredths(_ number: Int32) -> Sentence {
        let (whole, rest) = (number / 100, number % 100)
        guard rest != 0 else { return Sentence(en: "\(whole)", fr: "\(whole)") }
        let digits = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
        return Sentence(en: "\(whole).\(digits)", fr: "\(whole),\(digits)")
    }

    /// Half-hours as hours: `2.5 h`, `2,5 h`.
    static func hours(halves: Int32) -> Sentence {
        let number = hundredths(halves * 50)
        return Sentence(en: "\(number.en)\u{A0}h", fr: "\(number.fr)\u{A0}h")
    }

    /// `a quarter`, `un quart`.
    static func share(percent: Int32) -> Sentence {
        switch percent {
        case 25: Sentence(en: "a quarter", fr: "un quart")
        case 50: Sentence(en: "half", fr: "la moitié")
        case 75: Sentence(en: "three quarters", fr: "trois quarts")
        default: Sentence(en: "\(percent)\u{A0}%", fr: "\(percent)\u{A0}%")
        }
    }
}

extension SkillRelation {
    /// How the skill that is there stands to the one that is asked for; nil for the very skill.
    var inWords: Sentence? {
        switch self {
        case .exact: nil
        case .narrower: Sentence(en: "narrower", fr: "plus précise")
        case .broader: Sentence(en: "broader", fr: "plus générale")
        case .sibling: Sentence(en: "a neighbour", fr: "voisine")
        }
    }
}

extension SkillFinding.Found {
    /// What it counts for and why, where it is a skill near the one that is asked for.
    func nearness(_ names: RoundNames) -> Sentence? {
        guard let relation = relation.inWords else { return nil }
        let (name, level, share) = (names.skills[Int(skill)], Sentence.skillLevel(level), Sentence.share(percent: credit))
        return Sentence(
            en: "“\(name)” (\(level.en)), \(relation.en), counts for \(share.en)",
            fr: "«\u{A0}\(name)\u{A0}» (\(level.fr)), \(relation.fr), compte pour \(share.fr)")
    }
}
