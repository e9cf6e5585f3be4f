import Postgres
import TestSupport
import Testing

struct GlanceTests {
    private let asReader: SQL = "SELECT set_config('app.name', 'somebody', true), set_config('transaction_read_only', 'on', true)"

    @Test func `each statement runs behind the prelude, and no connection is taken`() async throws {
        try await withDatabase { database in
            try await database.glance(prelude: [asReader]) { session in
                for _ in 1...3 {
                    let name = try await session.execute("SELECT current_setting('app.name')").first?.decode(String.self)
                    #expect(name == "somebody")
                    #expect(database.statistics.leased == 0)
                }
            }
            let after = try await database.execute("SELECT coalesce(current_setting('app.name', true), '')").decode(String.self)
            #expect(after == [""])
        }
    }

    @Test func `what the prelude forbids is refused, and the connection goes on serving`() async throws {
        try await withDatabase { database in
            try await database.execute("CREATE TABLE note (text text)")
            let error = try await failure {
                try await database.glance(prelude: [asReader]) { try await $0.execute("INSERT INTO note VALUES ('a')") }
            }
            #expect(error.sqlState == "25006")
            try await database.execute("INSERT INTO note VALUES ('b')")
            let notes = try await database.execute("SELECT text FROM note").decode(String.self)
            #expect(notes == ["b"])
        }
    }

    @Test func `many glances at once each see their own prelude`() async throws {
        try await withDatabase { database in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        try await database.glance(prelude: ["SELECT set_config('app.name', \("n\(number)"), true)"]) { session in
                            try await session.execute("SELECT current_setting('app.name')").decode(String.self) == ["n\(number)"]
                        }
                    }
                }
                for try await isOwn in group { #expect(isOwn) }
            }
        }
    }

    @Test func `what needs a connection of its own is refused`() async throws {
        try await withDatabase { database in
            let error = try await failure {
                try await database.glance(prelude: []) { session in
                    try await session.script("SELECT 1; SELECT 2")
                    return 0
                }
            }
            #expect(error.kind == .misuse)
        }
    }

    @Test func `variants of a statement are prepared apart`() async throws {
        try await withDatabase({ $0.sharedConnections = 1 }) { database in
            for variant in ["red", "blue", "red"] {
                _ = try await database.glance(prelude: [], variant: variant) { try await $0.execute("SELECT 42") }
            }
            let prepared = try await database.execute(
                "SELECT statement FROM pg_prepared_statements WHERE statement LIKE 'SELECT 42%' ORDER BY statement"
            ).decode(String.self)
            #expect(prepared == ["SELECT 42 -- blue", "SELECT 42 -- red"])
        }
    }
}
