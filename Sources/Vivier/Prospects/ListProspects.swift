package import API
import Postgres

/// The students whom the company follows and who still consent to it, newest first; each one shown gets a receipt.
package struct ListProspects: UseCase {
    package var query: ProspectListQuery

    package init(query: ProspectListQuery) {
        self.query = query
    }

    package var needs: Permission { .followProspects }
    package var audited: Audited? { Audited("listProspects", query.stage?.rawValue) }

    package func run(in work: UnitOfWork) async throws -> Page<Prospect> {
        let limit = try pageRows(query.limit)
        let last = try Cursor.read(query.cursor, id: Prospect.ID.self)
        let stage: SQL = query.stage.map { "AND p.stage = \($0)" } ?? ""
        let after: SQL = last.map { "AND p.id < \($0)" } ?? ""
        let rows = try await work.prospects(
            "p.company_id = \(work.caller.organisation) \(stage) \(after) ORDER BY p.id DESC LIMIT \(limit + 1)", shown: limit)
        return Page(rows, limit: limit) { Cursor($0.id.description) }
    }
}
