package import API
import Formats
import Postgres

/// The matches of a run that concern the caller: a school's own teams, a company's own cases, a student's own team.
package struct ListMatches: UseCase {
    package var id: Run.ID
    package var query: MatchQuery

    package init(run: Run.ID, query: MatchQuery) {
        id = run
        self.query = query
    }

    /// All of them, best fit first.
    package init(run: Run.ID, query: PageQuery) {
        self.init(run: run, query: MatchQuery(limit: query.limit, cursor: query.cursor))
    }

    package enum No: Refusal {
        case leftOut

        package var reason: RefusalReason {
            RefusalReason(
                .missing, code: "no-case", en: "The run is published, and your team has no case in it. Your school can tell you why.",
                fr: "Le calcul est publié, et votre équipe n’y a pas de cas. Votre école peut vous dire pourquoi.")
        }
    }

    package var needs: Permission { .readMatches }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Match> {
        let limit = try pageRows(query.limit)
        let order = try MatchOrder(query.sort)
        let last = try Cursor.read(query.cursor, key: String.self, id: Team.ID.self)
        if work.caller.role == .student {
            let isLeftOut = try await work.one("SELECT run_left_out_student(\(id))", orMissing: .run).decode(Bool.self)
            if isLeftOut { throw No.leftOut }
        }
        _ = try await work.one("SELECT FROM run WHERE id = \(id)", orMissing: .run)
        let after = try last.map { try order.after($0.key, $0.id) } ?? ""
        let matches = try await work.matches("m.run_id = \(id) \(SQL.matching(query.q)) \(after) \(order.sql) LIMIT \(limit + 1)")
        return Page(matches, limit: limit) { Cursor(order.key(of: $0), $0.team.description) }
    }
}

/// The same as a file for a spreadsheet, all of them.
package struct ExportMatches: UseCase {
    package var id: Run.ID
    package var query: SortedExportQuery

    package init(run: Run.ID, query: SortedExportQuery = SortedExportQuery()) {
        id = run
        self.query = query
    }

    package var needs: Permission { .readMatches }
    package var audited: Audited? { Audited("exportMatches", id) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let order = try MatchOrder(query.sort)
        _ = try await work.one("SELECT FROM run WHERE id = \(id)", orMissing: .run)
        let french = work.caller.language == .french
        var csv = CSVWriter(
            header: french
                ? ["équipe", "école", "cas", "entreprise", "adéquation", "fixée"] : ["team", "school", "case", "company", "fit", "pinned"],
            dialect: french ? .excelFrench : .rfc4180)
        for match in try await work.matches("m.run_id = \(id) \(SQL.matching(query.q)) \(order.sql)") {
            csv.append([
                match.teamName, match.school, match.caseTitle, match.company, csv.number(Double(match.fit) / 100),
                match.pinned ? (french ? "oui" : "yes") : (french ? "non" : "no"),
            ])
        }
        return Array(csv.text.utf8)
    }
}

/// By what a list of matches is sorted.
struct MatchOrder {
    private enum Key: String {
        case fit, team
        case businessCase = "case"
        case company
    }

    private let key: Key
    private let goesDown: Bool

    /// - Throws: a refusal that names the parameter, for what is no order of this list.
    init(_ text: String?) throws(GeneralRefusal) {
        let text = text ?? "-fit"
        goesDown = text.hasPrefix("-")
        guard let key = Key(rawValue: String(goesDown ? text.dropFirst() : text[...])) else {
            throw .parameter(
                "sort", "unknown", en: "Sort by fit, team, case or company, a minus before it to go down.",
                fr: "Triez par fit, team, case ou company, précédé d’un moins pour descendre.")
        }
        self.key = key
    }

    private var column: SQL {
        switch key {
        case .fit: "m.fit"
        case .team: "t.name COLLATE numbered"
        case .businessCase: "c.title"
        case .company: "k.name"
        }
    }

    var sql: SQL { goesDown ? "ORDER BY \(column) DESC, m.team_id DESC" : "ORDER BY \(column), m.team_id" }

    func key(of match: Match) -> String {
        switch key {
        case .fit: String(match.fit)
        case .team: match.teamName
        case .businessCase: match.caseTitle
        case .company: match.company
        }
    }

    /// What stands behind the last row of a page.
    func after(_ text: String, _ team: Team.ID) throws(GeneralRefusal) -> SQL {
        let value: SQL
        if key == .fit {
            guard let fit = Int32(text) else { throw Cursor.unreadable }
            value = "\(fit)"
        } else {
            value = "\(text)"
        }
        return goesDown ? "AND (\(column), m.team_id) < (\(value), \(team))" : "AND (\(column), m.team_id) > (\(value), \(team))"
    }
}

extension SQL {
    /// Of matches, those that bear a text in one of their names.
    static func matching(_ text: String?) -> SQL {
        guard let text = text?.lowercased(), !text.isEmpty else { return "" }
        return """
            AND (position(\(text) IN lower(t.name)) > 0 OR position(\(text) IN lower(c.title)) > 0 OR position(\(text) IN lower(k.name)) > 0
                OR position(\(text) IN lower(s.name)) > 0)
            """
    }
}

extension UnitOfWork {
    /// - Parameter rest: what follows `WHERE`; `m` is the match, `t` its team, `s` the school, `c` the case, `k` the company.
    func matches(_ rest: SQL) async throws(PostgresError) -> [Match] {
        let rows = try await execute(
            """
            SELECT m.team_id, t.name, s.name, m.case_id, c.title, k.name, m.fit,
                m.pinned AND m.team_id <> ALL (r.kept_teams), c.state = 'withdrawn'
            FROM match m JOIN run r ON r.id = m.run_id JOIN team t ON t.id = m.team_id JOIN organisation s ON s.id = m.school_id
                JOIN business_case c ON c.id = m.case_id JOIN organisation k ON k.id = m.company_id
            WHERE \(rest)
            """
        ).decode(Team.ID.self, String.self, String.self, BusinessCase.ID.self, String.self, String.self, Int.self, Bool.self, Bool.self)
        return rows.map {
            Match(
                team: $0.0, teamName: $0.1, school: $0.2, case: $0.3, caseTitle: $0.4, company: $0.5, fit: $0.6, pinned: $0.7,
                withdrawn: $0.8)
        }
    }
}
