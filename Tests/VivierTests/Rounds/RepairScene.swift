import API
import Postgres
import TestSupport
import Vivier

/// A round that has been run, of teams that differ in the hours they have.
struct RepairScene {
    var round: Round.ID
    var run: Run
    var school: Caller
    var teams: [Team.ID]
    var cases: [BusinessCase.ID]

    /// Teams of one student each, with the hours a week that each has.
    static func of(
        _ given: Given, hours: [Int32], placement: String? = nil, policy: String? = nil, pin: (team: Int, case: Int)? = nil,
        ban: (team: Int, case: Int)? = nil,
        cases: [(title: String, capacity: Int32, hours: Int32)]
    ) async throws -> RepairScene {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        var teams: [Team.ID] = []
        for (number, hours) in hours.enumerated() {
            let student = try await given.student("Ève \(number)", of: school, in: cohort)
            try await given.database.execute("UPDATE student SET hours_per_week = \(hours) WHERE id = \(student)")
            teams.append(try await given.team("Équipe \(number)", of: [student], in: cohort, school: school))
        }
        let company = try await given.company("Miel & fils")
        var offered: [BusinessCase.ID] = []
        for (title, capacity, hours) in cases {
            let id = try await given.businessCase(title, by: company)
            try await given.database.execute(
                "UPDATE business_case SET capacity = \(capacity), hours_per_week = \(hours) WHERE id = \(id)")
            offered.append(id)
        }
        let round = try await given.application.perform(
            CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], cases: offered, policy: policy, placement: placement)),
            by: .school(school))
        for (pair, kind) in [(pin, .pin), (ban, .ban)] as [((team: Int, case: Int)?, Decision.Kind)] {
            guard let pair else { continue }
            let decision = Decision(team: teams[pair.team], case: offered[pair.case], kind: kind, reason: "Ancien stage")
            _ = try await given.perform(SettlePair(round: round.id, body: decision), as: .school(school))
        }
        let run = try await given.perform(RunRound(round: round.id), as: .school(school))
        return RepairScene(round: round.id, run: run, school: .school(school), teams: teams, cases: offered)
    }
}
