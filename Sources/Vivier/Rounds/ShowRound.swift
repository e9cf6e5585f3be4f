package import API
import Foundation
import Postgres

/// One round with its runs, and what its next run would leave aside.
package struct ShowRound: UseCase {
    package var round: Round.ID

    package init(round: Round.ID) {
        self.round = round
    }

    package var needs: Permission { .readRounds }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Round {
        let row = try await work.one(
            """
            SELECT o.id, o.kind, o.name, r.name, r.state, r.policy, r.placement, r.fairness, r.skill_weight, r.time_weight, r.seed,
                r.every_case, r.created_at, r.decided_at
            FROM round r JOIN organisation o ON o.id = r.organisation_id WHERE r.id = \(round)
            """, orMissing: .round)
        let (
            holder, kind, holderName, name, state, policy, placement, fairness, skillWeight, timeWeight, seed, everyCase, createdAt,
            decidedAt
        ) =
            try row.decode(
                Organisation.ID.self, OrganisationKind.self, String.self, String.self, String.self, String.self, String.self, String.self,
                Int.self, Int.self, Int.self, Bool.self, Date.self, Date?.self)
        let cohorts = try await work.execute("SELECT cohort_id FROM round_cohort WHERE round_id = \(round) ORDER BY cohort_id")
            .decode(Cohort.ID.self)
        let cases = try await work.execute("SELECT case_id FROM round_case WHERE round_id = \(round) ORDER BY case_id")
            .decode(BusinessCase.ID.self)
        let runs = try await work.execute(
            "SELECT id, number, state, total_fit, placed_count, created_at FROM run WHERE round_id = \(round) ORDER BY number DESC LIMIT 200"
        ).decode(Run.ID.self, Int.self, String.self, Int.self, Int.self, Date.self)
        return Round(
            id: round, organisation: OrganisationReference(id: holder, kind: kind, name: holderName), name: name, state: state,
            rules: RoundRules(
                policy: policy, placement: placement, fairness: fairness, skillWeight: skillWeight, timeWeight: timeWeight, seed: seed),
            cohorts: cohorts, cases: everyCase ? nil : cases,
            runs: runs.map { RunLine(id: $0.0, number: $0.1, state: $0.2, totalFit: $0.3, placed: $0.4, createdAt: $0.5) },
            warnings: state == "open" ? try await warnings(policy, in: work) : [], createdAt: createdAt,
            decidedAt: decidedAt)
    }

    private func warnings(_ policy: String, in work: UnitOfWork) async throws -> [String] {
        let leftOut = policy == "best-total" ? nil : try await work.casesLeftOut(of: round)?.text(work.caller.language)
        return [leftOut].compactMap(\.self) + (try await work.idleDecisions(of: round))
    }
}

extension OrganisationKind: PostgresEncodable, PostgresDecodable {}
