package import API
import Formats
import Postgres

/// The order of the decisions of a round, and where a page of them ends.
enum DecisionSort: String, ListSort {
    case team
    case teamDown = "-team"
    case businessCase = "case"
    case caseDown = "-case"

    static var usual: DecisionSort { .team }

    private var goesDown: Bool { self == .teamDown || self == .caseDown }
    private var isByTeam: Bool { self == .team || self == .teamDown }

    /// Of the decision `d`, its team `t` and its case `c`, which the reader may not see any more.
    private var key: SQL { isByTeam ? "t.name" : "coalesce(c.title, '')" }

    var order: SQL {
        let way: SQL = goesDown ? "DESC" : "ASC"
        return "\(key) \(way), d.team_id \(way), d.case_id \(way), d.kind \(way)"
    }

    func cursor(after decision: Decision) -> Cursor {
        let name = isByTeam ? decision.teamName : decision.caseTitle
        return Cursor(rawValue, name ?? "", decision.team.description, decision.case.description, decision.kind.rawValue)
    }

    /// The condition on what comes behind a cursor; true where there is none.
    func after(_ cursor: String?) throws(GeneralRefusal) -> SQL {
        guard let parts = try Cursor.read(cursor, parts: 5) else { return "true" }
        guard parts[0] == rawValue, let team = Team.ID(parts[2]), let businessCase = BusinessCase.ID(parts[3]) else {
            throw Cursor.unreadable
        }
        let than: SQL = goesDown ? "<" : ">"
        return "(\(key), d.team_id, d.case_id, d.kind) \(than) (\(parts[1])::text, \(team)::uuid, \(businessCase)::uuid, \(parts[4])::text)"
    }
}

/// The pins, bans and conflicts of interest of a round, and the teams that companies declined, by team where no order is asked for.
package struct ListDecisions: UseCase {
    package var round: Round.ID
    package var query: SortedQuery

    package init(round: Round.ID, query: SortedQuery) {
        self.round = round
        self.query = query
    }

    package var needs: Permission { .readRounds }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Decision> {
        let limit = try pageRows(query.limit)
        let sort = try DecisionSort(checking: query.sort)
        let after = try sort.after(query.cursor)
        let found = try await work.decisions(of: round, q: query.q, sort, after: after, limit: limit + 1)
        return Page(found, limit: limit) { sort.cursor(after: $0) }
    }
}

/// The same, up to 5,000, as CSV.
package struct ExportDecisions: UseCase {
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
        let sort = try DecisionSort(checking: query.sort)
        var writer = form.writer([
            ("decision", "Decision", "Décision"), ("team", "Team (id)", "Équipe (identifiant)"), ("name", "Team", "Équipe"),
            ("case", "Case (id)", "Cas (identifiant)"), ("title", "Case", "Cas"), ("reason", "Reason", "Raison"),
        ])
        for one in try await work.decisions(of: round, q: query.q, sort, after: "true", limit: Export.most) {
            writer.append([
                form.called(one.kind.rawValue), "\(one.team)", one.teamName ?? "", "\(one.case)", one.caseTitle ?? "", one.reason,
            ])
        }
        return Array(writer.text.utf8)
    }
}

extension UnitOfWork {
    fileprivate func decisions(
        of round: Round.ID, q: String?, _ sort: DecisionSort, after: SQL, limit: Int
    ) async throws -> [Decision] {
        var condition: SQL = "\(after)"
        if let words = try searched(q) {
            condition += " AND strpos(folded(t.name || ' ' || coalesce(c.title, '') || ' ' || d.reason), folded(\(words))) > 0"
        }
        _ = try await one("SELECT FROM round WHERE id = \(round)", orMissing: .round)
        // A company gives its reason to the team's school.
        let told: SQL = caller.readsVetoReasons ? "coalesce(reason, '')" : "''"
        let rows = try await execute(
            """
            SELECT d.team_id, d.case_id, d.kind, d.reason, t.name, c.title
            FROM (
                SELECT team_id, case_id, kind, reason FROM round_decision WHERE round_id = \(round)
                UNION ALL SELECT team_id, case_id, 'veto', \(told) FROM case_preference WHERE round_id = \(round) AND place IS NULL
            ) d JOIN team t ON t.id = d.team_id LEFT JOIN business_case c ON c.id = d.case_id
            WHERE \(condition) ORDER BY \(sort.order) LIMIT \(limit)
            """
        ).decode(Team.ID.self, BusinessCase.ID.self, String.self, String.self, String.self, String?.self)
        return rows.compactMap { row in
            Decision.Kind(rawValue: row.2).map {
                Decision(team: row.0, case: row.1, kind: $0, reason: row.3, teamName: row.4, caseTitle: row.5)
            }
        }
    }
}

extension Caller {
    /// Whether a company's reason for declining a team is meant for them; of which teams is up to the rows that they see.
    var readsVetoReasons: Bool { [.operator, .schoolAdmin, .supervisor].contains(role) }
}

extension UnitOfWork {
    /// Why the company declined the team for its case, where it said so and the caller may know.
    func vetoReason(of team: Team.ID, for businessCase: BusinessCase.ID, in round: Round.ID) async throws -> String? {
        guard caller.readsVetoReasons else { return nil }
        return try await execute(
            """
            SELECT reason FROM case_preference
            WHERE round_id = \(round) AND case_id = \(businessCase) AND team_id = \(team) AND place IS NULL AND reason IS NOT NULL
            """
        ).decode(String.self).first
    }
}
