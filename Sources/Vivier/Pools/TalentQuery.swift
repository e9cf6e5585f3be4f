package import Formats

/// What a company looks for among consenting students: conditions joined by *and*, *or* and *not*.
///
/// Its text is the canonical form of the query language that ``PoolQueryParser`` reads: fields by their English names, values in quotes
/// where they need them. Reading it gives the same query again.
package indirect enum TalentQuery: Sendable, Equatable {
    case all([TalentQuery])
    case any([TalentQuery])
    case not(TalentQuery)
    case skill(SkillCondition)
    /// Free at some time in these days, as far as is known.
    case available(DaySpan)
    case language(LanguageCondition)
    /// Part of the programme's name, without regard to case and accents.
    case programme(String)
    /// Part of the school's name, likewise.
    case school(String)
    /// The city's name, likewise.
    case city(String)
    case graduation(Comparison, DaySpan)

    /// A skill of the referential, or a narrower one, that the person has at a level that compares so.
    package struct SkillCondition: Sendable, Equatable {
        /// A label in French or English, or a URI.
        package var label: String
        package var comparison: Comparison
        /// 1…4.
        package var level: Int
        /// Where it stands in the query, in characters from 1.
        package var column: Int
    }

    package struct LanguageCondition: Sendable, Equatable {
        /// ISO 639: `en`.
        package var code: String
        /// Nil: at any level, even where none is stated.
        package var level: Level?

        package struct Level: Sendable, Equatable {
            package var comparison: Comparison
            package var value: CEFR
        }
    }

    /// What must all hold, one by one.
    package var conditions: [TalentQuery] { if case .all(let parts) = self { parts } else { [self] } }

    /// All conditions on skills.
    package var skills: [SkillCondition] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.skills)
        case .not(let part): part.skills
        case .skill(let condition): [condition]
        case .available, .language, .programme, .school, .city, .graduation: []
        }
    }

    /// The skills that are asked for, those within a *not* left out: by them the sort `level` goes.
    package var wantedSkills: [SkillCondition] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.wantedSkills)
        case .skill(let condition): [condition]
        case .not, .available, .language, .programme, .school, .city, .graduation: []
        }
    }
}

/// The Common European Framework of Reference for languages, lowest first.
package enum CEFR: String, Sendable, CaseIterable, Comparable {
    case a1 = "A1", a2 = "A2", b1 = "B1", b2 = "B2", c1 = "C1", c2 = "C2"

    package static func < (left: CEFR, right: CEFR) -> Bool { left.rawValue < right.rawValue }
}

package enum Comparison: String, Sendable, CaseIterable {
    case equal = "="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    package func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}

/// A day, a month or a year, as it was written.
package struct DaySpan: Sendable, Equatable {
    package let text: String
    package let first: Day
    package let last: Day

    /// - Parameter text: `2027`, `2027-06` or `2027-06-15`; from 1900 to 2199.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard zip(parts, [4, 2, 2]).allSatisfy({ $0.utf8.count == $1 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = parts.first.flatMap({ Int($0) }), (1900..<2200).contains(year)
        else { return nil }
        let numbers = parts.compactMap { Int($0) }
        var days: (first: Day?, next: Day?)
        switch numbers.count {
        case 1: days = (Day(year: year, month: 1, day: 1), Day(year: year + 1, month: 1, day: 1))
        case 2:
            let (nextYear, nextMonth) = numbers[1] == 12 ? (year + 1, 1) : (year, numbers[1] + 1)
            days = (Day(year: year, month: numbers[1], day: 1), Day(year: nextYear, month: nextMonth, day: 1))
        case 3:
            days.first = Day(year: year, month: numbers[1], day: numbers[2])
            days.next = days.first?.adding(days: 1)
        default: return nil
        }
        guard let first = days.first, let next = days.next else { return nil }
        self.text = text
        self.first = first
        self.last = next.adding(days: -1)
    }
}

extension TalentQuery: CustomStringConvertible {
    package var description: String { text(in: .english) }

    /// As the query language writes it with the words of a language.
    package func text(in language: Language) -> String {
        func field(_ field: PoolQueryField) -> String { field.name(in: language) }
        return switch self {
        case .all(let parts): parts.map { $0.bracketed(if: $0.isAny, language) }.joined(separator: " ")
        case .any(let parts):
            parts.map { $0.bracketed(if: $0.isAny, language) }.joined(separator: language == .french ? " ou " : " or ")
        case .not(let part): (language == .french ? "sauf " : "not ") + part.bracketed(if: part.isJoined, language)
        case .skill(let skill):
            // Quotes are never needed for less than a keyword or a space, and never wrong.
            "\(field(.skill)):\(Self.quoted(skill.label))"
                + (skill.comparison == .greaterOrEqual && skill.level == 1 ? "" : "\(skill.comparison.rawValue)\(skill.level)")
        case .available(let span): "\(field(.available)):\(span.text)"
        case .language(let spoken):
            "\(field(.language)):\(spoken.code)" + (spoken.level.map { "\($0.comparison.rawValue)\($0.value.rawValue)" } ?? "")
        case .programme(let name): "\(field(.programme)):\(Self.quoted(name))"
        case .school(let name): "\(field(.school)):\(Self.quoted(name))"
        case .city(let name): "\(field(.city)):\(Self.quoted(name))"
        case .graduation(.equal, let span): "\(field(.graduation)):\(span.text)"
        case .graduation(let comparison, let span): "\(field(.graduation))\(comparison.rawValue)\(span.text)"
        }
    }

    private var isAny: Bool { if case .any = self { true } else { false } }
    private var isJoined: Bool { if case .all = self { true } else { isAny } }

    private func bracketed(if needed: Bool, _ language: Language) -> String {
        needed ? "(\(text(in: language)))" : text(in: language)
    }

    static func quoted(_ text: String) -> String {
        "\"" + text.replacing(scalars: "\\", with: "\\\\").replacing(scalars: "\"", with: "\\\"") + "\""
    }
}
