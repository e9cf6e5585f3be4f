/// What would make a team eligible for a case, gate by gate with the fewest steps.
package struct GateOpening: Equatable, Sendable {
    package var steps: [OpeningStep]
    /// What skills and time are worth then, but for the half-hours shared more.
    package var points: Int32

    package var cost: Int { steps.reduce(0) { $0 + $1.cost } }
}

extension FitBook {
    /// The opening of a pair's closed gates, tried on the team itself: with its steps the code that scores the run finds no gate closed.
    ///
    /// - Parameter found: of the pair.
    /// - Returns: nil where a gate is closed that no step opens, or where the calendar leaves too little time.
    package func opening(of found: FitExplanation) -> GateOpening? {
        guard found.leastCostToOpen != nil else { return nil }
        var trial = OpeningTrial(self, found)
        return trial.opening()
    }
}

/// A team that is changed step by step until a case is open to it.
private struct OpeningTrial {
    private let book: FitBook
    private let target: Int
    private let teamIndex: Int
    private var team: FitTeam
    /// Whom of the team's members those left are.
    private var positions: [Int32]
    private var steps: [OpeningStep] = []
    /// Whose gates the team's own change does not open.
    private var isFromOutside: Set<Gate> = []
    private var failures: [GateFailure]

    /// Ways to leave members out that are tried.
    private static let mostDepartures = 200

    init(_ book: FitBook, _ found: FitExplanation) {
        self.book = book
        target = Int(found.target)
        teamIndex = Int(found.team)
        team = book.problem.teams[Int(found.team)]
        positions = team.members.indices.map(Int32.init)
        failures = found.failures
    }

    mutating func opening() -> GateOpening? {
        var added: Int32 = 0
        if case .teamSize(let members, let least, let most)? = failures.first(where: { $0.gate == .teamSize }) {
            // What those who go would lack is asked of nobody.
            if members > most, !shrink(by: members - most) { return nil }
            added = max(0, least - members)
        }
        // With more members a quorum may be there that was not.
        if added > 0 {
            let together: Set<Gate> = [.window, .mentor]
            failures.removeAll { together.contains($0.gate) }
            failures += explanation(of: larger(by: added)).failures.filter { together.contains($0.gate) }
        }
        for failure in failures { take(failure) }
        forgetNeedlessRaises()
        if added > 0 {
            team = larger(by: added)
            steps.append(.moreMembers(added))
        }
        var now = explanation(of: team)
        if let time = now.failures.first(where: { $0.gate == .time }), !share(time, in: now) { return nil }
        now = explanation(of: team)
        guard now.failures.allSatisfy({ isFromOutside.contains($0.gate) }) else { return nil }
        return GateOpening(steps: steps, points: now.points)
    }

    /// With members like the first.
    private func larger(by count: Int32) -> FitTeam {
        var larger = team
        larger.members += team.members.prefix(1).flatMap { Array(repeating: $0, count: Int(count)) }
        return larger
    }

    private func explanation(of team: FitTeam) -> FitExplanation {
        book.explanation(team: teamIndex, as: team, target: target)
    }

    private mutating func take(_ failure: GateFailure) {
        switch failure {
        case .language(let language, let needs, has: _, member: _): speak(language, at: needs)
        case .place(let place): move(to: place)
        case .window(let weeks, of: _, let least):
            steps.append(.weeks(least - weeks))
            for member in team.members.indices { (team.members[member].notBefore, team.members[member].notAfter) = (nil, nil) }
        case .mustSkill(let skill, needs: _, let gate, creditedHundredths: _): learn(skill, upTo: gate)
        case .mentor:
            steps.append(.mentor)
            isFromOutside.insert(.mentor)
        case .school(let school):
            steps.append(.school(school))
            isFromOutside.insert(.school)
        case .excluded(let reason):
            guard reason == .ban else { return }
            steps.append(.ban)
            isFromOutside.insert(.ban)
        case .teamSize, .time: break
        }
    }

    private mutating func speak(_ language: Int32, at needed: Int32) {
        for index in team.members.indices {
            guard var spoken = team.members[index].languages.isEmpty ? book.problem.rules.presumedLanguages : team.members[index].languages
            else { continue }
            let held = spoken.firstIndex { $0.language == language }
            let level = held.map { spoken[$0].level } ?? 0
            guard level < needed else { continue }
            if let held { spoken[held].level = needed } else { spoken.append(LanguageLevel(language: language, level: needed)) }
            team.members[index].languages = spoken
            steps.append(.language(language, member: positions[index], from: level, to: needed))
        }
    }

    private mutating func move(to place: Int32) {
        let isOneEnough = book.problem.rules.placeRule == .someMember
        for index in team.members.indices where team.members[index].place != place && team.members[index].place >= 0 {
            team.members[index].place = place
            steps.append(.place(place, member: positions[index]))
            if isOneEnough { return }
        }
    }

    /// The fewest levels of one member's skill that counts for enough; of as few those of the skill that is nearest.
    private mutating func learn(_ needed: Int32, upTo gate: Int32) {
        var best: (raise: FitRemedies.Raise, credit: Int32)?
        for (index, member) in team.members.enumerated() {
            for held in member.skills + [SkillLevel(skill: needed, level: 0)] {
                let credit = book.neededSkills.credit(of: held.skill, towards: needed)
                guard credit > 0 else { continue }
                let to = (gate * 100 + credit - 1) / credit
                // Open by an earlier step.
                if to <= held.level { return }
                guard to <= 4, held.level > 0 || !member.skills.contains(where: { $0.skill == needed }) else { continue }
                if let best, (best.raise.to - best.raise.from, -best.credit) <= (to - held.level, -credit) { continue }
                best = (FitRemedies.Raise(skill: held.skill, member: Int32(index), from: held.level, to: to), credit)
            }
        }
        guard var raise = best?.raise else { return }
        set(raise.skill, of: Int(raise.member), to: raise.to)
        raise.member = positions[Int(raise.member)]
        // A second raise of one skill goes on from the first.
        let first = steps.firstIndex { step in
            if case .skill(let earlier, towards: _) = step { earlier.member == raise.member && earlier.skill == raise.skill } else { false }
        }
        if let first, case .skill(let earlier, towards: _) = steps.remove(at: first) { raise.from = earlier.from }
        steps.append(.skill(raise, towards: needed))
    }

    /// - Parameter level: 0 for none.
    private mutating func set(_ skill: Int32, of member: Int, to level: Int32) {
        team.members[member].skills.removeAll { $0.skill == skill }
        if level > 0 { team.members[member].skills.append(SkillLevel(skill: skill, level: level)) }
    }

    /// A later raise may have opened what an earlier one was for.
    private mutating func forgetNeedlessRaises() {
        let raises = steps.compactMap { step -> FitRemedies.Raise? in
            if case .skill(let raise, towards: _) = step { raise } else { nil }
        }
        guard raises.count > 1 else { return }
        for raise in raises {
            guard let member = positions.firstIndex(of: raise.member) else { continue }
            set(raise.skill, of: member, to: raise.from)
            if explanation(of: team).failures.contains(where: { $0.gate == .mustSkill }) {
                set(raise.skill, of: member, to: raise.to)
            } else {
                steps.removeAll { if case .skill(raise, towards: _) = $0 { true } else { false } }
            }
        }
    }

    /// The members without whom least is left to do.
    ///
    /// - Returns: false where whoever goes leaves a gate that no step opens.
    private mutating func shrink(by count: Int32) -> Bool {
        var best: (gone: [Int32], failures: [GateFailure], cost: Int)?
        var trials = Self.mostDepartures
        leave(Int(count), from: 0, [], &trials, &best)
        guard let best else { return false }
        positions.removeAll(where: best.gone.contains)
        let members = team.members
        team.members = positions.map { members[Int($0)] }
        failures = best.failures
        steps.append(.fewerMembers(best.gone))
        return true
    }

    private func leave(
        _ count: Int, from start: Int, _ gone: [Int32], _ trials: inout Int,
        _ best: inout (gone: [Int32], failures: [GateFailure], cost: Int)?
    ) {
        guard trials > 0 else { return }
        if count == 0 {
            trials -= 1
            var smaller = team
            smaller.members = team.members.indices.filter { !gone.contains(Int32($0)) }.map { team.members[$0] }
            let found = explanation(of: smaller)
            if let cost = found.leastCostToOpen, cost < best?.cost ?? .max { best = (gone, found.failures, cost) }
            return
        }
        for member in start..<team.members.count { leave(count - 1, from: member + 1, gone + [Int32(member)], &trials, &best) }
    }

    /// - Returns: false where the days that the calendar leaves do not hold so much.
    private mutating func share(_ failure: GateFailure, in now: FitExplanation) -> Bool {
        guard case .time(let halfHours, of: _, let least) = failure else { return true }
        var ideal = team
        for member in ideal.members.indices {
            (ideal.members[member].week, ideal.members[member].exceptions, ideal.members[member].hoursPerWeek) = (.all, [], nil)
        }
        guard explanation(of: ideal).weeks.reduce(0, { $0 + $1.counted }) >= least else { return false }
        steps.append(.halfHours(least - halfHours, weeks: Int32(now.weeks.count)))
        isFromOutside.insert(.time)
        return true
    }
}
