import API
import Formats
import Postgres

/// A talent query as a condition of SQL on `student s`, all values bound.
///
/// It only narrows: whose rows there are at all is decided by row-level security.
struct TalentFilter {
    private let families: SkillFamilies

    init(_ families: SkillFamilies) {
        self.families = families
    }

    func condition(_ query: TalentQuery) -> SQL {
        switch query {
        case .all(let parts): joined(parts, " AND ")
        case .any(let parts): joined(parts, " OR ")
        // What is not known is not so: people who name no city are found by -city:Paris.
        case .not(let part): "(\(condition(part))) IS NOT TRUE"
        case .skill(let skill):
            """
            s.id IN (SELECT k.student_id FROM pool_skill k
                WHERE k.skill_id = ANY (\(families[skill])) AND k.level \(sign(skill.comparison)) \(Int16(skill.level)))
            """
        case .available(let span):
            """
            (\(shown(.hours)) AND coalesce(s.not_before <= \(span.last), true) AND coalesce(s.not_after >= \(span.first), true)
                AND coalesce(s.hours_per_week > 0, true) AND coalesce(bit_count(s.weekly_free) > 0, true))
            """
        case .language(let language): "(\(shown(.languages)) AND s.languages && \(Self.spellings(language)))"
        case .programme(let name): "(\(shown(.programme)) AND strpos(folded(s.programme), folded(\(name))) > 0)"
        case .school(let name):
            """
            s.school_id IN (SELECT o.id FROM organisation o WHERE o.kind = 'school' AND strpos(folded(o.name), folded(\(name))) > 0)
            """
        case .city(let name): "(\(shown(.city)) AND folded(s.city) = folded(\(name)))"
        case .graduation(let comparison, let span): "(\(shown(.graduation)) AND \(graduation(comparison, span)))"
        }
    }

    /// What a consent keeps back is as good as not known.
    private func shown(_ field: Consent.Field) -> SQL { field.isShown }

    /// The best level that the person has in any skill that is asked for; 0 where none is.
    func bestLevel(_ query: TalentQuery) -> SQL {
        let wanted = Array(Set(query.wantedSkills.flatMap { families[$0] }))
        return "coalesce((SELECT max(k.level) FROM pool_skill k WHERE k.student_id = s.id AND k.skill_id = ANY (\(wanted))), 0)"
    }

    private func joined(_ parts: [TalentQuery], _ word: StaticString) -> SQL {
        var all: SQL = "("
        for (index, part) in parts.enumerated() {
            if index > 0 { all += "\(raw: word)" }
            all += condition(part)
        }
        return all + ")"
    }

    private func graduation(_ comparison: Comparison, _ span: DaySpan) -> SQL {
        switch comparison {
        case .equal: "s.graduation BETWEEN \(span.first) AND \(span.last)"
        case .less: "s.graduation < \(span.first)"
        case .lessOrEqual: "s.graduation <= \(span.last)"
        case .greater: "s.graduation > \(span.last)"
        case .greaterOrEqual: "s.graduation >= \(span.first)"
        }
    }

    private func sign(_ comparison: Comparison) -> SQL {
        switch comparison {
        case .equal: "="
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        }
    }

    /// Every way in which a student's languages may say it: `en:B2`, and `en` alone where no level is asked for.
    static func spellings(_ language: TalentQuery.LanguageCondition) -> [String] {
        guard let level = language.level else { return [language.code] + CEFR.allCases.map { "\(language.code):\($0.rawValue)" } }
        return CEFR.allCases.filter { level.comparison.holds($0, level.value) }.map { "\(language.code):\($0.rawValue)" }
    }
}
