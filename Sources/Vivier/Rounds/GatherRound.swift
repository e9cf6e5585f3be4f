import API
import Formats
import Matching
import Postgres

/// Reads, in one snapshot of the database, everything that a run of a round is computed from. Rows come in the order of their ids, so
/// that the same rows give the same bytes.
struct GatherRound {
    let round: Round.ID
    /// A query of the ids of the cohorts that take part.
    let cohorts: SQL
    let work: UnitOfWork

    var tables = RoundTables()
    private(set) var schools = Positions<Organisation.ID>()
    private var companies = Positions<Organisation.ID>()
    private(set) var languages = Positions<String>()
    private(set) var places = Positions<String>()
    private(set) var skills = Positions<Int32>()
    /// The skills whose broader ones were read.
    private(set) var linked: Set<Int32> = []
    var calendars = Positions<Cohort.ID>()
    var teams = Positions<Team.ID>()
    var cases = Positions<BusinessCase.ID>()

    init(round: Round.ID, work: UnitOfWork) {
        self.round = round
        cohorts = "SELECT cohort_id FROM round_cohort WHERE round_id = \(round)"
        self.work = work
    }

    mutating func callAsFunction() async throws -> RoundTables {
        try await readRules()
        try await readTeams()
        try await readMembers()
        try await readExceptions()
        try await readCalendars()
        try await readCases()
        try await readNeeds()
        try await readDecisions()
        try await readOtherCases()
        try await readVetoes()
        if tables.problem.usesTeamRankings { try await readTeamRankings() }
        if tables.problem.policy == .stable { try await readCaseRankings() }
        try await readReferential()
        tables.schools = schools.keys
        tables.companies = companies.keys
        tables.languages = languages.keys
        tables.places = places.keys
        tables.problem.languageCount = languages.keys.count
        tables.problem.placeCount = places.keys.count
        tables.problem.schoolCount = schools.keys.count
        return tables
    }

    private mutating func readRules() async throws {
        let row = try await work.one(
            "SELECT policy, placement, fairness, skill_weight, time_weight, seed FROM round WHERE id = \(round)", orMissing: .round)
        let (policy, placement, fairness, skillWeight, timeWeight, seed) = try row.decode(
            String.self, String.self, String.self, Int32.self, Int32.self, Int64.self)
        tables.problem.policy = Instance.Policy(rawValue: policy) ?? .bestTotal
        tables.problem.placement = placement == "everyone-first" ? .everyoneFirst : .fitFirst
        tables.problem.fairness = FairnessBasis(rawValue: fairness) ?? .fit
        tables.problem.rules.skillWeight = skillWeight
        tables.problem.rules.timeWeight = timeWeight
        tables.problem.seed = UInt64(seed)
    }

    private mutating func readTeams() async throws {
        let rows = try await work.execute(
            """
            WITH \(SQL.cases(offeredIn: round)), \(SQL.teams(takingPartIn: round))
            SELECT t.id, t.school_id, t.cohort_id FROM contender JOIN team t ON t.id = contender.id ORDER BY t.id
            """)
        try take(rows)
    }

    /// Teams with their schools and cohorts.
    mutating func take(_ rows: Rows) throws {
        for row in rows {
            let (team, school, cohort) = try row.decode(Team.ID.self, Organisation.ID.self, Cohort.ID.self)
            _ = teams(team)
            tables.teams.append(team)
            tables.schoolOfTeam.append(school)
            tables.members.append([])
            tables.problem.teams.append(FitTeam(school: schools(school), calendar: calendars(cohort), members: []))
        }
    }

    mutating func readMembers() async throws {
        let stated = try await readStatements()
        let rows = try await work.execute(
            """
            SELECT m.team_id, s.id, s.languages, s.city, s.weekly_free, s.hours_per_week, s.not_before, s.not_after, s.skills
            FROM team_member m JOIN student s ON s.id = m.student_id
            WHERE m.cohort_id IN (\(cohorts)) ORDER BY m.team_id, s.id
            """)
        var cities = Positions<String>()
        for row in rows {
            let (team, student, spoken, city, week, hours, notBefore, notAfter, held) = try row.decode(
                Team.ID.self, Student.ID.self, [String].self, String?.self, BitString?.self, Int32?.self, Day?.self, Day?.self,
                [Int32].self)
            guard let position = teams.find(team) else { continue }
            tables.members[Int(position)].append(student)
            var member = FitMember()
            member.skills = levels(of: stated[student].map { (held + $0).sorted() } ?? held)
            member.languages = levelled(spoken)
            // The city as it is written, until they are folded.
            member.place = city.map { cities($0) } ?? -1
            member.week = week.flatMap { WeekMask(bytes: $0.bytes) }
            member.hoursPerWeek = hours
            member.notBefore = notBefore?.daysSinceEpoch
            member.notAfter = notAfter?.daysSinceEpoch
            tables.problem.teams[Int(position)].members.append(member)
        }
        let placeOfCity = try await fold(cities.keys)
        for team in tables.problem.teams.indices {
            for member in tables.problem.teams[team].members.indices {
                let city = tables.problem.teams[team].members[member].place
                if city >= 0 { tables.problem.teams[team].members[member].place = placeOfCity[Int(city)] }
            }
        }
    }

    /// What others than the school state of members: skills as identity times 8 plus level.
    private func readStatements() async throws -> [Student.ID: [Int32]] {
        let rows = try await work.execute(
            """
            SELECT h.student_id, array_agg(h.skill_id * 8 + h.level) FROM student_skill h
            WHERE h.student_id IN (SELECT m.student_id FROM team_member m WHERE m.cohort_id IN (\(cohorts)))
            GROUP BY h.student_id
            """)
        var held: [Student.ID: [Int32]] = [:]
        held.reserveCapacity(rows.count)
        for row in rows {
            let (student, skills) = try row.decode(Student.ID.self, [Int32].self)
            held[student] = skills
        }
        return held
    }

    /// Of a skill that several state, the highest level: behind its lower ones.
    private mutating func levels(of held: [Int32]) -> [SkillLevel] {
        var levels: [SkillLevel] = []
        levels.reserveCapacity(held.count)
        for (next, stated) in held.enumerated() where next + 1 == held.count || held[next + 1] / 8 != stated / 8 {
            levels.append(SkillLevel(skill: skills(stated / 8), level: stated % 8))
        }
        return levels
    }

    /// Each city's place: few are written a hundred thousand times, and folding is the dearest part of reading a member.
    private mutating func fold(_ cities: [String]) async throws -> [Int32] {
        try await work.execute("SELECT folded(c.city) FROM unnest(\(cities)) WITH ORDINALITY AS c (city, number) ORDER BY c.number")
            .decode(String.self).map { places($0) }
    }

    /// The cases on offer, each with the places that other rounds have left. One that this round cannot give the teams it needs is closed.
    private mutating func readCases() async throws {
        let rows = try await work.execute(
            """
            WITH \(SQL.cases(offeredIn: round))
            SELECT o.id, o.company_id, CASE WHEN o.lacks > o.places THEN 0 ELSE o.places END,
                CASE WHEN o.lacks > o.places THEN 0 ELSE o.lacks END, o.team_size_min, o.team_size_max, o.from_date, o.until_date, o.hours_per_week,
                o.mentor_free, o.languages, folded(o.place), o.remote, o.open_to_all,
                ARRAY(SELECT s.school_id FROM business_case_school s WHERE s.case_id = o.id ORDER BY s.school_id), o.version
            FROM offered o ORDER BY o.id
            """)
        for row in rows {
            let (
                id, company, capacity, minimum, least, most, from, until, hours, mentor, spoken, place, remote, openToAll, openTo,
                version
            ) = try row.decode(
                BusinessCase.ID.self, Organisation.ID.self, Int32.self, Int32.self, Int32.self, Int32.self, Day.self, Day.self, Int32.self,
                BitString?.self, [String].self, String?.self, Bool.self, Bool.self, [Organisation.ID].self, Int32.self)
            // Only best-total can decide which cases with a minimum run; elsewhere they take no part, and the round says so.
            guard minimum == 0 || tables.problem.policy == .bestTotal else { continue }
            _ = cases(id)
            tables.cases.append(id)
            tables.caseVersions.append(version)
            tables.companyOfCase.append(company)
            tables.problem.cases.append(
                FitCase(
                    company: companies(company), capacity: capacity, leastMembers: least, mostMembers: most,
                    window: DayRange(from: from.daysSinceEpoch, until: until.daysSinceEpoch), hoursPerWeek: hours,
                    mentor: mentor.flatMap { WeekMask(bytes: $0.bytes) }, languages: levelled(spoken),
                    place: place.map { places($0) } ?? -1,
                    remote: remote, openTo: openToAll ? nil : openTo.map { schools($0) }, minimum: minimum))
        }
        try await readCompanies()
    }

    private mutating func readCompanies() async throws {
        tables.problem.companyCapacities = companies.keys.map { _ in Instance.unlimited }
        let rows = try await work.execute(
            """
            SELECT c.id, greatest(0, c.capacity - coalesce(t.taken, 0))
            FROM company c LEFT JOIN company_places_taken(\(companies.keys), \(round)) t ON t.company_id = c.id
            WHERE c.id = ANY (\(companies.keys)) AND c.capacity IS NOT NULL
            """)
        for row in rows {
            let (company, capacity) = try row.decode(Organisation.ID.self, Int32.self)
            if let position = companies.find(company) { tables.problem.companyCapacities[Int(position)] = capacity }
        }
    }

    private mutating func readNeeds() async throws {
        let rows = try await work.execute(
            """
            SELECT case_id, skill_id, level::integer, importance FROM business_case_skill
            WHERE case_id = ANY (\(tables.cases)) ORDER BY case_id, position, skill_id
            """)
        for row in rows {
            let (id, skill, level, importance) = try row.decode(BusinessCase.ID.self, Int32.self, Int32.self, String.self)
            guard let position = cases.find(id), let importance = Importance(rawValue: importance) else { continue }
            tables.problem.cases[Int(position)].needs.append(SkillNeed(skill: skills(skill), level: level, importance: importance))
        }
    }

    private mutating func readDecisions() async throws {
        let rows = try await work.execute(
            "SELECT team_id, school_id, case_id, kind FROM round_decision WHERE round_id = \(round) ORDER BY team_id, case_id")
        for row in rows {
            let (id, school, businessCase, kindName) = try row.decode(Team.ID.self, Organisation.ID.self, BusinessCase.ID.self, String.self)
            guard let kind = Decision.Kind(rawValue: kindName) else { continue }
            guard let team = teams.find(id), let target = cases.find(businessCase) else {
                let absent = teams.find(id) == nil ? IdleDecision.Absent.team : .case
                tables.idleDecisions.append(
                    IdleDecision(team: id, school: school, businessCase: businessCase, kind: kind, absent: absent))
                continue
            }
            switch kind {
            case .pin: tables.problem.pins.append(Instance.Pair(team: team, target: target))
            case .ban: tables.problem.exclusions.append(FitProblem.Exclusion(team: team, target: target, reason: .ban))
            case .conflict: tables.problem.exclusions.append(FitProblem.Exclusion(team: team, target: target, reason: .conflict))
            // No decision of the round: read with the rankings of the companies.
            case .veto: continue
            }
        }
    }

    /// A team works on one case at a time: those in the days of a case that another round gave it are closed to it.
    private mutating func readOtherCases() async throws {
        let rows = try await work.execute(
            """
            SELECT x.team_id, o.from_date, o.until_date FROM \(SQL.cases(givenBesides: round))
                AND x.team_id IN (
                    SELECT t.id FROM round_cohort rc JOIN team t ON t.cohort_id = rc.cohort_id WHERE rc.round_id = \(round))
            ORDER BY x.team_id, o.id
            """)
        for row in rows {
            let (team, from, until) = try row.decode(Team.ID.self, Day.self, Day.self)
            guard let team = teams.find(team) else { continue }
            let days = DayRange(from: from.daysSinceEpoch, until: until.daysSinceEpoch)
            for (target, offer) in tables.problem.cases.enumerated() where offer.window.overlaps(days) {
                tables.problem.exclusions.append(FitProblem.Exclusion(team: team, target: Int32(target), reason: .busy))
            }
        }
    }

    /// The entries of the referential that are held or needed, with the broader ones through which they are near to each other.
    mutating func readReferential() async throws {
        let used = skills.keys
        linked = Set(used)
        let links = try await work.execute(
            """
            SELECT skill_id, broader_id FROM skill_broader WHERE skill_id = ANY (\(used)) ORDER BY skill_id, broader_id
            """
        ).decode(Int32.self, Int32.self)
        tables.problem.skillLinks = links.map { FitProblem.SkillLink(narrower: skills($0.0), broader: skills($0.1)) }
        let uris = try await work.execute("SELECT id, uri FROM skill WHERE id = ANY (\(skills.keys))").decode(Int32.self, String.self)
        let uri = Dictionary(uniqueKeysWithValues: uris)
        tables.skills = skills.keys.map { uri[$0] ?? "" }
        tables.skillIDs = skills.keys
        tables.problem.skillCount = skills.keys.count
    }

    private mutating func levelled(_ spoken: [String]) -> [Matching.LanguageLevel] { Self.levelled(spoken) { languages($0) } }
}
