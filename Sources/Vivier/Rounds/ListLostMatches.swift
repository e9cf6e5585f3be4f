package import API
import Foundation
import Postgres

/// The order of lost matches: by when the case was withdrawn, or by the name of the team; then by team and run, since a team may have lost
/// the cases of several runs.
enum LostMatchSort: String, ListSort {
    case latest = "-withdrawn"
    case earliest = "withdrawn"
    case team
    case teamDown = "-team"

    static var usual: LostMatchSort { .latest }

    private var isByTime: Bool { self == .latest || self == .earliest }
    private var goesDown: Bool { self == .latest || self == .teamDown }
    private var key: SQL { isByTime ? "microseconds(c.withdrawn_at)" : "t.name" }

    var order: SQL {
        let way: SQL = goesDown ? "DESC" : "ASC"
        return "\(key) \(way), m.team_id \(way), m.run_id \(way)"
    }

    /// The condition on what comes behind a cursor; true where there is none.
    func after(_ cursor: String?) throws(GeneralRefusal) -> SQL {
        guard let parts = try Cursor.read(cursor, parts: 4) else { return "true" }
        guard parts[0] == rawValue, let team = Team.ID(parts[2]), let run = Run.ID(parts[3]) else { throw Cursor.unreadable }
        let than: SQL = goesDown ? "<" : ">"
        let behind: SQL = "(\(key), m.team_id, m.run_id) \(than)"
        guard isByTime else { return "\(behind) (\(parts[1])::text, \(team)::uuid, \(run)::uuid)" }
        guard let moment = Int64(parts[1]) else { throw Cursor.unreadable }
        return "\(behind) (\(moment)::bigint, \(team)::uuid, \(run)::uuid)"
    }

    /// - Parameter moment: when the case was withdrawn, in microseconds.
    func cursor(behind lost: LostMatch, at moment: Int64) -> Cursor {
        Cursor(rawValue, isByTime ? "\(moment)" : lost.teamName, lost.team.description, lost.run.description)
    }
}

/// The teams that wait for another case: of one round, or of all that the caller sees; the latest loss first where no order is asked for. A
/// case whose window is over leaves nothing to mend.
package struct ListLostMatches: UseCase {
    package var query: LostMatchQuery

    package init(query: LostMatchQuery) {
        self.query = query
    }

    /// - Parameter round: nil: of all rounds.
    package init(round: Round.ID? = nil) {
        self.init(query: LostMatchQuery(round: round))
    }

    package var needs: Permission { .compareRuns }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<LostMatch> {
        let limit = try pageRows(query.limit)
        let sort = try LostMatchSort(checking: query.sort)
        var narrowed = try sort.after(query.cursor)
        if let round = query.round { narrowed += " AND r.round_id = \(round)" }
        if let words = try work.searched(query.q) {
            narrowed += " AND strpos(folded(t.name || ' ' || c.title || ' ' || k.name), folded(\(words))) > 0"
        }
        let rows = try await work.execute(
            """
            SELECT r.id, r.round_id, r.policy, r.organisation_id, m.team_id, t.name, c.id, c.title, k.name, c.withdrawn_at,
                microseconds(c.withdrawn_at)
            FROM business_case c JOIN match m ON m.case_id = c.id JOIN run r ON r.id = m.run_id AND r.state = 'published'
                JOIN team t ON t.id = m.team_id JOIN organisation k ON k.id = m.company_id
            WHERE c.state = 'withdrawn' AND c.withdrawn_at IS NOT NULL AND c.until_date >= \(SQL.today)
                AND NOT EXISTS (
                    SELECT FROM match x JOIN run y ON y.id = x.run_id AND y.state = 'published' JOIN business_case o ON o.id = x.case_id
                    WHERE x.team_id = m.team_id AND y.published_at > c.withdrawn_at AND o.state <> 'withdrawn')
                AND \(narrowed)
            ORDER BY \(sort.order) LIMIT \(limit + 1)
            """
        ).decode(
            Run.ID.self, Round.ID.self, String.self, Organisation.ID.self, Team.ID.self, String.self, BusinessCase.ID.self, String.self,
            String.self, Date.self, Int64.self
        ).map { row in
            let isHeld = work.caller.role == .operator || work.caller.organisation == row.3
            let lost = LostMatch(
                run: row.0, round: row.1, policy: row.2, isHeld: isHeld, team: row.4, teamName: row.5, case: row.6, caseTitle: row.7,
                company: row.8, withdrawnAt: row.9)
            return (lost: lost, moment: row.10)
        }
        let last = rows.count > limit ? rows[limit - 1] : nil
        return Page(items: rows.prefix(limit).map(\.lost), next: last.map { sort.cursor(behind: $0.lost, at: $0.moment).text })
    }
}
