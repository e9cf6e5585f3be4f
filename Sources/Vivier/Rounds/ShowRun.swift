package import API
import Foundation
import Postgres

/// One run with its certificate.
package struct ShowRun: UseCase {
    package var id: Run.ID

    package init(run: Run.ID) {
        id = run
    }

    /// - Throws: as if it were not there, for what is no id.
    init(named text: String) throws(GeneralRefusal) {
        guard let id = Run.ID(text) else { throw .missing(.run) }
        self.id = id
    }

    package var needs: Permission { .readRounds }
    package static var isolation: Isolation { .glance }

    package func run(in work: UnitOfWork) async throws -> Run {
        let row = try await work.one(
            """
            SELECT r.round_id, r.number, r.state, r.policy, r.placement, r.fairness, coalesce(r.skill_weight, q.skill_weight) AS skill_weight,
                coalesce(r.time_weight, q.time_weight) AS time_weight, r.seed,
                encode(r.snapshot_sha256, 'hex'), r.team_count, r.case_count, r.eligible_count, r.placed_count, r.total_fit,
                c.kind, c.bound, c.gap, c.verified_at, r.compute_milliseconds, r.created_at, r.published_at, r.organisation_id, r.branch_of, r.changes::text AS changes,
                cardinality(r.kept_teams) AS kept, r.course::text AS course, r.pinned_count, r.banned_count
            FROM run r JOIN certificate c ON c.run_id = r.id JOIN round q ON q.id = r.round_id WHERE r.id = \(id)
            """, orMissing: .run)
        // Decisions are the staff's, who may read the round.
        let warnings = work.caller.may(.readRounds) ? try await warnings(row, in: work) : []
        return Run(
            id: id, round: try row.get("round_id"), number: try row.get("number"), state: try row.get("state"),
            rules: RoundRules(
                policy: try row.get("policy"), placement: try row.get("placement"), fairness: try row.get("fairness"),
                skillWeight: try row.get("skill_weight"), timeWeight: try row.get("time_weight"), seed: try row.get("seed")),
            snapshotHash: try row.get("encode"), teams: try row.get("team_count"), cases: try row.get("case_count"),
            eligible: try row.get("eligible_count"), placed: try row.get("placed_count"), totalFit: try row.get("total_fit"),
            certificate: Run.Certificate(
                kind: try row.get("kind"), bound: try row.get("bound"), gap: try row.get("gap"), verifiedAt: try row.get("verified_at")),
            warnings: warnings,
            computeMilliseconds: try row.get("compute_milliseconds"), createdAt: try row.get("created_at"),
            publishedAt: try row.get("published_at"), branch: try branch(row, seenBy: work.caller),
            course: try course(row), settled: try settled(row))
    }

    /// What the run was computed without: decisions, and as long as it is a draft the cases whose minimum its policy cannot keep.
    private func warnings(_ row: Row, in work: UnitOfWork) async throws -> [String] {
        let idle = try await work.idleDecisions(of: id)
        guard try row.get("state", as: String.self) == "draft", try row.get("policy", as: String.self) != "best-total",
            try row.get("branch_of", as: Run.ID?.self) == nil
        else { return idle }
        let leftOut = try await work.casesLeftOut(of: try row.get("round_id"))
        return (leftOut.map { [$0.text(work.caller.language)] } ?? []) + idle
    }

    private func settled(_ row: Row) throws -> Run.Settled? {
        guard let pinned = try row.get("pinned_count", as: Int?.self), let banned = try row.get("banned_count", as: Int?.self) else {
            return nil
        }
        return Run.Settled(pinned: pinned, banned: banned, kept: try row.get("kept"))
    }

    private func course(_ row: Row) throws -> [Run.CoursePoint]? {
        let points = try Wire.decoder.decode([Run.CoursePoint].self, from: Data(try row.get("course", as: String.self).utf8))
        return points.isEmpty ? nil : points
    }

    /// What a branch changes names teams and cases of everybody: it is for whoever holds the round.
    private func branch(_ row: Row, seenBy caller: Caller) throws -> Branch? {
        let holder = try row.get("organisation_id", as: Organisation.ID.self)
        guard caller.role == .operator || caller.organisation == holder else {
            return nil
        }
        guard let origin = try row.get("branch_of", as: Run.ID?.self), let changes = try row.get("changes", as: String?.self) else {
            return nil
        }
        return Branch(
            of: origin, changes: try Wire.decoder.decode(BranchRequest.self, from: Data(changes.utf8)), kept: try row.get("kept"))
    }
}
