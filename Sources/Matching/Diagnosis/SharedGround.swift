/// What a case may ask so that every one of some teams is eligible for it, if it may be done from anywhere and is open to all schools.
package struct SharedGround: Equatable, Sendable {
    /// Spoken by all members of all the teams, at their weakest; none of which nobody is known to speak it.
    package var languages: [LanguageLevel]
    /// What each team has somebody for, at the level of the weakest team; the best first.
    package var skills: [SkillLevel]
    package var leastMembers: Int32
    package var mostMembers: Int32
    /// The longest row of weeks in which all the teams are there.
    package var window: DayRange
    /// What each team shares in every one of those weeks, and no more than any case of the round asks.
    package var hoursPerWeek: Int32

    /// Skills that are named at most.
    package static let mostSkills = 5

    /// A case that asks all of it, the skills as a must.
    package func asked(capacity: Int32) -> FitCase {
        FitCase(
            capacity: capacity, needs: skills.map { SkillNeed(skill: $0.skill, level: $0.level, importance: .must) },
            leastMembers: leastMembers, mostMembers: mostMembers, window: window, hoursPerWeek: hoursPerWeek, languages: languages)
    }
}

extension FitBook {
    /// - Parameter teams: at least one.
    /// - Returns: nil where no week of the round's cases has all of them.
    package func sharedGround(of teams: [Int32]) -> SharedGround? {
        guard let first = teams.first, !weeks.isEmpty else { return nil }
        var least = Int32(problem.teams[Int(first)].members.count)
        var most = least
        var levels = [Int32](repeating: 6, count: problem.languageCount)
        var isKnown = [Bool](repeating: false, count: problem.languageCount)
        var skills = Self.levels(of: problem.teams[Int(first)])
        var common = [Int32](repeating: .max, count: weeks.count)
        for team in teams {
            let profile = TeamProfile(problem.teams[Int(team)], in: self)
            least = min(least, Int32(profile.team.members.count))
            most = max(most, Int32(profile.team.members.count))
            for language in levels.indices {
                levels[language] = min(levels[language], profile.weakestLevel(in: Int32(language)).level)
                if profile.team.members.contains(where: { !$0.languages.isEmpty }) { isKnown[language] = true }
            }
            if !skills.isEmpty {
                let held = Self.levels(of: profile.team)
                skills = skills.reduce(into: [:]) { kept, skill in
                    if let level = held[skill.key] { kept[skill.key] = min(level, skill.value) }
                }
            }
            for (index, week) in weeks.enumerated() {
                let isThere = profile.time.presentWeeks(in: week..<week + 1) == 1
                common[index] = min(common[index], isThere ? profile.time.common(in: week) : -1)
            }
        }
        // Weeks in which they share some time, or else weeks in which they are there at all.
        guard let run = Self.longestRun(common, above: 1) ?? Self.longestRun(common, above: -1) else { return nil }
        let mostAsked = problem.cases.reduce(0) { max($0, $1.hoursPerWeek) }
        let hours = min(mostAsked, (common[run].min() ?? 0) / 2)
        let known = levels.indices.filter { isKnown[$0] && levels[$0] > 0 }
        let named = skills.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(SharedGround.mostSkills)
        return SharedGround(
            languages: known.map { LanguageLevel(language: Int32($0), level: levels[$0]) },
            skills: named.map { SkillLevel(skill: $0.key, level: $0.value) }, leastMembers: least, mostMembers: most,
            window: DayRange(
                from: Week.monday(of: weeks.lowerBound + Int32(run.lowerBound)),
                until: Week.monday(of: weeks.lowerBound + Int32(run.upperBound)) - 1),
            hoursPerWeek: hours)
    }

    private static func levels(of team: FitTeam) -> [Int32: Int32] {
        var levels: [Int32: Int32] = [:]
        for skill in team.members.flatMap(\.skills) { levels[skill.skill] = max(levels[skill.skill] ?? 0, skill.level) }
        return levels
    }

    /// The first of the longest runs of weeks with more.
    private static func longestRun(_ common: [Int32], above floor: Int32) -> Range<Int>? {
        var (best, start) = (0..<0, 0)
        for index in common.indices {
            if common[index] <= floor { start = index + 1 }
            if index + 1 - start > best.count { best = start..<index + 1 }
        }
        return best.isEmpty ? nil : best
    }
}
