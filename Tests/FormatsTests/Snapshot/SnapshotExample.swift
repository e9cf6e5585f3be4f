import Formats
import Matching

/// Three teams, three cases and every feature of the format once.
enum SnapshotExample {
    /// Monday 2026-09-07.
    private static let monday: Int32 = 20_703

    static func snapshot() -> Snapshot {
        var problem = FitProblem()
        problem.placement = .everyoneFirst
        problem.seed = 7
        problem.rules.quorum = 2
        problem.rules.presumedLanguages = [.init(language: 0, level: 5)]
        (problem.skillCount, problem.languageCount, problem.placeCount, problem.schoolCount) = (3, 2, 2, 2)
        problem.skillLinks = [.init(narrower: 1, broader: 0)]
        problem.calendars = [[], [DayRange(from: monday + 7, until: monday + 13)]]
        problem.companyCapacities = [Instance.unlimited, 1]
        problem.teams = [
            FitTeam(
                school: 0, calendar: 1,
                members: [
                    FitMember(
                        skills: [.init(skill: 1, level: 3)], languages: [.init(language: 0, level: 6), .init(language: 1, level: 4)],
                        place: 0, week: WeekMask(days: 0..<5, halfHours: 18..<24), hoursPerWeek: 8, notBefore: monday,
                        exceptions: [
                            DayException(days: DayRange(from: monday + 1, until: monday + 2)),
                            DayException(days: DayRange(from: monday + 3, until: monday + 3), free: 0xf << 20),
                        ]),
                    FitMember(skills: [.init(skill: 2, level: 2)], notAfter: monday + 90),
                ]),
            FitTeam(school: 1, members: [FitMember(skills: [.init(skill: 0, level: 4), .init(skill: 2, level: 4)]), FitMember()]),
            FitTeam(school: 1, calendar: 0, members: [FitMember(skills: [.init(skill: 2, level: 1)])]),
        ]
        problem.cases = [
            FitCase(
                company: 0, capacity: 2,
                needs: [.init(skill: 0, level: 3, importance: .must), .init(skill: 2, level: 4, importance: .nice)],
                leastMembers: 2, mostMembers: 4, window: DayRange(from: monday, until: monday + 27), hoursPerWeek: 6,
                mentor: WeekMask(days: 0..<1, halfHours: 18..<20), languages: [.init(language: 0, level: 4)]),
            FitCase(
                company: 1, needs: [.init(skill: 2, level: 2, importance: .should, gateLevel: 1)],
                window: DayRange(from: monday + 14, until: monday + 60), hoursPerWeek: 4, place: 1, remote: false, openTo: [1]),
            FitCase(company: 1, capacity: 3, window: DayRange(from: monday, until: monday + 6), hoursPerWeek: 0),
        ]
        problem.exclusions = [.init(team: 0, target: 2, reason: .ban), .init(team: 1, target: 1, reason: .conflict)]
        problem.pins = [.init(team: 2, target: 1)]
        return Snapshot(
            problem: problem, teams: ["t1", "t2", "t\"3"], members: [["s1", "s2"], ["s3", "s4"], ["s5"]], cases: ["c1", "c2", "c3"],
            companies: ["k1", "k2"], schools: ["é1", "é2"],
            skills: ["http://data.europa.eu/esco/skill/a", "http://data.europa.eu/esco/skill/b", "http://data.europa.eu/esco/skill/c"],
            languages: ["fr", "en"], places: ["lille", "saint-étienne"])
    }

    static func solution(_ snapshot: Snapshot) throws -> (DenseSolution, FitBook) {
        let book = try FitBook(snapshot.problem)
        guard case .optimal(let solution) = DenseBestTotal.solve(book) else { throw CancellationError() }
        return (solution, book)
    }
}
