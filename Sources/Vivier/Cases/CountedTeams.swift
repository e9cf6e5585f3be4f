import API
import Formats
import Matching
import Postgres

/// The problem of a round without cases: all teams that some round could have now.
struct CountedTeams: Sendable {
    private let tables: RoundTables
    private let skills: Positions<Int32>
    private let languages: Positions<String>
    private let places: Positions<String>
    private let schools: Positions<Organisation.ID>
    /// The skills whose broader ones are in the problem already.
    let linked: Set<Int32>
    /// The days for which published runs have given teams a case.
    private let busy: [(team: Int32, days: DayRange)]

    var isEmpty: Bool { tables.teams.isEmpty }

    /// A company may count teams and see none: they are read with the operator's eyes, and only ``TeamCensus`` holds them.
    static func read(in work: UnitOfWork) async throws -> CountedTeams {
        var gather = GatherRound(currentCohortsIn: work)
        let (tables, rows) = try await work.beyondTheCaller {
            (
                try await gather.current(),
                try await work.execute(
                    """
                    SELECT x.team_id, o.from_date, o.until_date FROM \(SQL.cases(givenBesides: nil)) AND o.until_date >= \(SQL.today)
                    ORDER BY x.team_id, o.id
                    """
                ).decode(Team.ID.self, Day.self, Day.self)
            )
        }
        return CountedTeams(
            tables: tables, skills: gather.skills, languages: gather.languages, places: gather.places, schools: gather.schools,
            linked: gather.linked,
            busy: rows.compactMap { team, from, until in
                gather.teams.find(team).map { ($0, DayRange(from: from.daysSinceEpoch, until: until.daysSinceEpoch)) }
            })
    }

    /// The same with a case in it: without skills, then with one need after the other.
    ///
    /// - Parameters:
    ///   - place: folded.
    ///   - links: narrower and broader, of needs that no team has anything to do with yet.
    func problem(_ content: CaseContent, _ needs: [TeamCensus.Need], place: String?, links: [(Int32, Int32)]) -> FitProblem {
        var (skills, languages, places, schools) = (skills, languages, places, schools)
        var problem = tables.problem
        let window = DayRange(from: content.window.from.daysSinceEpoch, until: content.window.until.daysSinceEpoch)
        var offer = FitCase(
            capacity: 1, leastMembers: Int32(content.teamSize.min), mostMembers: Int32(content.teamSize.max), window: window,
            hoursPerWeek: Int32(content.hoursPerWeek),
            mentor: content.mentorSlots.flatMap { slots in WeekMask(bytes: BitString((0..<336).map { slots[$0] }).bytes) },
            languages: GatherRound.levelled(content.languages) { languages($0) }, place: place.map { places($0) } ?? -1,
            remote: content.remote, openTo: content.openTo.map { $0.map { schools($0) } })
        problem.cases = [offer]
        for need in needs {
            guard let importance = Matching.Importance(rawValue: need.importance.rawValue) else { continue }
            offer.needs.append(SkillNeed(skill: skills(need.skill), level: need.level, importance: importance))
            problem.cases.append(offer)
        }
        problem.skillLinks += links.map { FitProblem.SkillLink(narrower: skills($0.0), broader: skills($0.1)) }
        problem.skillCount = skills.keys.count
        problem.languageCount = languages.keys.count
        problem.placeCount = places.keys.count
        problem.schoolCount = schools.keys.count
        for (team, days) in busy where window.overlaps(days) {
            for target in problem.cases.indices {
                problem.exclusions.append(FitProblem.Exclusion(team: team, target: Int32(target), reason: .busy))
            }
        }
        return problem
    }
}
