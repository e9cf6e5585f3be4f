/// One thing that would have to change so that a closed gate opens.
package enum OpeningStep: Hashable, Sendable {
    /// A member's level of a skill that counts towards the needed one: the very skill, or one near it.
    case skill(FitRemedies.Raise, towards: Int32)
    /// A member's level of a language, 0 for not at all.
    case language(Int32, member: Int32, from: Int32, to: Int32)
    /// A member who would live there.
    case place(Int32, member: Int32)
    /// Members more who speak and are free as the others are.
    case moreMembers(Int32)
    /// Members without whom the team fits.
    case fewerMembers([Int32])
    /// Weeks of the window in which the team would have to be there besides.
    case weeks(Int32)
    /// Half-hours that all share more over the whole window, of so many weeks.
    case halfHours(Int32, weeks: Int32)
    /// A half-hour that suits both the team and the mentor.
    case mentor
    /// The case would have to be open to the team's school.
    case school(Int32)
    /// A ban would have to be lifted.
    case ban

    package var gate: Gate {
        switch self {
        case .skill: .mustSkill
        case .language: .language
        case .place: .place
        case .moreMembers, .fewerMembers: .teamSize
        case .weeks: .window
        case .halfHours: .time
        case .mentor: .mentor
        case .school: .school
        case .ban: .ban
        }
    }

    /// In single steps: a level, a member, a week, a half-hour each week, a decision.
    package var cost: Int {
        switch self {
        case .skill(let raise, towards: _): Int(raise.to - raise.from)
        case .language(_, member: _, let from, let to): Int(to - from)
        case .moreMembers(let count): Int(count)
        case .fewerMembers(let members): members.count
        case .weeks(let count): Int(count)
        case .halfHours(let count, let weeks): Int((count + weeks - 1) / max(1, weeks))
        case .place, .mentor, .school, .ban: 1
        }
    }
}

extension GateFailure {
    /// No opening of the gate costs less; nil where none is looked for: a conflict of interest, a company's refusal, another case in the
    /// same days.
    package var leastCost: Int? {
        switch self {
        case .language(_, let needs, let has, _): Int(needs - has)
        case .teamSize(let members, let least, let most): Int(max(least - members, members - most))
        case .window(let weeks, _, let least): Int(least - weeks)
        case .place, .mustSkill, .time, .mentor, .school, .excluded(.ban): 1
        case .excluded(.conflict), .excluded(.veto), .excluded(.busy): nil
        }
    }
}

extension FitExplanation {
    /// No opening of all its gates costs less; nil where none is looked for.
    package var leastCostToOpen: Int? {
        guard failures.allSatisfy({ $0.leastCost != nil }) else { return nil }
        // Common time may come with weeks, one raise may do for two skills, a further member may make a quorum, and with whoever leaves may go
        // what the team lacks.
        let isResized = failures.contains { $0.gate == .teamSize }
        let isTooLarge = failures.contains { if case .teamSize(let members, _, let most) = $0 { members > most } else { false } }
        let sum = failures.reduce(0) { sum, failure in
            switch failure.gate {
            case .time, .mustSkill: sum
            case .window, .mentor: isResized ? sum : sum + (failure.leastCost ?? 0)
            case .teamSize, .school, .ban: sum + (failure.leastCost ?? 0)
            default: isTooLarge ? sum : sum + (failure.leastCost ?? 0)
            }
        }
        return failures.isEmpty ? 0 : max(1, sum)
    }
}
