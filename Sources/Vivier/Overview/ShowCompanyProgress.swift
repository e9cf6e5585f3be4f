package import API
import Postgres

/// Where a company stands between its first case and its teams: its cases by state, who awaits its answer, and the one thing that comes next.
package struct ShowCompanyProgress: UseCase {
    package var company: Organisation.ID

    package init(company: Organisation.ID) {
        self.company = company
    }

    package var needs: Permission { .readTeamCards }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> CompanyProgress {
        let missing = Sentence(en: "The company", fr: "L’entreprise")
        guard work.caller.role == .operator || work.caller.organisation == company else { throw GeneralRefusal.missing(missing) }
        _ = try await work.one("SELECT FROM organisation WHERE id = \(company) AND kind = 'company'", orMissing: missing)
        let counts = try await work.execute(
            "SELECT state, count(*) FROM business_case WHERE company_id = \(company) GROUP BY state ORDER BY state"
        ).decode(BusinessCase.State.self, Int.self).map { CompanyProgress.StateCount(state: $0.0, cases: $0.1) }
        var progress = CompanyProgress(
            next: .wait, states: counts, awaiting: counts.isEmpty ? nil : try await awaiting(work), draft: try await draft(work))
        progress.next = Self.next(of: progress)
        return progress
    }

    /// Teams that wait come before what is settled, and what is settled before what only the company knows of.
    private static func next(of progress: CompanyProgress) -> CompanyProgress.Step {
        if progress.awaiting != nil { return .answer }
        if progress.count([.matched]) > 0 { return .meet }
        if progress.draft != nil { return .finish }
        return progress.count([.submitted, .accepted, .published, .running]) > 0 ? .wait : .post
    }

    private func draft(_ work: UnitOfWork) async throws -> CaseReference? {
        try await work.execute(
            """
            SELECT id, title FROM business_case WHERE company_id = \(company) AND state IN ('draft', 'returned') ORDER BY id DESC LIMIT 1
            """
        ).decode(BusinessCase.ID.self, String.self).first.map { CaseReference(id: $0.0, title: $0.1) }
    }

    private func awaiting(_ work: UnitOfWork) async throws -> AwaitingCards? {
        let rows = try await work.execute(
            """
            WITH shared AS MATERIALIZED (
                SELECT k.case_id, k.round_id, count(*) AS cards, count(p.place) AS ranked,
                    count(p.team_id) FILTER (WHERE p.place IS NULL) AS vetoed
                FROM team_card k LEFT JOIN case_preference p USING (round_id, case_id, team_id)
                WHERE k.company_id = \(company) GROUP BY k.case_id, k.round_id)
            SELECT c.id, c.title, r.id, r.name, r.policy, s.cards, s.ranked, s.vetoed
            FROM shared s JOIN business_case c ON c.id = s.case_id JOIN round r ON r.id = s.round_id
            WHERE s.cards > s.ranked + s.vetoed AND r.state = 'open' AND c.state IN ('published', 'matched') AND NOT \(SQL.isCaseFilled)
            ORDER BY c.id DESC, r.id DESC LIMIT 1
            """
        ).decode(BusinessCase.ID.self, String.self, Round.ID.self, String.self, String.self, Int.self, Int.self, Int.self)
        return rows.first.map {
            AwaitingCards(
                case: CaseReference(id: $0.0, title: $0.1),
                round: CardRound(
                    round: $0.2, name: $0.3, open: true, policy: $0.4, filled: false, cards: $0.5, ranked: $0.6, vetoed: $0.7))
        }
    }
}
