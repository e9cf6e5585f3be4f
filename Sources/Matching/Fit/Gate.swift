/// What every pair must pass to be eligible. The raw values are those of files and the API.
package enum Gate: String, CaseIterable, Sendable {
    case language
    case place
    case teamSize = "team-size"
    case window
    case mustSkill = "must-skill"
    case time
    case mentor
    case school
    case conflict
    case veto
    case ban
    /// The team has a case of another round in the same days.
    case busy

    /// Whether not even a pin passes it: rights of others, or what would contradict the pin.
    package var isFirm: Bool {
        switch self {
        case .school, .conflict, .veto, .ban, .busy: true
        case .language, .place, .teamSize, .window, .mustSkill, .time, .mentor: false
        }
    }
}

/// Why a gate is closed to a pair, with the figures that a person can act on.
package enum GateFailure: Hashable, Sendable {
    /// `member` speaks the language at `has`, 0 for not at all; the weakest of the team.
    case language(Int32, needs: Int32, has: Int32, member: Int32)
    case place(Int32)
    case teamSize(members: Int32, least: Int32, most: Int32)
    /// The team is there in `weeks` of the window's `of`, and must be in `least` of them.
    case window(weeks: Int32, of: Int32, least: Int32)
    /// The team's credited level, in hundredths, is below the gate.
    case mustSkill(Int32, needs: Int32, gate: Int32, creditedHundredths: Int32)
    /// Common half-hours that count, over the window; at least `least` are needed of `of`.
    case time(halfHours: Int32, of: Int32, least: Int32)
    case mentor
    case school(Int32)
    case excluded(FitProblem.Exclusion.Reason)

    package var gate: Gate {
        switch self {
        case .language: .language
        case .place: .place
        case .teamSize: .teamSize
        case .window: .window
        case .mustSkill: .mustSkill
        case .time: .time
        case .mentor: .mentor
        case .school: .school
        case .excluded(.conflict): .conflict
        case .excluded(.veto): .veto
        case .excluded(.ban): .ban
        case .excluded(.busy): .busy
        }
    }
}
