import API
import Formats
import Matching
import Postgres

extension SQL {
    /// Whether a published round gave team `t` a case: then its members are those of its match.
    static let isTeamPublished: SQL = """
        EXISTS (SELECT FROM match x JOIN run r ON r.id = x.run_id WHERE x.team_id = t.id AND r.state = 'published')
        """
}

/// What one member has of what the cases ask.
private struct HeldMember {
    var member: Team.Member
    var week: WeekGrid?
    /// As identity times 8 plus level.
    var skills: [Int32]
}

extension UnitOfWork {
    /// Measures teams against what the published cases ask, as forming teams does.
    func strengths(of teams: [Team], _ needs: FormationNeeds) async throws -> [TeamStrengths] {
        let ids = teams.map(\.id)
        let held = Set(
            try await execute("SELECT t.id FROM team t WHERE t.id = ANY (\(ids)) AND \(SQL.isTeamPublished)").decode(Team.ID.self))
        let rows = try await execute(
            """
            SELECT s.id, s.weekly_free,
                s.skills || ARRAY(SELECT h.skill_id * 8 + h.level FROM student_skill h WHERE h.student_id = s.id)
            FROM student s WHERE s.id = ANY (\(teams.flatMap(\.members).map(\.student)))
            """
        ).decode(Student.ID.self, WeekGrid?.self, [Int32].self)
        let known = Dictionary(rows.map { ($0.0, $0) }) { first, _ in first }
        return teams.map { team in
            let members = team.members.map { member in
                HeldMember(
                    member: member, week: known[member.student]?.1,
                    skills: known[member.student]?.2 ?? [])
            }
            return TeamMeasure(members: members, needs: needs, work: self).strengths(of: team, held: held.contains(team.id))
        }
    }
}

extension WeekGrid {
    init(_ mask: WeekMask) {
        self.init()
        for halfHour in 0..<WeekMask.count where mask[halfHour] { self[halfHour] = true }
    }
}

/// A team against what the cases ask.
private struct TeamMeasure {
    let members: [HeldMember]
    let needs: FormationNeeds
    let work: UnitOfWork

    /// Skills that are shown.
    private static let mostSkills = 24
    /// Skills that a sentence names; pictures and tables show all.
    private static let mostNamed = 3

    func strengths(of team: Team, held: Bool) -> TeamStrengths {
        let usual = WeekGrid(FitRules().usualWeek)
        let weeks = members.map { $0.week ?? usual }
        let asked = needs.asked
        let levels = members.map { member in asked.map { needs.level(of: $0.skill, held: member.skills) } }
        let common = shared(weeks)
        let skills = asked.indices.map { index -> TeamStrengths.Skill in
            let order = members.indices.sorted { (levels[$1][index], $0) < (levels[$0][index], $1) }
            let best = order.first.map { levels[$0][index] } ?? 0
            return TeamStrengths.Skill(
                skill: label(asked[index].skill), neededLevel: Int(asked[index].level), best: Int(best),
                second: order.count > 1 ? Int(levels[order[1]][index]) : 0,
                bestBy: best > 0 ? order.first.map { members[$0].member.student } : nil)
        }
        return TeamStrengths(
            team: team, held: held, skills: Array(skills.prefix(Self.mostSkills)),
            members: members.indices.map { place in
                let member = members[place]
                let others = weeks.indices.filter { $0 != place }.map { weeks[$0] }
                return TeamStrengths.Member(
                    student: member.member.student, givenName: member.member.givenName, familyName: member.member.familyName,
                    free: weeks[place], presumed: member.week == nil,
                    reasons: reasons(
                        of: place, skills, levels, hoursWithout: others.isEmpty ? nil : shared(others).count - common.count))
            }, commonHalfHours: common.count, neededHalfHours: 2 * needs.hours, reasons: reasons(skills, common: common.count))
    }

    private func shared(_ weeks: [WeekGrid]) -> WeekGrid {
        guard let first = weeks.first else { return WeekGrid() }
        return weeks.dropFirst().reduce(first) { $0 & $1 }
    }

    // MARK: Words

    private func label(_ skill: Int32) -> String {
        work.application.skills.index.label(of: skill, language: work.caller.language) ?? "\(skill)"
    }

    private func say(_ en: String, _ fr: String) -> String { Sentence(en: en, fr: fr).text(work.caller.language) }

    private func list(_ names: [String]) -> String {
        let more = names.count - Self.mostNamed
        return names.prefix(Self.mostNamed).joined(separator: ", ")
            + (more > 0 ? say(" and \(more) more", more == 1 ? " et une autre" : " et \(more) autres") : "")
    }

    private func hours(_ halves: Int) -> String {
        halves % 2 == 0 ? "\(halves / 2)" : say("\(halves / 2).5", "\(halves / 2),5")
    }

    private func reasons(_ skills: [TeamStrengths.Skill], common: Int) -> [String] {
        var reasons: [String] = []
        if !skills.isEmpty {
            let met = skills.count { $0.best >= $0.neededLevel }
            // What is there comes first: a count of nothing helps nobody choose.
            if met > 0 {
                reasons.append(
                    say(
                        "It reaches the level asked in \(met) of the \(skills.count) skills that the cases ask.",
                        "Elle atteint le niveau demandé dans \(met) des \(skills.count) compétences que les cas demandent."))
            }
            let begun = skills.filter { $0.best > 0 && $0.best < $0.neededLevel }
                .map { say("\($0.skill) (\($0.best) of \($0.neededLevel))", "\($0.skill) (\($0.best) sur \($0.neededLevel))") }
            if !begun.isEmpty {
                reasons.append(say("Below the level asked: \(list(begun)).", "Sous le niveau demandé\u{A0}: \(list(begun))."))
            }
            let alone = skills.filter { $0.best >= $0.neededLevel && $0.second == 0 }.map(\.skill)
            if !alone.isEmpty {
                reasons.append(say("One person alone brings \(list(alone)).", "Une seule personne apporte\u{A0}: \(list(alone))."))
            }
        }
        reasons.append(
            say(
                "\(hours(common)) hours a week in common; the cases ask \(needs.hours).",
                "\(hours(common)) heures communes par semaine\u{A0}; les cas en demandent \(needs.hours)."))
        let missing = skills.filter { $0.best == 0 }.map(\.skill)
        if !missing.isEmpty { reasons.append(say("Still to find: \(list(missing)).", "Reste à trouver\u{A0}: \(list(missing)).")) }
        return reasons
    }

    /// What the team would lack without a member.
    private func reasons(of place: Int, _ skills: [TeamStrengths.Skill], _ levels: [[Int32]], hoursWithout: Int?) -> [String] {
        var reasons: [String] = []
        let student = members[place].member.student
        let best = skills.indices.filter { skills[$0].bestBy == student && skills[$0].best > skills[$0].second }
        if !best.isEmpty {
            let named = best.map { "\(skills[$0].skill) \(skills[$0].best)" }
            reasons.append(say("Brings the team’s best \(list(named)).", "Meilleur niveau de l’équipe\u{A0}: \(list(named))."))
        }
        let seconds = skills.indices.filter { skills[$0].bestBy != student && levels[place][$0] > 0 }
        if best.isEmpty, !seconds.isEmpty {
            let named = seconds.map { "\(skills[$0].skill) \(levels[place][$0])" }
            reasons.append(say("Could step in for \(list(named)).", "Peut prendre le relais\u{A0}: \(list(named))."))
        }
        if let hoursWithout, hoursWithout > 0 {
            reasons.append(
                say(
                    "Without this member the others would share \(hours(hoursWithout)) hours more.",
                    "Sans ce membre, les autres auraient \(hours(hoursWithout)) heures communes de plus."))
        } else if hoursWithout == 0, reasons.isEmpty {
            reasons.append(say("Costs the team no common hour.", "Ne coûte aucune heure commune à l’équipe."))
        }
        return reasons
    }
}
