import Postgres
import Testing

/// The rows of a world that belong to its foreign side, as they lie in the tables.
struct ForeignRows {
    /// Of these anybody may know what they are called.
    static let open: Set<String> = ["organisation", "former_name", "school", "company", "network_school"]

    private let all: [String]

    init(of world: World) {
        let foreign = world.foreign
        all = [
            World.secret, "\(foreign.school)", "\(foreign.company)", "\(foreign.network)", "\(foreign.student)", "\(foreign.team)",
            "\(foreign.cohort)", "\(foreign.businessCase)", "\(foreign.round)", "\(foreign.run)", "\(foreign.proven)",
        ]
    }

    /// By which texts a row of a table is known as foreign: names, and things by id.
    func marks(of table: String) -> [String] { Self.open.contains(table) ? [World.secret] : all }

    func isOne(of table: String) -> SQL { "to_jsonb(t)::text LIKE ANY (\(marks(of: table).map { "%\($0)%" }))" }

    static func tables(_ database: Database) async throws -> [String] {
        try await database.execute(
            "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1"
        ).decode(String.self)
    }

    /// Where each of them lies: the least change of one moves it.
    func places(in table: String, _ session: some Session) async throws -> Set<String> {
        Set(try await session.execute(places(in: table)).decode(String.self))
    }

    func places(in tables: [String], _ database: Database) async throws -> [String: Set<String>] {
        var all: [String: Set<String>] = [:]
        for table in tables { all[table] = Set(try await database.execute(places(in: table)).decode(String.self)) }
        return all
    }

    private func places(in table: String) -> SQL { "SELECT t.ctid::text FROM \(identifier: table) t WHERE \(isOne(of: table))" }
}
