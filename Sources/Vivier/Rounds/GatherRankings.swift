import API
import Matching
import Postgres

// What both sides of a round have said of each other.
extension GatherRound {
    /// What the teams would take, best first. A case that is no longer on offer falls out of the rankings.
    mutating func readTeamRankings() async throws {
        let rows = try await work.execute(
            """
            SELECT team_id, array_agg(case_id ORDER BY case_id) FROM team_preference WHERE round_id = \(round)
            GROUP BY team_id, place ORDER BY team_id, place
            """)
        var places: [Int32: [[Int32]]] = [:]
        for row in rows {
            let (team, tied) = try row.decode(Team.ID.self, [BusinessCase.ID].self)
            guard let team = teams.find(team) else { continue }
            let place = tied.compactMap(cases.find)
            places[team, default: []] += place.isEmpty ? [] : [place]
        }
        for team in tables.teams.indices { tables.problem.teamRankings.append(places[Int32(team)]) }
    }

    /// The teams that cases would rather have, best first. A team that takes no part any more falls out.
    mutating func readCaseRankings() async throws {
        let rows = try await work.execute(
            """
            SELECT case_id, array_agg(team_id ORDER BY team_id) FROM case_preference
            WHERE round_id = \(round) AND place IS NOT NULL GROUP BY case_id, place ORDER BY case_id, place
            """)
        var places: [Int32: [[Int32]]] = [:]
        for row in rows {
            let (businessCase, tied) = try row.decode(BusinessCase.ID.self, [Team.ID].self)
            guard let target = cases.find(businessCase) else { continue }
            let place = tied.compactMap(teams.find)
            places[target, default: []] += place.isEmpty ? [] : [place]
        }
        for target in tables.cases.indices { tables.problem.caseRankings.append(places[Int32(target)]) }
    }

    /// The teams that cases would not have.
    mutating func readVetoes() async throws {
        let vetoes = try await work.execute(
            "SELECT team_id, case_id FROM case_preference WHERE round_id = \(round) AND place IS NULL ORDER BY team_id, case_id"
        ).decode(Team.ID.self, BusinessCase.ID.self)
        for (team, businessCase) in vetoes {
            guard let team = teams.find(team), let target = cases.find(businessCase) else { continue }
            tables.problem.exclusions.append(FitProblem.Exclusion(team: team, target: target, reason: .veto))
        }
    }
}
