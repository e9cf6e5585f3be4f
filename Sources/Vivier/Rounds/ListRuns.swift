package import API
import Formats
import Foundation
import Postgres

/// The order of the runs of a round.
enum RunSort: String, ListSort {
    case newest = "-number"
    case oldest = "number"
    case placed = "placed"
    case placedDown = "-placed"
    /// By the mean fit of a placed team; 0 where none is.
    case fit = "fit"
    case fitDown = "-fit"

    static var usual: RunSort { .newest }

    /// Of `run r`.
    var order: ListOrder {
        switch self {
        case .newest: ListOrder(key: "r.number", isNumber: true, id: "r.id", goesDown: true)
        case .oldest: ListOrder(key: "r.number", isNumber: true, id: "r.id")
        case .placed: ListOrder(key: "r.placed_count", isNumber: true, id: "r.id")
        case .placedDown: ListOrder(key: "r.placed_count", isNumber: true, id: "r.id", goesDown: true)
        case .fit: ListOrder(key: "coalesce(r.total_fit / nullif(r.placed_count, 0), 0)", isNumber: true, id: "r.id")
        case .fitDown: ListOrder(key: "coalesce(r.total_fit / nullif(r.placed_count, 0), 0)", isNumber: true, id: "r.id", goesDown: true)
        }
    }

    func cursor(after run: RunLine) -> Cursor {
        let key =
            switch self {
            case .newest, .oldest: run.number
            case .placed, .placedDown: run.placed
            case .fit, .fitDown: run.meanFit ?? 0
            }
        return cursor(String(key), run.id)
    }
}

/// The runs of a round, found by their number or by the beginning of the hash of their input, newest first where no order is asked for.
package struct ListRuns: UseCase {
    package var round: Round.ID
    package var query: SortedQuery

    package init(round: Round.ID, query: SortedQuery) {
        self.round = round
        self.query = query
    }

    package var needs: Permission { .readRounds }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<RunLine> {
        let limit = try pageRows(query.limit)
        let sort = try RunSort(checking: query.sort)
        let after = try sort.order.after(query.cursor, by: sort, Run.ID.self)
        let condition = try await work.runs(of: round, q: query.q)
        let rows = try await work.execute(
            """
            SELECT r.id, r.number, r.state, r.total_fit, r.placed_count, r.created_at FROM run r
            WHERE \(condition) AND \(after) ORDER BY \(sort.order.order) LIMIT \(limit + 1)
            """
        ).decode(Run.ID.self, Int.self, String.self, Int.self, Int.self, Date.self)
        let runs = rows.map { RunLine(id: $0.0, number: $0.1, state: $0.2, totalFit: $0.3, placed: $0.4, createdAt: $0.5) }
        return Page(runs, limit: limit) { sort.cursor(after: $0) }
    }
}

/// The same, up to 5,000, as CSV, with what each proves.
package struct ExportRuns: UseCase {
    package var round: Round.ID
    package var query: SortedExportQuery
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(round: Round.ID, query: SortedExportQuery, form: SheetForm = .program) {
        self.round = round
        self.query = query
        self.form = form
    }

    package var needs: Permission { .readRounds }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let order = try RunSort(checking: query.sort).order.order
        let condition = try await work.runs(of: round, q: query.q)
        var writer = form.writer([
            ("run", "Run (id)", "Calcul (identifiant)"), ("number", "Run", "Calcul"), ("state", "State", "État"),
            ("policy", "Policy", "Règle"), ("teams", "Teams", "Équipes"), ("placed", "Placed", "Placées"),
            ("total_fit", "Total fit (points)", "Adéquation totale (points)"), ("certificate", "Certificate", "Certificat"),
            ("computed_at", "Computed (UTC)", "Calculé (UTC)"), ("published_at", "Published (UTC)", "Publié (UTC)"),
            ("snapshot_sha256", "Hash of the input", "Empreinte de l’entrée"),
        ])
        let rows = try await work.execute(
            """
            SELECT r.id, r.number, r.state, r.policy, r.team_count, r.placed_count, r.total_fit, c.kind, r.created_at, r.published_at,
                encode(r.snapshot_sha256, 'hex')
            FROM run r JOIN certificate c ON c.run_id = r.id WHERE \(condition) ORDER BY \(order) LIMIT \(Export.most)
            """
        ).decode(
            Run.ID.self, Int.self, String.self, String.self, Int.self, Int.self, Int.self, String.self, Date.self, Date?.self, String.self)
        for row in rows {
            writer.append([
                "\(row.0)", "\(row.1)", form.called(row.2), row.3, "\(row.4)", "\(row.5)", "\(row.6)", row.7, row.8.ISO8601Format(),
                row.9?.ISO8601Format() ?? "", row.10,
            ])
        }
        return Array(writer.text.utf8)
    }
}

extension UnitOfWork {
    /// Which of the runs of a round are asked for; `r` is the run.
    fileprivate func runs(of round: Round.ID, q: String?) async throws -> SQL {
        _ = try await one("SELECT FROM round WHERE id = \(round)", orMissing: .round)
        var condition: SQL = "r.round_id = \(round)"
        if let words = try searched(q) {
            let beginning = SearchWords.literal(words.lowercased()) + "%"
            condition += " AND (r.number::text = \(words) OR encode(r.snapshot_sha256, 'hex') LIKE \(beginning))"
        }
        return condition
    }
}
