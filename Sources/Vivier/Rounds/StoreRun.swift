import API
import Formats
import Foundation
import Matching
import Postgres

/// Of which run a run to be stored is a branch.
struct BranchOrigin {
    var run: Run.ID
    /// As it was asked for, in JSON.
    var changes: String
    var kept: [Team.ID]
    /// Which may not be the round's.
    var skillWeight: Int32
    var timeWeight: Int32
}

extension UnitOfWork {
    /// Stores what came of a snapshot as the next run of a round: its papers, certificate, prices and matches.
    func store(
        _ outcome: MatchingEngine.Outcome, round: Round.ID, organisation: Organisation.ID, leavingAside idle: [IdleDecision],
        branch: BranchOrigin? = nil
    ) async throws -> Run.ID {
        let (snapshot, solved) = (outcome.snapshot, outcome.solved)
        let problem = snapshot.problem
        let ids = try SnapshotIDs(snapshot)
        // What a repair leaves as it was is nobody's decision.
        let kept = Set(branch?.kept ?? [])
        let pinned = problem.pins.count { !kept.contains(ids.teams[Int($0.team)]) }
        let id = try await one(
            """
            INSERT INTO run (round_id, organisation_id, number, policy, placement, fairness, seed, snapshot_sha256, team_count, case_count, eligible_count,
                placed_count, total_fit, compute_milliseconds, account_id, branch_of, changes, kept_teams, skill_weight, time_weight, course, pinned_count, banned_count)
            SELECT \(round), \(organisation), coalesce(max(number), 0) + 1, \(problem.policy.rawValue), \(problem.placement.rawValue), \(problem.fairness.rawValue),
                \(Int64(problem.seed)), \(outcome.snapshotHash), \(Int32(ids.teams.count)), \(Int32(ids.cases.count)),
                \(Int64(solved.eligiblePairs)), \(Int32(solved.claim.placed)), \(solved.claim.totalFit), \(Int32(outcome.milliseconds)),
                \(caller.account), \(branch?.run), \(branch?.changes)::text::jsonb, \(branch?.kept ?? []), \(branch?.skillWeight),
                \(branch?.timeWeight), \(String(decoding: try Wire.encoder.encode(outcome.course), as: UTF8.self))::text::jsonb,
                \(Int32(pinned)), \(Int32(problem.exclusions.count { $0.reason == .ban || $0.reason == .conflict }))
            FROM run WHERE round_id = \(round) RETURNING id
            """, orMissing: .run
        ).decode(Run.ID.self)
        _ = try await execute(
            """
            INSERT INTO run_document (run_id, kind, sha256, bytes) VALUES
                (\(id), 'snapshot', \(outcome.snapshotHash), \(outcome.snapshotBytes)),
                (\(id), 'result', \(SHA256.hash(of: outcome.resultBytes)), \(outcome.resultBytes))
            """)
        _ = try await execute(
            "INSERT INTO certificate (run_id, kind, bound, gap) VALUES (\(id), \(solved.certificateKind), \(solved.bound), \(solved.gap))")
        if let prices = solved.placePrices {
            _ = try await execute(
                """
                INSERT INTO case_price (run_id, case_id, company_id, price, worth_teams, worth_fit)
                SELECT \(id), * FROM unnest(\(ids.cases), \(ids.companyOfCase), \(prices), \(outcome.worths?.map { Int32($0.placed) } ?? []),
                    \(outcome.worths?.map(\.fit) ?? []))
                """)
        }
        let matched = solved.claim.matches.map { Int($0.team) }
        let targets = solved.claim.matches.map { Int($0.target) }
        _ = try await execute(
            """
            INSERT INTO match (run_id, team_id, school_id, case_id, company_id, fit, pinned)
            SELECT \(id), * FROM unnest(\(matched.map { ids.teams[$0] }), \(matched.map { ids.schoolOfTeam[$0] }),
                \(targets.map { ids.cases[$0] }), \(targets.map { ids.companyOfCase[$0] }), \(solved.fits),
                \(matched.map { outcome.pinned.contains(Int32($0)) }))
            """)
        try await store(idle, of: id)
        return id
    }
}

/// The rows that the positions of a snapshot stand for.
private struct SnapshotIDs {
    var teams: [Team.ID]
    var schoolOfTeam: [Organisation.ID]
    var cases: [BusinessCase.ID]
    var companyOfCase: [Organisation.ID]

    struct Unreadable: Error {}

    init(_ snapshot: Snapshot) throws {
        func ids<Subject>(_ texts: [String]) throws -> [Identifier<Subject>] {
            try texts.map { text in
                guard let id = Identifier<Subject>(text) else { throw Unreadable() }
                return id
            }
        }
        (teams, cases) = (try ids(snapshot.teams), try ids(snapshot.cases))
        let (schools, companies): ([Organisation.ID], [Organisation.ID]) = (try ids(snapshot.schools), try ids(snapshot.companies))
        schoolOfTeam = snapshot.problem.teams.map { schools[Int($0.school)] }
        companyOfCase = snapshot.problem.cases.map { companies[Int($0.company)] }
    }
}
