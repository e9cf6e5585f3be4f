package import API
import Postgres

/// The cases of a run by what one more place on each would be worth, from the certificate's prices; those worth nothing are left out.
package struct ListScarceCases: UseCase {
    package var id: Run.ID
    package var query: PageQuery

    package init(run: Run.ID, query: PageQuery) {
        id = run
        self.query = query
    }

    package enum No: Refusal {
        case noPrices, minimums(String)

        package var reason: RefusalReason {
            switch self {
            case .noPrices:
                RefusalReason(
                    .conflict, code: "no-prices",
                    en: "Only a best-total run has prices in points of fit. Look at the round’s demand.",
                    fr: "Seul un calcul best-total a des prix en points d’adéquation. Consultez la demande de la session.")
            case .minimums(let cases):
                RefusalReason(
                    .conflict, code: "no-prices",
                    en:
                        "A run with a minimum of teams has no prices, and this one has: \(cases). See those of the run without it: vivier round "
                        + "scarcity of what vivier round branch RUN --minimum CASE=0 makes.",
                    fr:
                        "Un calcul avec un minimum d’équipes n’a pas de prix, et celui-ci en a un : \(cases). Voyez ceux du calcul sans lui : "
                        + "vivier round scarcity de ce que crée vivier round branch RUN --minimum CASE=0.")
            }
        }
    }

    /// The cases on offer that run with a minimum of teams, as `Sell honey (2)`; the first five.
    private func minimums(in work: UnitOfWork) async throws -> String {
        try await work.execute(
            """
            SELECT c.title, c.minimum FROM run r JOIN round q ON q.id = r.round_id JOIN business_case c ON c.minimum > 0
                AND c.state NOT IN ('draft', 'withdrawn')
                AND (q.every_case OR EXISTS (SELECT FROM round_case rc WHERE rc.round_id = q.id AND rc.case_id = c.id))
            WHERE r.id = \(id) ORDER BY c.id LIMIT 5
            """
        ).decode(String.self, Int.self).map { "\($0.0) (\($0.1))" }.joined(separator: ", ")
    }

    package var needs: Permission { .readRounds }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<ScarceCase> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, number: Int64.self, id: BusinessCase.ID.self)
        let kind = try await work.one("SELECT kind FROM certificate WHERE run_id = \(id)", orMissing: .run).decode(String.self)
        guard kind == "lp-dual" else { throw kind == "branches" ? No.minimums(try await minimums(in: work)) : No.noPrices }
        let rows = try await work.execute(
            """
            SELECT p.case_id, c.title, k.name, p.price
            FROM case_price p JOIN business_case c ON c.id = p.case_id JOIN organisation k ON k.id = p.company_id
            WHERE p.run_id = \(id) AND p.price > 0
                AND (\(last?.number)::bigint IS NULL OR p.price < \(last?.number) OR (p.price = \(last?.number) AND p.case_id > \(last?.id)))
            ORDER BY p.price DESC, p.case_id LIMIT \(limit + 1)
            """
        ).decode(BusinessCase.ID.self, String.self, String.self, Int.self)
        return Page(rows.map { ScarceCase(case: $0.0, title: $0.1, company: $0.2, price: $0.3) }, limit: limit) {
            Cursor(String($0.price), $0.case.description)
        }
    }
}
