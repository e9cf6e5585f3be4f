/// Why a problem cannot be computed: it breaks what `FitProblem` states of itself, or leaves the ranges in which all is exact.
package enum FitDefect: Error, Hashable, Sendable {
    case rulesOutOfRange
    case unknownSkillInReferential(link: Int)
    case team(Int, FitFlaw)
    case `case`(Int, FitFlaw)
    case negativeCompanyCapacity(company: Int)
    /// The windows of all cases together span more than `FitProblem.mostWeeksOfRound`.
    case windowsTooFarApart
    case daysOutOfRange(calendar: Int)
    case unknownExclusion(Int)
    case unknownPin(Int)
    case pinnedTwice(team: Int32)
    /// A gate that even a pin does not pass.
    case pinClosed(team: Int32, target: Int32, gate: Gate)
    case pinsOverCapacity(target: Int32)
    case pinsOverCompanyCapacity(company: Int32)
}

/// What is wrong with a team or a case.
package enum FitFlaw: Hashable, Sendable {
    case unknownSchool, unknownCalendar, unknownSkill, unknownLanguage, unknownPlace, unknownCompany
    case repeatedSkill, repeatedLanguage
    case levelOutOfRange, hoursOutOfRange, daysOutOfRange
    case noMembers, tooManyMembers
    case negativeCapacity, minimumOutOfRange, minimumUndecidable, teamSizeOutOfRange, tooManyNeeds, tooManyLanguages
    /// The case's weights, weeks and hours together are too fine for its points to be rounded exactly.
    case tooFine
}

extension FitProblem {
    /// The most members that a team may have, and needs that a case may have.
    package static let largestTeam = 100
    package static let mostNeeds = 100
    /// The most languages that a case may ask for; with its needs and five other questions they are fewer than 127.
    package static let mostLanguages = 20
    /// The longest window, in weeks.
    package static let mostWeeks = 120
    /// The longest time from the first window's beginning to the last one's end, in weeks.
    package static let mostWeeksOfRound = 520

    /// The first way in which the problem breaks its own promises, without the pins; nil where it keeps them. Linear in its size.
    func defect() -> FitDefect? {
        guard rules.areInRange(languages: languageCount) else { return .rulesOutOfRange }
        let skills = Int32(clamping: skillCount)
        for (index, link) in skillLinks.enumerated()
        where !(0..<skills).contains(link.narrower) || !(0..<skills).contains(link.broader) {
            return .unknownSkillInReferential(link: index)
        }
        if let company = companyCapacities.firstIndex(where: { $0 < 0 }) { return .negativeCompanyCapacity(company: company) }
        if let index = calendars.firstIndex(where: { !$0.allSatisfy(\.isInRange) }) { return .daysOutOfRange(calendar: index) }
        for (index, team) in teams.enumerated() {
            if let flaw = flaw(of: team) { return .team(index, flaw) }
        }
        for (index, target) in cases.enumerated() {
            if let flaw = flaw(of: target) { return .case(index, flaw) }
        }
        let (teamIndices, caseIndices) = (Int32(0)..<Int32(teams.count), Int32(0)..<Int32(cases.count))
        if let index = exclusions.firstIndex(where: { !teamIndices.contains($0.team) || !caseIndices.contains($0.target) }) {
            return .unknownExclusion(index)
        }
        if let index = pins.firstIndex(where: { !teamIndices.contains($0.team) || !caseIndices.contains($0.target) }) {
            return .unknownPin(index)
        }
        return nil
    }

    private func flaw(of team: FitTeam) -> FitFlaw? {
        if !(0..<schoolCount).contains(Int(team.school)) { return .unknownSchool }
        if !(-1..<calendars.count).contains(Int(team.calendar)) { return .unknownCalendar }
        if team.members.isEmpty { return .noMembers }
        if team.members.count > Self.largestTeam { return .tooManyMembers }
        return team.members.lazy.compactMap(flaw(of:)).first
    }

    private func flaw(of member: FitMember) -> FitFlaw? {
        for skill in member.skills {
            if !(0..<skillCount).contains(Int(skill.skill)) { return .unknownSkill }
            if !(1...4).contains(skill.level) { return .levelOutOfRange }
        }
        if Self.repeats(member.skills.map(\.skill)) { return .repeatedSkill }
        if let flaw = flaw(of: member.languages) { return flaw }
        if !(-1..<placeCount).contains(Int(member.place)) { return .unknownPlace }
        if let hours = member.hoursPerWeek, !(0...168).contains(hours) { return .hoursOutOfRange }
        let bounds = [member.notBefore, member.notAfter].compactMap(\.self)
        if !bounds.allSatisfy({ DayRange(from: $0, until: $0).isInRange }) { return .daysOutOfRange }
        return member.exceptions.allSatisfy(\.days.isInRange) ? nil : .daysOutOfRange
    }

    private func flaw(of languages: [LanguageLevel]) -> FitFlaw? {
        for entry in languages {
            if !(0..<languageCount).contains(Int(entry.language)) { return .unknownLanguage }
            if !(1...6).contains(entry.level) { return .levelOutOfRange }
        }
        return Self.repeats(languages.map(\.language)) ? .repeatedLanguage : nil
    }

    private func flaw(of target: FitCase) -> FitFlaw? {
        if !(-1..<companyCapacities.count).contains(Int(target.company)) { return .unknownCompany }
        if target.capacity < 0 { return .negativeCapacity }
        if !(0...target.capacity).contains(target.minimum) { return .minimumOutOfRange }
        if target.minimum > 0, policy != .bestTotal { return .minimumUndecidable }
        if target.needs.count > Self.mostNeeds { return .tooManyNeeds }
        for need in target.needs {
            if !(0..<skillCount).contains(Int(need.skill)) { return .unknownSkill }
            if !(1...4).contains(need.level) || !(0...4).contains(need.gateLevel ?? 0) { return .levelOutOfRange }
        }
        if Self.repeats(target.needs.map(\.skill)) { return .repeatedSkill }
        if target.leastMembers < 1 || target.mostMembers < target.leastMembers { return .teamSizeOutOfRange }
        if !target.window.isInRange || Week.weeks(of: target.window).count > Self.mostWeeks { return .daysOutOfRange }
        if !(0...168).contains(target.hoursPerWeek) { return .hoursOutOfRange }
        if target.languages.count > Self.mostLanguages { return .tooManyLanguages }
        if let flaw = flaw(of: target.languages) { return flaw }
        if !(-1..<placeCount).contains(Int(target.place)) { return .unknownPlace }
        if let openTo = target.openTo, !openTo.allSatisfy({ (0..<schoolCount).contains(Int($0)) }) { return .unknownSchool }
        return FitFormula(of: target, rules: rules).isExact ? nil : .tooFine
    }

    private static func repeats(_ values: [Int32]) -> Bool {
        guard values.count > 1 else { return false }
        return Set(values).count < values.count
    }
}

extension DayRange {
    fileprivate var isInRange: Bool { -Week.lastDay <= from && from <= until && until <= Week.lastDay }
}

extension FitRules {
    fileprivate func areInRange(languages: Int) -> Bool {
        let percent = Int32(0)...100
        let share = Int32(0)...10_000
        guard percent.contains(skillWeight), percent.contains(timeWeight), skillWeight + timeWeight > 0 else { return false }
        guard percent.contains(credits.narrower), percent.contains(credits.broader), percent.contains(credits.sibling) else { return false }
        guard Importance.allCases.allSatisfy({ (1...100).contains(importanceWeights[$0]) }) else { return false }
        guard (0...4).contains(mustSlack), share.contains(leastTime), share.contains(leastPresence) else { return false }
        guard quorum ?? 1 >= 1, (0...168).contains(usualHours) else { return false }
        return (presumedLanguages ?? []).allSatisfy { (0..<languages).contains(Int($0.language)) && (1...6).contains($0.level) }
    }
}
