import Matching

extension Snapshot {
    /// Reads a snapshot. Only the form that ``write()`` gives is taken: members in its order, nothing more and nothing less, so that two
    /// different files can never stand for one snapshot.
    package static func read(_ bytes: [UInt8]) throws(JSONRefusal) -> Snapshot {
        let result: Result<Snapshot, JSONRefusal> = bytes.withUnsafeBufferPointer { buffer in
            do throws(JSONFault) {
                var json = JSONReader(buffer)
                var reader = SnapshotReader()
                let snapshot = try reader.read(&json)
                if snapshot.write() != bytes {
                    throw JSONFault(
                        .unknownValue, at: 0, "the file is not in the form that the service writes",
                        "le fichier n’a pas la forme que le service écrit")
                }
                return .success(snapshot)
            } catch {
                return .failure(JSONRefusal([error], in: buffer))
            }
        }
        return try result.get()
    }
}

private struct SnapshotReader {
    private var problem = FitProblem()
    private var teams: [String] = []
    private var members: [[String]] = []
    private var cases: [String] = []
    private var caseVersions: [Int32] = []
    private var companies: [String] = []
    private var tables: [[String]] = []
    private var companiesSeen = Set<String>()
    private var teamsSeen = Set<String>()
    private var casesSeen = Set<String>()

    mutating func read(_ json: inout JSONReader) throws(JSONFault) -> Snapshot {
        try json.begin()
        try fields(
            &json,
            [
                "format", "policy", "placement", "fairness", "seed", "rules", "skills", "languages", "places", "schools", "companies",
                "skill_links", "calendars", "teams", "cases", "exclusions", "pins", "rankings", "case_rankings",
            ], optional: [3, 17, 18]
        ) { (reader: inout SnapshotReader, json: inout JSONReader, field: Int) throws(JSONFault) in
            switch field {
            case 0: try json.expect(Snapshot.format)
            case 1: reader.problem.policy = try json.choice()
            case 2: reader.problem.placement = try json.choice()
            case 3: reader.problem.fairness = try json.choice()
            case 4: reader.problem.seed = UInt64(try json.bounded(0...Int64.max))
            case 5: try reader.rules(&json)
            case 6...9: reader.tables.append(try json.ids())
            case 10: try reader.readCompanies(&json)
            case 11: reader.problem.skillLinks = try json.pairs().map { FitProblem.SkillLink(narrower: $0.0, broader: $0.1) }
            case 12: try reader.readCalendars(&json)
            case 13: try reader.readTeams(&json)
            case 14: try reader.readCases(&json)
            case 15: try reader.readExclusions(&json)
            case 16: reader.problem.pins = try json.pairs().map { Instance.Pair(team: $0.0, target: $0.1) }
            case 17: reader.problem.teamRankings = try json.rankings(of: reader.teams.count, over: reader.cases.count)
            default: reader.problem.caseRankings = try json.rankings(of: reader.cases.count, over: reader.teams.count)
            }
        }
        try json.end()
        problem.skillCount = tables[0].count
        problem.languageCount = tables[1].count
        problem.placeCount = tables[2].count
        problem.schoolCount = tables[3].count
        return Snapshot(
            problem: problem, teams: teams, members: members, cases: cases, companies: companies, schools: tables[3], skills: tables[0],
            languages: tables[1], places: tables[2], caseVersions: caseVersions)
    }

    /// An object with exactly these members in this order, of which some may be missing.
    private mutating func fields(
        _ json: inout JSONReader, _ names: [StaticString], optional: Set<Int> = [],
        _ read: (inout SnapshotReader, inout JSONReader, Int) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        var next = 0
        let start = json.nextOffset()
        try json.object { (json: inout JSONReader, name: JSONText) throws(JSONFault) in
            while next < names.count, optional.contains(next), !json.matches(name, names[next]) { next += 1 }
            guard next < names.count, json.matches(name, names[next]) else {
                throw JSONFault(
                    .unknownMember, at: name.offset, "the member \(json.quoted(name)) does not stand here",
                    "le membre \(json.guillemets(name)) n’a pas sa place ici")
            }
            try read(&self, &json, next)
            next += 1
        }
        while optional.contains(next) { next += 1 }
        guard next == names.count else {
            throw JSONFault(.missingMember, at: start, missing: names[next])
        }
    }

    private mutating func rules(_ json: inout JSONReader) throws(JSONFault) {
        try fields(
            &json,
            [
                "weights", "credits", "importance", "must_slack", "quorum", "least_time", "least_presence", "usual_week", "usual_hours",
                "place",
                "presumed_languages",
            ]
        ) { (reader: inout SnapshotReader, json: inout JSONReader, field: Int) throws(JSONFault) in
            switch field {
            case 0:
                let weights = try json.integers(2)
                (reader.problem.rules.skillWeight, reader.problem.rules.timeWeight) = (weights[0], weights[1])
            case 1:
                let credits = try json.integers(3)
                reader.problem.rules.credits = .init(narrower: credits[0], broader: credits[1], sibling: credits[2])
            case 2:
                let weights = try json.integers(3)
                reader.problem.rules.importanceWeights = .init(must: weights[0], should: weights[1], nice: weights[2])
            case 3: reader.problem.rules.mustSlack = try json.int32()
            case 4: reader.problem.rules.quorum = try json.optional()
            case 5: reader.problem.rules.leastTime = try json.int32()
            case 6: reader.problem.rules.leastPresence = try json.int32()
            case 7: reader.problem.rules.usualWeek = try json.mask() ?? WeekMask()
            case 8: reader.problem.rules.usualHours = try json.int32()
            case 9: reader.problem.rules.placeRule = try json.choice()
            default: reader.problem.rules.presumedLanguages = try json.isNull() ? nil : try json.levels()
            }
        }
    }

    private mutating func readCompanies(_ json: inout JSONReader) throws(JSONFault) {
        try json.array { (json: inout JSONReader, _: Int) throws(JSONFault) in
            try json.tuple(2) { (json: inout JSONReader, index: Int) throws(JSONFault) in
                if index == 0 {
                    companies.append(try json.id(&companiesSeen))
                } else {
                    problem.companyCapacities.append(try json.optional() ?? Instance.unlimited)
                }
            }
        }
    }

    private mutating func readCalendars(_ json: inout JSONReader) throws(JSONFault) {
        try json.array { (json: inout JSONReader, _: Int) throws(JSONFault) in
            problem.calendars.append(try json.pairs().map { DayRange(from: $0.0, until: $0.1) })
        }
    }

    private mutating func readTeams(_ json: inout JSONReader) throws(JSONFault) {
        try json.array { (json: inout JSONReader, _: Int) throws(JSONFault) in
            var team = FitTeam(school: 0, members: [])
            var ids: [String] = []
            try fields(&json, ["id", "school", "calendar", "members"]) {
                (reader: inout SnapshotReader, json: inout JSONReader, field: Int) throws(JSONFault) in
                switch field {
                case 0: reader.teams.append(try json.id(&reader.teamsSeen))
                case 1: team.school = try json.int32()
                case 2: team.calendar = try json.int32()
                default:
                    try json.array { (json: inout JSONReader, _: Int) throws(JSONFault) in
                        let (id, member) = try reader.member(&json)
                        ids.append(id)
                        team.members.append(member)
                    }
                }
            }
            problem.teams.append(team)
            members.append(ids)
        }
    }

    private mutating func member(_ json: inout JSONReader) throws(JSONFault) -> (String, FitMember) {
        var member = FitMember()
        var id = ""
        try fields(&json, ["id", "skills", "languages", "place", "week", "hours", "not_before", "not_after", "exceptions"]) {
            (_: inout SnapshotReader, json: inout JSONReader, field: Int) throws(JSONFault) in
            switch field {
            case 0: id = json.string(try json.text())
            case 1: member.skills = try json.pairs().map { SkillLevel(skill: $0.0, level: $0.1) }
            case 2: member.languages = try json.levels()
            case 3: member.place = try json.int32()
            case 4: member.week = try json.mask()
            case 5: member.hoursPerWeek = try json.optional()
            case 6: member.notBefore = try json.optional()
            case 7: member.notAfter = try json.optional()
            default: member.exceptions = try json.exceptions()
            }
        }
        return (id, member)
    }

    private mutating func readCases(_ json: inout JSONReader) throws(JSONFault) {
        try json.array { (json: inout JSONReader, _: Int) throws(JSONFault) in
            var target = FitCase(window: DayRange(from: 0, until: 0), hoursPerWeek: 0)
            var version: Int32 = 1
            try fields(
                &json,
                [
                    "id", "company", "capacity", "minimum", "needs", "members", "window", "hours", "mentor", "languages", "place", "remote",
                    "open_to", "version",
                ], optional: [3, 13]
            ) { (reader: inout SnapshotReader, json: inout JSONReader, field: Int) throws(JSONFault) in
                switch field {
                case 0: reader.cases.append(try json.id(&reader.casesSeen))
                case 1: target.company = try json.int32()
                case 2: target.capacity = try json.int32()
                case 3: target.minimum = try json.int32()
                case 4: target.needs = try json.needs()
                case 5:
                    let bounds = try json.integers(2)
                    (target.leastMembers, target.mostMembers) = (bounds[0], bounds[1])
                case 6:
                    let days = try json.integers(2)
                    target.window = DayRange(from: days[0], until: days[1])
                case 7: target.hoursPerWeek = try json.int32()
                case 8: target.mentor = try json.mask()
                case 9: target.languages = try json.levels()
                case 10: target.place = try json.int32()
                case 11: target.remote = try json.bounded(0...1) == 1
                case 12: target.openTo = try json.isNull() ? nil : try json.integers()
                default: version = try json.int32()
                }
            }
            caseVersions.append(version)
            problem.cases.append(target)
        }
    }

    private mutating func readExclusions(_ json: inout JSONReader) throws(JSONFault) {
        try json.array { (json: inout JSONReader, _: Int) throws(JSONFault) in
            var exclusion = FitProblem.Exclusion(team: 0, target: 0, reason: .ban)
            try json.tuple(3) { (json: inout JSONReader, index: Int) throws(JSONFault) in
                switch index {
                case 0: exclusion.team = try json.int32()
                case 1: exclusion.target = try json.int32()
                default: exclusion.reason = try json.choice()
                }
            }
            problem.exclusions.append(exclusion)
        }
    }
}

extension JSONReader {
    /// Each ranking begins with who ranks, in their order.
    fileprivate mutating func rankings(of members: Int, over others: Int) throws(JSONFault) -> Rankings {
        var rankings = Rankings()
        try array { (json: inout JSONReader, _: Int) throws(JSONFault) in
            var places: [[Int32]] = []
            var seen = Set<Int32>()
            try json.array { (json: inout JSONReader, index: Int) throws(JSONFault) in
                if index == 0 {
                    let member = try json.position(in: rankings.count..<max(members, rankings.count))
                    while rankings.count < Int(member) { rankings.append(nil) }
                } else {
                    places.append(try json.place(among: others, &seen))
                }
            }
            rankings.append(places)
        }
        return rankings
    }

    private mutating func position(in range: Range<Int>) throws(JSONFault) -> Int32 {
        let start = nextOffset()
        let value = try int32()
        guard range.contains(Int(value)) else {
            throw JSONFault(
                .unknownValue, at: start, "\(value) is not one of the positions that may stand here",
                "\(value) n’est pas une position possible ici")
        }
        return value
    }

    /// One of the other side, or a list of several, each of which stands here for the first time.
    private mutating func place(among count: Int, _ seen: inout Set<Int32>) throws(JSONFault) -> [Int32] {
        var place: [Int32] = []
        func take(_ json: inout JSONReader, _ seen: inout Set<Int32>) throws(JSONFault) {
            let start = json.nextOffset()
            let target = try json.position(in: 0..<count)
            guard seen.insert(target).inserted else {
                throw JSONFault(
                    .duplicateID, at: start, "number \(target) stands twice in this ranking",
                    "le numéro \(target) figure deux fois dans ce classement")
            }
            place.append(target)
        }
        if peek() == UInt8(ascii: "[") {
            try array { (json: inout JSONReader, _: Int) throws(JSONFault) in try take(&json, &seen) }
        } else {
            try take(&self, &seen)
        }
        return place
    }
}
