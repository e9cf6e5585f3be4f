import API
import Formats
import Postgres

/// The order of a list of cases, and where a page of it ends.
enum CaseSort: String, ListSort {
    case newest = "-created"
    case oldest = "created"
    case title
    case titleDown = "-title"
    case from
    case fromDown = "-from"

    static var usual: CaseSort { .newest }

    /// Of `business_case c`.
    var order: SQL {
        switch self {
        case .newest: "c.id DESC"
        case .oldest: "c.id"
        case .title: "c.title, c.id"
        case .titleDown: "c.title DESC, c.id DESC"
        case .from: "c.from_date, c.id"
        case .fromDown: "c.from_date DESC, c.id DESC"
        }
    }

    func cursor(after line: CaseLine) -> Cursor {
        let key =
            switch self {
            case .newest, .oldest: ""
            case .title, .titleDown: line.title
            case .from, .fromDown: line.window.from.description
            }
        return Cursor(rawValue, key, line.id.description)
    }

    /// The condition on what comes behind a cursor; true where there is none.
    func after(_ cursor: String?) throws(GeneralRefusal) -> SQL {
        guard let parts = try Cursor.read(cursor, parts: 3) else { return "true" }
        guard parts[0] == rawValue, let id = BusinessCase.ID(parts[2]) else { throw Cursor.unreadable }
        let day = Day(parts[1])
        switch self {
        case .newest: return "c.id < \(id)"
        case .oldest: return "c.id > \(id)"
        case .title: return "(c.title, c.id) > (\(parts[1]), \(id))"
        case .titleDown: return "(c.title, c.id) < (\(parts[1]), \(id))"
        case .from, .fromDown:
            guard let day else { throw Cursor.unreadable }
            return self == .from ? "(c.from_date, c.id) > (\(day), \(id))" : "(c.from_date, c.id) < (\(day), \(id))"
        }
    }
}
