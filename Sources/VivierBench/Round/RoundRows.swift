import API
import Formats
import Foundation
import Matching
import Postgres
import Vivier

/// Writes a ``GeneratedRound`` into the tables, so that the product gathers the very problem that `vivier-bench dense` solves.
///
/// Identities count upwards: the product's order, that of the identities, is the order of the problem.
struct RoundRows {
    let house: BenchHouse

    private var database: Database { house.database }

    /// - Returns: an open round over all teams and cases, with the generated exclusions as bans.
    func write(teams: Int, cases: Int, seed: UInt64, everyoneFirst: Bool) async throws -> Round.ID {
        var generated = GeneratedRound(teams: teams, cases: cases, seed: seed)
        let problem = generated.problem()
        try await database.withConnection { connection in
            try await OrganisationRows(problem: problem).write(to: connection)
            try await TeamRows(problem: problem).write(to: connection)
            try await CaseRows(problem: problem).write(to: connection)
        }
        let round = try await house.application.perform(
            CreateRound(
                draft: RoundDraft(
                    organisation: Organisation.ID(BenchID.network.uuid(0)), name: "Bench",
                    cohorts: problem.calendars.indices.map { Cohort.ID(BenchID.cohort.uuid(Int32($0))) },
                    placement: everyoneFirst ? "everyone-first" : "fit-first")),
            by: .terminal(requestID: "bench")
        ).id
        try await writeBans(of: problem, round)
        // As autovacuum would, in its time.
        try await database.execute("ANALYZE", timeout: .seconds(600))
        return round
    }

    /// A conflict of interest is told as a ban.
    private func writeBans(of problem: FitProblem, _ round: Round.ID) async throws {
        var written: Set<[Int32]> = []
        try await database.withConnection { connection in
            try await connection.copyIn(
                into: "round_decision", columns: ["round_id", "team_id", "school_id", "case_id", "kind", "reason"]
            ) { writer in
                for ban in problem.exclusions where written.insert([ban.team, ban.target]).inserted {
                    let school = problem.teams[Int(ban.team)].school
                    try await writer.row(
                        round, BenchID.team.uuid(ban.team), BenchID.school.uuid(school), BenchID.businessCase.uuid(ban.target), "ban",
                        "bench")
                }
            }
        }
    }
}
