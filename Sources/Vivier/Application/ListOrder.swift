import API
import Postgres

/// The order of a list by a key and then by id, or by id alone, and where a page of it ends.
struct ListOrder {
    /// Nil: by id alone, which is by time.
    var key: SQL?
    /// The key is a whole number, else a text.
    var isNumber = false
    var id: SQL
    var goesDown = false

    var order: SQL {
        let way: SQL = goesDown ? "DESC" : "ASC"
        return key.map { "\($0) \(way), \(id) \(way)" } ?? "\(id) \(way)"
    }

    /// The condition on what comes behind a cursor that ``ListSort/cursor(_:_:)`` made; true where there is none.
    func after<Subject>(_ cursor: String?, by sort: some ListSort, _: Identifier<Subject>.Type) throws(GeneralRefusal) -> SQL {
        guard let parts = try Cursor.read(cursor, parts: 3) else { return "true" }
        guard parts[0] == sort.rawValue, let last = Identifier<Subject>(parts[2]) else { throw Cursor.unreadable }
        let than: SQL = goesDown ? "<" : ">"
        guard let key else { return "\(id) \(than) \(last)" }
        guard isNumber else { return "(\(key), \(id)) \(than) (\(parts[1])::text, \(last)::uuid)" }
        guard let number = Int64(parts[1]) else { throw Cursor.unreadable }
        return "(\(key), \(id)) \(than) (\(number)::bigint, \(last)::uuid)"
    }
}

extension ListSort {
    func cursor<Subject>(_ key: String, _ id: Identifier<Subject>) -> Cursor { Cursor(rawValue, key, id.description) }
}
