import Foundation

/// A condition of a pool query as somebody would say it: `skill:"Négociation">=3` as “Négociation, au moins autonomie”.
package enum PoolQueryWords {
    /// - Parameters:
    ///   - condition: a query; what cannot be read stays as it is.
    ///   - index: gives a skill the label that it has in the language of who reads it; without it a skill is as it was written.
    package static func words(of condition: String, _ index: SkillIndex? = nil) -> Sentence {
        guard let query = try? PoolQueryParser.parse(condition) else { return Sentence(en: condition, fr: condition) }
        return words(query, index)
    }

    private static func words(_ query: TalentQuery, _ index: SkillIndex?) -> Sentence {
        switch query {
        case .all(let parts): joined(parts, index, en: " and ", fr: " et ")
        case .any(let parts): joined(parts, index, en: " or ", fr: " ou ")
        case .not(let part):
            Sentence(en: "not: \(words(part, index).en)", fr: "sauf\u{A0}: \(words(part, index).fr)")
        case .skill(let skill): words(skill, label(skill.label, index))
        case .available(let span): Sentence(en: "free \(named(span).en)", fr: "disponible \(named(span).fr)")
        case .language(let language): words(language)
        case .programme(let name): Sentence(en: "programme: \(name)", fr: "programme\u{A0}: \(name)")
        case .school(let name): Sentence(en: "school: \(name)", fr: "école\u{A0}: \(name)")
        case .city(let name): Sentence(en: "lives in \(name)", fr: "habite \(name)")
        case .graduation(let comparison, let span): graduation(comparison, span)
        }
    }

    private static func joined(_ parts: [TalentQuery], _ index: SkillIndex?, en: String, fr: String) -> Sentence {
        let parts = parts.map { words($0, index) }
        return Sentence(en: parts.map(\.en).joined(separator: en), fr: parts.map(\.fr).joined(separator: fr))
    }

    private static func label(_ written: String, _ index: SkillIndex?) -> Sentence {
        guard let index, case .exact(let id) = index.resolve(label: written) else { return Sentence(en: written, fr: written) }
        return Sentence(
            en: index.label(of: id, language: .english) ?? written, fr: index.label(of: id, language: .french) ?? written)
    }

    private static func words(_ skill: TalentQuery.SkillCondition, _ label: Sentence) -> Sentence {
        let (comparison, level) = bounds(skill)
        guard let name = levels[level], !(comparison == .greaterOrEqual && level == 1) else { return label }
        return switch comparison {
        case .equal: Sentence(en: "\(label.en), just \(name.en)", fr: "\(label.fr), exactement \(name.fr)")
        case .less, .lessOrEqual: Sentence(en: "\(label.en), at most \(name.en)", fr: "\(label.fr), au plus \(name.fr)")
        case .greater, .greaterOrEqual: Sentence(en: "\(label.en), at least \(name.en)", fr: "\(label.fr), au moins \(name.fr)")
        }
    }

    /// Above 2 is at least 3, below 3 at most 2.
    private static func bounds(_ skill: TalentQuery.SkillCondition) -> (Comparison, Int) {
        switch skill.comparison {
        case .less: (.lessOrEqual, skill.level - 1)
        case .greater: (.greaterOrEqual, skill.level + 1)
        default: (skill.comparison, skill.level)
        }
    }

    private static let levels = [
        1: Sentence(en: "notions", fr: "notions"), 2: Sentence(en: "practice", fr: "pratique"),
        3: Sentence(en: "autonomy", fr: "autonomie"), 4: Sentence(en: "expertise", fr: "expertise"),
    ]

    private static func words(_ language: TalentQuery.LanguageCondition) -> Sentence {
        func name(_ locale: String) -> String {
            Locale(identifier: locale).localizedString(forLanguageCode: language.code) ?? language.code
        }
        let (en, fr) = (name("en_GB"), name("fr_FR"))
        guard let level = language.level else { return Sentence(en: en, fr: fr) }
        let value = level.value.rawValue
        return switch level.comparison {
        case .equal: Sentence(en: "\(en), just \(value)", fr: "\(fr), exactement \(value)")
        case .less: Sentence(en: "\(en), below \(value)", fr: "\(fr), moins de \(value)")
        case .lessOrEqual: Sentence(en: "\(en), \(value) at most", fr: "\(fr), \(value) au plus")
        case .greater: Sentence(en: "\(en), above \(value)", fr: "\(fr), plus de \(value)")
        case .greaterOrEqual: Sentence(en: "\(en), \(value) or better", fr: "\(fr), \(value) ou mieux")
        }
    }

    private static func graduation(_ comparison: Comparison, _ span: DaySpan) -> Sentence {
        let (within, bare) = (named(span), Self.bare(span))
        return switch comparison {
        case .equal: Sentence(en: "graduates \(within.en)", fr: "diplôme \(within.fr)")
        case .less: Sentence(en: "graduates before \(bare.en)", fr: "diplôme avant \(bare.fr)")
        case .lessOrEqual: Sentence(en: "graduates until \(bare.en)", fr: "diplôme jusqu’à \(bare.fr)")
        case .greater: Sentence(en: "graduates after \(bare.en)", fr: "diplôme après \(bare.fr)")
        case .greaterOrEqual: Sentence(en: "graduates from \(bare.en)", fr: "diplôme à partir de \(bare.fr)")
        }
    }

    /// `in January 2027`, `en janvier 2027`, `on 15 January 2027`, `le 15 janvier 2027`.
    private static func named(_ span: DaySpan) -> Sentence {
        let bare = Self.bare(span)
        let isDay = span.text.utf8.count == 10
        return Sentence(en: "\(isDay ? "on" : "in") \(bare.en)", fr: "\(isDay ? "le" : "en") \(bare.fr)")
    }

    private static func bare(_ span: DaySpan) -> Sentence {
        let parts = span.text.split(separator: "-").compactMap { Int($0) }
        guard parts.count > 1, months.indices.contains(parts[1] - 1) else { return Sentence(en: span.text, fr: span.text) }
        let (en, fr) = months[parts[1] - 1]
        guard parts.count > 2 else { return Sentence(en: "\(en) \(parts[0])", fr: "\(fr) \(parts[0])") }
        return Sentence(en: "\(parts[2]) \(en) \(parts[0])", fr: "\(parts[2] == 1 ? "1er" : "\(parts[2])") \(fr) \(parts[0])")
    }

    private static let months = [
        ("January", "janvier"), ("February", "février"), ("March", "mars"), ("April", "avril"), ("May", "mai"), ("June", "juin"),
        ("July", "juillet"), ("August", "août"), ("September", "septembre"), ("October", "octobre"), ("November", "novembre"),
        ("December", "décembre"),
    ]
}
