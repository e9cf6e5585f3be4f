package import API
import Formats
import Foundation
import Postgres

/// The order of a prospect's history.
enum ProspectEventSort: String, ListSort {
    case newest = "-at"
    case oldest = "at"

    static var usual: ProspectEventSort { .newest }

    /// Of the event `e`. Ids go up by time.
    var order: ListOrder { ListOrder(id: "e.id", goesDown: self == .newest) }
}

/// What a company did about a prospect, newest first where no order is asked for: moves, and notes.
package struct ListProspectEvents: UseCase {
    package var prospect: Prospect.ID
    package var query: SortedQuery

    package init(prospect: Prospect.ID, query: SortedQuery) {
        self.prospect = prospect
        self.query = query
    }

    package var needs: Permission { .followProspects }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<ProspectEvent> {
        let limit = try pageRows(query.limit)
        let sort = try ProspectEventSort(checking: query.sort)
        let after = try sort.order.after(query.cursor, by: sort, ProspectEvent.ID.self)
        _ = try await work.one("SELECT FROM prospect WHERE id = \(prospect)", orMissing: .prospect)
        let events = try await work.events(of: prospect, q: query.q, sort, after: after, limit: limit + 1)
        return Page(events, limit: limit) { sort.cursor("", $0.id) }
    }
}

/// The same, up to 5,000, as CSV; the student gets a receipt that says so.
package struct ExportProspectEvents: UseCase {
    package var prospect: Prospect.ID
    package var query: SortedExportQuery
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(prospect: Prospect.ID, query: SortedExportQuery, form: SheetForm = .program) {
        self.prospect = prospect
        self.query = query
        self.form = form
    }

    package var needs: Permission { .followProspects }
    package var audited: Audited? { Audited("exportProspectEvents", prospect) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let sort = try ProspectEventSort(checking: query.sort)
        _ = try await work.prospect(prospect, as: "export")
        var writer = form.writer([
            ("at", "When (UTC)", "Quand (UTC)"), ("from", "From", "De"), ("to", "To", "Vers"), ("note", "Note", "Note"),
            ("by", "By", "Par"),
        ])
        for event in try await work.events(of: prospect, q: query.q, sort, after: "true", limit: Export.most) {
            writer.append([
                event.at.ISO8601Format(), event.from.map { form.called($0.rawValue) } ?? "", form.called(event.to.rawValue), event.note,
                event.by ?? "",
            ])
        }
        return Array(writer.text.utf8)
    }
}

extension UnitOfWork {
    fileprivate func events(
        of prospect: Prospect.ID, q: String?, _ sort: ProspectEventSort, after: SQL, limit: Int
    ) async throws -> [ProspectEvent] {
        var condition: SQL = "e.prospect_id = \(prospect) AND \(after)"
        if let words = try searched(q) {
            condition += " AND strpos(folded(e.note || ' ' || coalesce(a.email, '')), folded(\(words))) > 0"
        }
        return try await execute(
            """
            SELECT e.id, e.at, e.from_stage, e.to_stage, e.note, a.email
            FROM prospect_event e LEFT JOIN account a ON a.id = e.account_id
            WHERE \(condition) ORDER BY \(sort.order.order) LIMIT \(limit)
            """
        ).decode(ProspectEvent.ID.self, Date.self, Prospect.Stage?.self, Prospect.Stage.self, String.self, String?.self).map {
            ProspectEvent(id: $0.0, at: $0.1, from: $0.2, to: $0.3, note: $0.4, by: $0.5)
        }
    }
}
