import API
import Foundation
import Postgres

/// The order of a company's matches, and where a page of them ends.
enum CompanyMatchSort: String, ListSort {
    case newest = "-published"
    case fit = "-fit"
    case businessCase = "case"

    static var usual: CompanyMatchSort { .newest }

    /// Of `match m`, its run `r` and the case `c`. A team has one match a run.
    var order: SQL {
        switch self {
        case .newest: "d.id DESC, m.team_id"
        case .fit: "-m.fit, d.id, m.team_id"
        case .businessCase: "c.title, d.id, m.team_id"
        }
    }

    func cursor(after found: CompanyMatch) -> Cursor {
        let key =
            switch self {
            case .newest: ""
            case .fit: String(found.match.fit)
            case .businessCase: found.match.caseTitle
            }
        return Cursor(rawValue, key, found.round.description, found.match.team.description)
    }

    /// The condition on what comes behind a cursor; true where there is none.
    func after(_ cursor: String?) throws(GeneralRefusal) -> SQL {
        guard let parts = try Cursor.read(cursor, parts: 4) else { return "true" }
        guard parts[0] == rawValue, let round = Round.ID(parts[2]), let team = Team.ID(parts[3]) else { throw Cursor.unreadable }
        switch self {
        case .newest: return "(d.id < \(round) OR (d.id = \(round) AND m.team_id > \(team)))"
        case .fit:
            guard let fit = Int32(parts[1]) else { throw Cursor.unreadable }
            return "(-m.fit, d.id, m.team_id) > (-\(fit), \(round), \(team))"
        case .businessCase: return "(c.title, d.id, m.team_id) > (\(parts[1]), \(round), \(team))"
        }
    }
}
