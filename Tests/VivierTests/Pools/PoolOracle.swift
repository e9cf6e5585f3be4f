import API
import Formats
import Foundation
import TestSupport
import Vivier

/// Random people with random consents, and a filter over them that knows nothing of SQL: what the searches are compared with.
struct PoolOracle {
    struct Person {
        var id: Student.ID
        var school: Organisation.ID
        var family: String
        var given: String
        var levels: [Int32: [Int]] = [:]
        var languages: [String] = []
        var graduation: Day?
        var programme: String?
        var city: String?
        var notBefore: Day?
        var notAfter: Day?
        var hours: Int?
        var week: WeekGrid?
        /// Companies that a living consent to the talent pool names; nil in it stands for all.
        var open: [Organisation.ID?] = []
        /// What each of them shows.
        var shown: [Organisation.ID?: Set<Consent.Field>] = [:]
        /// The same of living consents to be known to the company whose case the team has.
        var known: [Organisation.ID?: Set<Consent.Field>] = [:]

        /// What a company whose case the team has may know besides the name; nil: not even that.
        func knownFields(to company: Organisation.ID) -> Set<Consent.Field>? {
            let words = [known[Organisation.ID?.none], known[company]].compactMap(\.self)
            return words.isEmpty ? nil : words.reduce([]) { $0.union($1) }
        }

        func fields(for company: Organisation.ID) -> Set<Consent.Field> {
            (shown[Organisation.ID?.none] ?? []).union(shown[company] ?? [])
        }

        /// The person as a company may know it.
        func seen(by company: Organisation.ID) -> Person {
            let fields = fields(for: company)
            var seen = self
            if !fields.contains(.languages) { seen.languages = [] }
            if !fields.contains(.graduation) { seen.graduation = nil }
            if !fields.contains(.programme) { seen.programme = nil }
            if !fields.contains(.city) { seen.city = nil }
            if !fields.contains(.hours) {
                // Nobody is found as available who does not show when.
                (seen.notBefore, seen.notAfter, seen.week) = (nil, nil, nil)
                seen.hours = 0
            }
            return seen
        }
    }

    /// The names that people bear, as a French dictionary has them.
    static let dictionary: [(given: String, family: String)] = [
        ("Ana", "Ba"), ("Zoë", "d'Été"), ("Jürgen", "Groß"), ("Ève", "O’Neil"), ("Li", "中"),
    ]

    var people: [Person] = []
    var schoolNames: [Organisation.ID: String] = [:]
    /// By label: the skill and all narrower ones.
    var families: [String: Set<Int32>] = [:]

    static func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }

    func isVisible(_ person: Person, to company: Organisation.ID) -> Bool {
        person.open.contains { $0 == nil || $0 == company }
    }

    func holds(_ query: TalentQuery, _ person: Person) -> Bool {
        switch query {
        case .all(let parts): parts.allSatisfy { holds($0, person) }
        case .any(let parts): parts.contains { holds($0, person) }
        case .not(let part): !holds(part, person)
        case .skill(let skill): levels(skill, person).contains { skill.comparison.holds($0, skill.level) }
        case .available(let span):
            person.notBefore.map { $0 <= span.last } != false && person.notAfter.map { $0 >= span.first } != false
                && person.hours.map { $0 > 0 } != false && person.week.map { week in (0..<336).contains { week[$0] } } != false
        case .language(let language):
            person.languages.contains { text in
                let parts = text.split(separator: ":").map(String.init)
                guard parts[0] == language.code else { return false }
                guard let level = language.level else { return true }
                return parts.count == 2 && CEFR(rawValue: parts[1]).map { level.comparison.holds($0, level.value) } == true
            }
        case .programme(let name): person.programme.map { Self.folded($0).contains(Self.folded(name)) } == true
        case .school(let name): Self.folded(schoolNames[person.school] ?? "").contains(Self.folded(name))
        case .city(let name): person.city.map(Self.folded) == Self.folded(name)
        case .graduation(let comparison, let span):
            person.graduation.map { day in
                switch comparison {
                case .equal: span.first <= day && day <= span.last
                case .less: day < span.first
                case .lessOrEqual: day <= span.last
                case .greater: day > span.last
                case .greaterOrEqual: day >= span.first
                }
            } == true
        }
    }

    /// The ids in the order of the sort.
    func expected(_ query: TalentQuery, sort: String, for company: Organisation.ID) -> [Student.ID] {
        let wanted = query.wantedSkills
        func key(_ person: Person) -> Int {
            let days = person.graduation.map { Int($0.daysSinceEpoch) }
            return switch sort {
            case "graduation": days ?? .max
            case "-graduation": days.map { -$0 } ?? .max
            case "level": -(wanted.flatMap { levels($0, person) }.max() ?? 0)
            default: 0
            }
        }
        func bytes(_ person: Person) -> [[UInt8]] {
            let place = Self.dictionary.firstIndex { $0.family == person.family && $0.given == person.given }
            return [[UInt8(place ?? 255)], Array(person.id.description.utf8)]
        }
        return people.filter { isVisible($0, to: company) }.map { $0.seen(by: company) }.filter { holds(query, $0) }
            .sorted { left, right in
                let (leftKey, rightKey) = (key(left), key(right))
                if leftKey != rightKey { return leftKey < rightKey }
                for (one, other) in zip(bytes(left), bytes(right)) where one != other { return one.lexicographicallyPrecedes(other) }
                return false
            }
            .map(\.id)
    }

    private func levels(_ skill: TalentQuery.SkillCondition, _ person: Person) -> [Int] {
        (families[skill.label] ?? []).flatMap { person.levels[$0] ?? [] }
    }
}
