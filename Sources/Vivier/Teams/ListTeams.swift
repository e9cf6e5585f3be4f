package import API
import Postgres

/// The order of the teams of a cohort.
enum TeamSort: String, ListSort {
    case name
    case nameDown = "-name"

    static var usual: TeamSort { .name }

    var order: ListOrder { ListOrder(key: "t.name COLLATE numbered", id: "t.id", goesDown: self == .nameDown) }
}

/// The teams of a cohort, by name; a student finds only the own team there.
package struct ListTeams: UseCase {
    package var cohort: Cohort.ID
    package var query: SortedQuery

    package init(cohort: Cohort.ID, query: SortedQuery) {
        self.cohort = cohort
        self.query = query
    }

    package init(cohort: Cohort.ID, query: PageQuery) {
        self.init(cohort: cohort, query: SortedQuery(limit: query.limit, cursor: query.cursor))
    }

    package var needs: Permission { .readTeams }
    package var audited: Audited? { Audited("listTeams", cohort) }

    package func run(in work: UnitOfWork) async throws -> Page<Team> {
        let limit = try pageRows(query.limit)
        let sort = try TeamSort(checking: query.sort)
        let after = try sort.order.after(query.cursor, by: sort, Team.ID.self)
        let found = try NameSearch(query.q, parameter: "q").words.reduce("true" as SQL) {
            "\($0) AND folded(t.name) LIKE \($1.containing)"
        }
        _ = try await work.one("SELECT FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
        let teams = try await work.teams(
            "t.cohort_id = \(cohort) AND \(found) AND \(after) ORDER BY \(sort.order.order) LIMIT \(limit + 1)")
        return Page(teams, limit: limit) { sort.cursor($0.name, $0.id) }
    }
}
