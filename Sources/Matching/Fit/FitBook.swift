/// A problem made ready, from which the fit of any pair and its explanation are read.
///
/// One team is held against one case by `explanation`; `DenseScoring` holds sixteen teams against all cases. Both ask the same questions of
/// the same `TeamProfile` and count with the same `SkillColumn` and `FitFormula`.
package struct FitBook: Sendable {
    package let problem: FitProblem
    let neededSkills: NeededSkills
    let plans: CasePlans
    /// The weeks that the windows of all cases span.
    let weeks: Range<Int32>
    /// For each calendar the days of each of those weeks that it blocks.
    let blockedWeeks: [[WeekMask]]
    /// Exclusions by team, in compressed rows.
    private let exclusionStarts: [Int]
    private let exclusions: [FitProblem.Exclusion]

    package init(_ problem: FitProblem) throws(FitDefect) {
        if let defect = problem.defect() { throw defect }
        self.problem = problem
        neededSkills = NeededSkills(problem)
        plans = CasePlans(problem, neededSkills: neededSkills)
        let windows = plans.plans.map(\.weeks)
        let weeks = (windows.map(\.lowerBound).min() ?? 0)..<(windows.map(\.upperBound).max() ?? 0)
        guard weeks.count <= FitProblem.mostWeeksOfRound else { throw .windowsTooFarApart }
        self.weeks = weeks
        blockedWeeks = problem.calendars.map { TeamTime.blocked($0, weeks: weeks) }
        var starts = [Int](repeating: 0, count: problem.teams.count + 1)
        for exclusion in problem.exclusions { starts[Int(exclusion.team) + 1] += 1 }
        for team in problem.teams.indices { starts[team + 1] += starts[team] }
        exclusionStarts = starts
        exclusions = problem.exclusions.sorted { ($0.team, $0.target, $0.reason.rawValue) < ($1.team, $1.target, $1.reason.rawValue) }
        if let defect = contradictions(among: problem.pins).first { throw defect }
    }

    package var teamCount: Int { problem.teams.count }
    package var caseCount: Int { problem.cases.count }

    /// The exclusions of a team, by case.
    func exclusions(of team: Int) -> ArraySlice<FitProblem.Exclusion> { exclusions[exclusionStarts[team]..<exclusionStarts[team + 1]] }

    /// Why a pair has the fit it has, or none.
    package func explanation(team: Int, target: Int) -> FitExplanation {
        explanation(team: team, as: problem.teams[team], target: target)
    }

    /// The same for a team as it might be.
    func explanation(team: Int, as changed: FitTeam, target: Int) -> FitExplanation {
        explanation(
            team: team, profile: TeamProfile(changed, in: self), found: neededSkills.findings(of: changed.members), target: target)
    }

    /// The same for several cases of one team, which is made ready once.
    package func explanations(team: Int, targets: some Sequence<Int>) -> [FitExplanation] {
        let profile = TeamProfile(problem.teams[team], in: self)
        let found = neededSkills.findings(of: profile.team.members)
        return targets.map { explanation(team: team, profile: profile, found: found, target: $0) }
    }

    /// - Parameter found: what the members bring for each needed skill, by slot.
    private func explanation(team: Int, profile: TeamProfile, found: [SkillFinding.Found?], target: Int) -> FitExplanation {
        let plan = plans.plans[target]
        let rules = problem.rules
        var failures = plan.questions.compactMap { profile.failure(of: plans.questions[Int($0)], rules: rules) }
        let skills = zip(problem.cases[target].needs, plan.columns).map { need, column in
            finding(need, plans.columns[Int(column)], found)
        }
        failures += skills.compactMap(\.failure)
        let weeks = plan.weeks.map { week in
            WeekFinding(monday: Week.monday(of: week), common: profile.time.common(in: week), needed: plan.neededHalfHours)
        }
        let skillUnits = skills.reduce(0) { $0 + $1.units }
        let halfHours = weeks.reduce(0) { $0 + $1.counted }
        if halfHours < plan.leastHalfHours {
            failures.append(.time(halfHours: halfHours, of: plan.formula.timeOf, least: plan.leastHalfHours))
        }
        failures += exclusions(of: team).filter { $0.target == target }.map { .excluded($0.reason) }
        return FitExplanation(
            team: Int32(team), target: Int32(target), failures: failures, skills: skills, weeks: weeks,
            parts: plan.formula.parts(skillUnits: skillUnits, timeUnits: halfHours, rules: rules),
            points: plan.formula.points(skillUnits: skillUnits, timeUnits: halfHours))
    }

    private func finding(_ need: SkillNeed, _ column: SkillColumn, _ found: [SkillFinding.Found?]) -> SkillFinding {
        let found = found[Int(column.slot)]
        return SkillFinding(
            need: need, weight: column.weight, gateLevel: column.gateLevel, found: found,
            units: column.units(creditedHundredths: found?.creditedHundredths ?? 0))
    }
}

extension SkillFinding {
    /// The closed gate, where the skill has one that the team does not reach.
    package var failure: GateFailure? {
        let credited = found?.creditedHundredths ?? 0
        guard credited < gateLevel * 100 else { return nil }
        return .mustSkill(need.skill, needs: need.level, gate: gateLevel, creditedHundredths: credited)
    }
}

extension FitBook {
    /// All that keeps pins from standing: one that repeats a team, one against a firm gate, and where more are than there are places.
    package func contradictions(among pins: [Instance.Pair]) -> [FitDefect] {
        var capacities = problem.cases.map(\.capacity)
        var companyCapacities = problem.companyCapacities
        var pinned = Set<Int32>()
        var found: [FitDefect] = []
        for pin in pins {
            guard pinned.insert(pin.team).inserted else {
                found.append(.pinnedTwice(team: pin.team))
                continue
            }
            let closed = explanation(team: Int(pin.team), target: Int(pin.target)).failures.first { $0.gate.isFirm }
            if let closed { found.append(.pinClosed(team: pin.team, target: pin.target, gate: closed.gate)) }
            capacities[Int(pin.target)] -= 1
            if capacities[Int(pin.target)] == -1 { found.append(.pinsOverCapacity(target: pin.target)) }
            let company = problem.cases[Int(pin.target)].company
            guard company >= 0, companyCapacities[Int(company)] != Instance.unlimited else { continue }
            companyCapacities[Int(company)] -= 1
            if companyCapacities[Int(company)] == -1 { found.append(.pinsOverCompanyCapacity(company: company)) }
        }
        return found
    }
}
