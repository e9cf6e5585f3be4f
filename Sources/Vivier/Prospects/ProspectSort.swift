import API
import Formats
import Foundation
import Postgres

/// The order of a list of prospects, and where a page of it ends.
enum ProspectSort: String, ListSort {
    case newest = "-added"
    case oldest = "added"
    case name
    case lastMoved = "-changed"
    /// Next action due first; without one last.
    case next

    static var usual: ProspectSort { .newest }

    /// Of `prospect p` and its student `s`.
    var order: SQL {
        switch self {
        case .newest: "p.id DESC"
        case .oldest: "p.id"
        case .name: "s.family_name, s.given_name, p.id"
        case .lastMoved: "p.changed_at DESC, p.id DESC"
        case .next: "coalesce(p.next_on, 'infinity'), p.id"
        }
    }

    func cursor(after prospect: Prospect) -> Cursor {
        let keys =
            switch self {
            case .newest, .oldest: ("", "")
            case .name: (prospect.familyName, prospect.givenName)
            // In microseconds, as PostgreSQL has it.
            case .lastMoved: (String(Int64((prospect.changedAt.timeIntervalSince1970 * 1_000_000).rounded())), "")
            case .next: (prospect.nextOn?.description ?? "", "")
            }
        return Cursor(rawValue, keys.0, keys.1, prospect.id.description)
    }

    /// The condition on what comes behind a cursor; true where there is none.
    func after(_ cursor: String?) throws(GeneralRefusal) -> SQL {
        guard let parts = try Cursor.read(cursor, parts: 4) else { return "true" }
        guard parts[0] == rawValue, let id = Prospect.ID(parts[3]) else { throw Cursor.unreadable }
        switch self {
        case .newest: return "p.id < \(id)"
        case .oldest: return "p.id > \(id)"
        case .name: return "(s.family_name, s.given_name, p.id) > (\(parts[1]), \(parts[2]), \(id))"
        case .lastMoved:
            guard let moment = Int64(parts[1]) else { throw Cursor.unreadable }
            return "((extract(epoch FROM p.changed_at) * 1000000)::bigint, p.id) < (\(moment), \(id))"
        case .next:
            guard !parts[1].isEmpty else { return "(p.next_on IS NULL AND p.id > \(id))" }
            guard let day = Day(parts[1]) else { throw Cursor.unreadable }
            return "(coalesce(p.next_on, 'infinity'), p.id) > (\(day), \(id))"
        }
    }
}
