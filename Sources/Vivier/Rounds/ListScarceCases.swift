package import API
import Postgres

/// The order of scarce cases: by what a place is worth, the most first, or by title.
enum ScarcitySort: String, ListSort {
    case worth = "-worth"
    case title = "case"
    case titleDown = "-case"

    static var usual: ScarcitySort { .worth }

    var order: ListOrder {
        switch self {
        case .worth: ListOrder(key: "(-p.rank)", isNumber: true, id: "p.case_id")
        case .title: ListOrder(key: "c.title", id: "p.case_id")
        case .titleDown: ListOrder(key: "c.title", id: "p.case_id", goesDown: true)
        }
    }
}

/// The cases of a run by what one more place on each is worth, or where that was too much to compute by what it is worth at most; those
/// worth nothing are left out.
package struct ListScarceCases: UseCase {
    package var id: Run.ID
    package var query: SortedQuery

    package init(run: Run.ID, query: SortedQuery) {
        id = run
        self.query = query
    }

    package init(run: Run.ID, query: PageQuery) {
        self.init(run: run, query: SortedQuery(limit: query.limit, cursor: query.cursor))
    }

    package enum No: Refusal {
        case noPrices, minimums(String)

        package var reason: RefusalReason {
            switch self {
            case .noPrices:
                RefusalReason(
                    .conflict, code: "no-prices",
                    en:
                        "Only a run of the best total has prices in points of fit. See those of what vivier round branch RUN --policy best-total "
                        + "makes of the same input; where teams rank cases, vivier round demand ROUND says too which are short.",
                    fr:
                        "Seul un calcul au meilleur total a des prix en points d’adéquation. Voyez ceux de ce que vivier round branch RUN "
                        + "--policy best-total fait de la même entrée ; là où les équipes classent les cas, vivier round demand ROUND dit aussi "
                        + "lesquels manquent de places.")
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

    package var needs: Permission { .readRounds }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<ScarceCase> {
        let limit = try pageRows(query.limit)
        let sort = try ScarcitySort(checking: query.sort)
        var narrowed = try sort.order.after(query.cursor, by: sort, BusinessCase.ID.self)
        if let words = try work.searched(query.q) {
            narrowed += " AND strpos(folded(c.title || ' ' || k.name), folded(\(words))) > 0"
        }
        let kind = try await work.one("SELECT kind FROM certificate WHERE run_id = \(id)", orMissing: .run).decode(String.self)
        guard kind == "lp-dual" else {
            throw kind == "branches"
                ? No.minimums(try await work.papersToComputeWith(of: id).snapshot.minimums(in: work)) : No.noPrices
        }
        let rows = try await work.execute(
            """
            SELECT p.case_id, c.title, k.name, p.price, p.worth_teams, p.worth_fit, p.rank
            FROM case_price p JOIN business_case c ON c.id = p.case_id JOIN organisation k ON k.id = p.company_id
            WHERE p.run_id = \(id) AND p.rank > 0 AND \(narrowed)
            ORDER BY \(sort.order.order) LIMIT \(limit + 1)
            """
        ).decode(BusinessCase.ID.self, String.self, String.self, Int.self, Int?.self, Int?.self, Int.self)
        let end = rows.count > limit ? rows[limit - 1] : nil
        return Page(
            items: rows.prefix(limit).map { ScarceCase(case: $0.0, title: $0.1, company: $0.2, price: $0.3, teams: $0.4, worth: $0.5) },
            next: end.map { sort.cursor(sort == .worth ? String(-$0.6) : $0.1, $0.0).text })
    }
}
