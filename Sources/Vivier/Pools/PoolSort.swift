import API
import Postgres

/// The order of a search: chosen by whoever asks and shown with the answer, never a hidden score. People alike in it stand by name.
enum PoolSort: String, ListSort {
    case name
    /// Earliest first; unknown dates last.
    case graduation
    case latestGraduation = "-graduation"
    /// Best level of the skills asked for, highest first.
    case level

    static var usual: PoolSort { .name }

    /// A number that ascends in this order; nil where the name alone decides.
    func key(_ filter: TalentFilter, _ query: TalentQuery) -> SQL? {
        switch self {
        case .name: nil
        case .graduation: "coalesce(\(PoolStudent.graduation) - DATE '1970-01-01', 2147483647)"
        case .latestGraduation: "coalesce(DATE '1970-01-01' - \(PoolStudent.graduation), 2147483647)"
        case .level: "-\(filter.bestLevel(query))::integer"
        }
    }

    /// Where a page of this order ends.
    struct Place {
        var key: Int32
        var name: (family: String, given: String, id: Student.ID)
    }

    func cursor(after place: Place) -> Cursor {
        Cursor(rawValue, String(place.key), place.name.family, place.name.given, place.name.id.description)
    }

    func place(_ cursor: String?) throws(GeneralRefusal) -> Place? {
        guard let parts = try Cursor.read(cursor, parts: 5) else { return nil }
        guard parts[0] == rawValue, let key = Int32(parts[1]), let id = Student.ID(parts[4]) else { throw Cursor.unreadable }
        return Place(key: key, name: (parts[2], parts[3], id))
    }
}
