/// A team made ready to be held against any case, but for its skills: made once a team, alone or in a block of sixteen.
struct TeamProfile: Sendable {
    let team: FitTeam
    let time: TeamTime
    /// How well each language is spoken by the one who speaks it worst, and who that is, −1 where nobody closes the gate.
    private let languageLevels: [(level: Int32, member: Int32)]

    init(_ team: FitTeam, in book: FitBook) {
        self.team = team
        time = TeamTime(
            team, blocked: team.calendar < 0 ? [] : book.blockedWeeks[Int(team.calendar)], weeks: book.weeks, rules: book.problem.rules
        )
        languageLevels = Self.languageLevels(team.members, count: book.problem.languageCount, rules: book.problem.rules)
    }

    /// The level of the member who speaks a language worst, 0 for not at all.
    func weakestLevel(in language: Int32) -> (level: Int32, member: Int32) { languageLevels[Int(language)] }

    private static func languageLevels(_ members: [FitMember], count: Int, rules: FitRules) -> [(level: Int32, member: Int32)] {
        var weakest = [(level: Int32, member: Int32)](repeating: (6, -1), count: count)
        for (index, member) in members.enumerated() {
            guard let spoken = member.languages.isEmpty ? rules.presumedLanguages : member.languages else { continue }
            for language in 0..<count {
                let level = spoken.first { $0.language == language }?.level ?? 0
                if level < weakest[language].level { weakest[language] = (level, Int32(index)) }
            }
        }
        return weakest
    }
}
