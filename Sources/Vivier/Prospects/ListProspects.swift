package import API
import Postgres

/// The students whom the company follows and who still consent to it, newest first where no other order is asked for; each one shown
/// gets a receipt.
package struct ListProspects: UseCase {
    package var query: ProspectListQuery

    package init(query: ProspectListQuery) {
        self.query = query
    }

    package var needs: Permission { .followProspects }
    package var audited: Audited? { Audited("listProspects", query.stage?.rawValue) }

    package func run(in work: UnitOfWork) async throws -> Page<Prospect> {
        let limit = try pageRows(query.limit)
        let sort = try ProspectSort(checking: query.sort)
        let after = try sort.after(query.cursor)
        let condition = try work.prospectCondition(stage: query.stage, q: query.q)
        let rows = try await work.prospects("\(condition) AND \(after)", order: sort.order, limit: limit + 1, shown: limit)
        return Page(rows, limit: limit) { sort.cursor(after: $0) }
    }
}

extension UnitOfWork {
    /// Which prospects of the company are asked for.
    func prospectCondition(stage: Prospect.Stage?, q: String?) throws(GeneralRefusal) -> SQL {
        var condition: SQL = "p.company_id = \(caller.organisation)"
        if let stage { condition += " AND p.stage = \(stage)" }
        if let words = try searched(q) {
            condition += """
                 AND (strpos(folded(s.given_name || ' ' || s.family_name || ' ' || s.given_name), folded(\(words))) > 0
                    OR strpos(folded(o.name), folded(\(words))) > 0)
                """
        }
        return condition
    }
}
