import Matching

extension Snapshot {
    /// The file: members in a fixed order, one team and one case a line, integers only; the same snapshot, the same bytes.
    package func write() -> [UInt8] {
        var json = JSONWriter()
        json.raw("{\"format\": \"vivier-snapshot/1\",\n \"policy\": ")
        json.string(problem.policy.rawValue)
        json.raw(",\n \"placement\": ")
        json.string(problem.placement.rawValue)
        if problem.fairness != .fit {
            json.raw(",\n \"fairness\": ")
            json.string(problem.fairness.rawValue)
        }
        json.raw(",\n \"seed\": ")
        json.integer(problem.seed)
        json.raw(",\n \"rules\": ")
        json.rules(problem.rules)
        json.table("skills", skills)
        json.table("languages", languages)
        json.table("places", places)
        json.table("schools", schools)
        json.raw(",\n \"companies\": ")
        json.lines(companies.indices) { json, company in
            json.raw("[")
            json.string(companies[company])
            json.raw(", ")
            json.optional(problem.companyCapacities[company] == Instance.unlimited ? nil : problem.companyCapacities[company])
            json.raw("]")
        }
        json.raw(",\n \"skill_links\": ")
        json.list(problem.skillLinks) { json, link in json.integers([link.narrower, link.broader]) }
        json.raw(",\n \"calendars\": ")
        json.list(problem.calendars) { json, calendar in json.list(calendar) { json, days in json.integers([days.from, days.until]) } }
        json.raw(",\n \"teams\": ")
        json.lines(teams.indices) { json, team in json.team(problem.teams[team], teams[team], members[team]) }
        json.raw(",\n \"cases\": ")
        json.lines(cases.indices) { json, target in json.target(problem.cases[target], cases[target], version: caseVersions[target]) }
        json.raw(",\n \"exclusions\": ")
        json.list(problem.exclusions) { json, exclusion in
            json.raw("[")
            json.integer(exclusion.team)
            json.raw(", ")
            json.integer(exclusion.target)
            json.raw(", ")
            json.string(exclusion.reason.rawValue)
            json.raw("]")
        }
        json.raw(",\n \"pins\": ")
        json.list(problem.pins) { json, pin in json.integers([pin.team, pin.target]) }
        if problem.teamRankings.anyGiven || problem.caseRankings.anyGiven { json.rankings("rankings", problem.teamRankings) }
        if problem.caseRankings.anyGiven { json.rankings("case_rankings", problem.caseRankings) }
        json.raw("}\n")
        return json.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func table(_ name: StaticString, _ entries: [String]) {
        raw(",\n \"")
        raw(name)
        raw("\": ")
        list(entries) { json, entry in json.string(entry) }
    }

    fileprivate mutating func integers(_ values: [Int32]) {
        list(values) { json, value in json.integer(value) }
    }

    fileprivate mutating func rankings(_ name: StaticString, _ rankings: Rankings) {
        raw(",\n \"")
        raw(name)
        raw("\": ")
        lines((0..<rankings.count).filter(rankings.isGiven)) { json, member in json.ranking(of: member, rankings[member] ?? []) }
    }

    /// Who ranks, and behind it its places, best first: one of the other side, or a list of those that it likes equally.
    private mutating func ranking(of member: Int, _ places: [[Int32]]) {
        raw("[")
        integer(member)
        for place in places {
            raw(", ")
            if place.count == 1 { integer(place[0]) } else { integers(place) }
        }
        raw("]")
    }

    fileprivate mutating func optional(_ value: Int32?) {
        if let value { integer(value) } else { raw("null") }
    }

    private mutating func mask(_ mask: WeekMask?) {
        if let mask { hexadecimal(mask.bytes) } else { raw("null") }
    }

    fileprivate mutating func rules(_ rules: FitRules) {
        raw("{\"weights\": ")
        integers([rules.skillWeight, rules.timeWeight])
        raw(", \"credits\": ")
        integers([rules.credits.narrower, rules.credits.broader, rules.credits.sibling])
        raw(", \"importance\": ")
        integers([rules.importanceWeights.must, rules.importanceWeights.should, rules.importanceWeights.nice])
        raw(", \"must_slack\": ")
        integer(rules.mustSlack)
        raw(", \"quorum\": ")
        optional(rules.quorum)
        raw(", \"least_time\": ")
        integer(rules.leastTime)
        raw(", \"least_presence\": ")
        integer(rules.leastPresence)
        raw(", \"usual_week\": ")
        mask(rules.usualWeek)
        raw(", \"usual_hours\": ")
        integer(rules.usualHours)
        raw(", \"place\": ")
        string(rules.placeRule.rawValue)
        raw(", \"presumed_languages\": ")
        if let presumed = rules.presumedLanguages { levels(presumed) } else { raw("null") }
        raw("}")
    }

    private mutating func levels(_ levels: [LanguageLevel]) {
        list(levels) { json, level in json.integers([level.language, level.level]) }
    }

    fileprivate mutating func team(_ team: FitTeam, _ id: String, _ members: [String]) {
        raw("{\"id\": ")
        string(id)
        raw(", \"school\": ")
        integer(team.school)
        raw(", \"calendar\": ")
        integer(team.calendar)
        raw(", \"members\": ")
        list(zip(team.members, members)) { json, member in json.member(member.0, member.1) }
        raw("}")
    }

    private mutating func member(_ member: FitMember, _ id: String) {
        raw("{\"id\": ")
        string(id)
        raw(", \"skills\": ")
        list(member.skills) { json, skill in json.integers([skill.skill, skill.level]) }
        raw(", \"languages\": ")
        levels(member.languages)
        raw(", \"place\": ")
        integer(member.place)
        raw(", \"week\": ")
        mask(member.week)
        raw(", \"hours\": ")
        optional(member.hoursPerWeek)
        raw(", \"not_before\": ")
        optional(member.notBefore)
        raw(", \"not_after\": ")
        optional(member.notAfter)
        raw(", \"exceptions\": ")
        list(member.exceptions) { json, exception in
            json.raw("[")
            json.integer(exception.days.from)
            json.raw(", ")
            json.integer(exception.days.until)
            json.raw(", ")
            if let free = exception.free {
                json.hexadecimal(DayException.bytes(halfHours: free))
            } else {
                json.raw("null")
            }
            json.raw("]")
        }
        raw("}")
    }

    fileprivate mutating func target(_ target: FitCase, _ id: String, version: Int32) {
        raw("{\"id\": ")
        string(id)
        raw(", \"company\": ")
        integer(target.company)
        raw(", \"capacity\": ")
        integer(target.capacity)
        if target.minimum > 0 {
            raw(", \"minimum\": ")
            integer(target.minimum)
        }
        raw(", \"needs\": ")
        list(target.needs) { json, need in
            json.raw("[")
            json.integer(need.skill)
            json.raw(", ")
            json.integer(need.level)
            json.raw(", ")
            json.string(need.importance.rawValue)
            json.raw(", ")
            json.optional(need.gateLevel)
            json.raw("]")
        }
        raw(", \"members\": ")
        integers([target.leastMembers, target.mostMembers])
        raw(", \"window\": ")
        integers([target.window.from, target.window.until])
        raw(", \"hours\": ")
        integer(target.hoursPerWeek)
        raw(", \"mentor\": ")
        mask(target.mentor)
        raw(", \"languages\": ")
        levels(target.languages)
        raw(", \"place\": ")
        integer(target.place)
        raw(", \"remote\": ")
        raw(target.remote ? "1" : "0")
        raw(", \"open_to\": ")
        if let openTo = target.openTo { integers(openTo) } else { raw("null") }
        if version > 1 {
            raw(", \"version\": ")
            integer(version)
        }
        raw("}")
    }
}
