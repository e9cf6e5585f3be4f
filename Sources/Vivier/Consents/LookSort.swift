import API
import Postgres

/// The order of a list of looks, and where a page of it ends.
enum LookSort: String, ListSort {
    case newest = "-at"
    case oldest = "at"
    case company
    case most = "-count"

    static var usual: LookSort { .newest }

    /// Of `look`, whose `moment` is in microseconds.
    private var keys: (text: SQL, number: SQL) {
        switch self {
        case .newest: ("''::text", "-moment")
        case .oldest: ("''::text", "moment")
        case .company: ("name", "-moment")
        case .most: ("''::text", "-times")
        }
    }

    var order: SQL { "\(keys.text), \(keys.number), day DESC, company_id, kind" }

    /// The condition on what comes behind a cursor; true where there is none.
    func after(_ cursor: String?) throws(GeneralRefusal) -> SQL {
        guard let parts = try Cursor.read(cursor, parts: 6) else { return "true" }
        guard parts[0] == rawValue, let number = Int64(parts[2]), let day = Int32(parts[3]), let company = Organisation.ID(parts[4])
        else { throw Cursor.unreadable }
        return """
            (\(keys.text), \(keys.number), -(day - '2000-01-01'::date), company_id, kind) >
                (\(parts[1])::text, \(number)::bigint, -(\(day)::integer), \(company)::uuid, \(parts[5])::text)
            """
    }

    /// - Parameters:
    ///   - moment: of the last look, in microseconds.
    ///   - day: since 2000-01-01.
    func cursor(name: String, moment: Int64, times: Int, day: Int32, company: Organisation.ID, kind: String) -> Cursor {
        let (text, number): (String, Int64) =
            switch self {
            case .newest: ("", -moment)
            case .oldest: ("", moment)
            case .company: (name, -moment)
            case .most: ("", -Int64(times))
            }
        return Cursor(rawValue, text, String(number), String(day), company.description, kind)
    }
}
