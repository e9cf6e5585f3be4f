package import API
import Postgres

/// The company's way from a case to a hire: published cases, cases with a team, students followed, students hired. Withdrawn consents take
/// their students out of the count at once.
package struct ShowFunnel: UseCase {
    package init() {}

    package var needs: Permission { .followProspects }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> HiringFunnel {
        let own = work.caller.organisation
        let row = try await work.execute(
            """
            WITH posted AS (
                SELECT c.id, c.published_at,
                    (SELECT min(r.published_at) FROM match m JOIN run r ON r.id = m.run_id WHERE m.case_id = c.id AND r.state = 'published') AS matched_at
                FROM business_case c WHERE c.company_id = \(own) AND c.published_at IS NOT NULL),
            followed AS (
                SELECT p.id, p.created_at, p.stage,
                    coalesce((SELECT x.matched_at FROM posted x WHERE x.id = p.case_id),
                        (SELECT min(x.matched_at) FROM posted x WHERE x.matched_at <= p.created_at)) AS matched_at,
                    (SELECT max(e.at) FROM prospect_event e WHERE e.prospect_id = p.id AND e.to_stage = 'hired' AND e.from_stage <> 'hired') AS hired_at
                FROM prospect p WHERE p.company_id = \(own))
            SELECT (SELECT count(*) FROM posted),
                (SELECT count(*) FROM posted WHERE matched_at IS NOT NULL),
                (SELECT round((percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM matched_at - published_at)) / 86400)::numeric)::integer
                    FROM posted WHERE matched_at >= published_at),
                (SELECT count(*) FROM followed),
                (SELECT round((percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM created_at - matched_at)) / 86400)::numeric)::integer
                    FROM followed WHERE created_at >= matched_at),
                (SELECT count(*) FROM followed WHERE stage = 'hired'),
                (SELECT round((percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM hired_at - created_at)) / 86400)::numeric)::integer
                    FROM followed WHERE stage = 'hired')
            """)[0]
        let (cases, matched, toMatch, followed, toProspect, hired, toHire) = try row.decode(
            Int.self, Int.self, Int?.self, Int.self, Int?.self, Int.self, Int?.self)
        return HiringFunnel(steps: [
            HiringFunnel.Step(kind: .case, count: cases, medianDays: nil),
            HiringFunnel.Step(kind: .match, count: matched, medianDays: toMatch),
            HiringFunnel.Step(kind: .prospect, count: followed, medianDays: toProspect),
            HiringFunnel.Step(kind: .hire, count: hired, medianDays: toHire),
        ])
    }
}
