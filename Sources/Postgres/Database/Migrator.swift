/// One step of the schema: frozen once it has been applied anywhere.
package struct Migration: Sendable, Equatable {
    /// Orders the steps, as in `0001_organisations`.
    package let name: String
    /// Any statements, separated by semicolons, but none that begins or ends a transaction.
    package let sql: String

    package init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }
}

/// Why the schema cannot be brought up to date.
package enum MigrationFailure: Error, Equatable {
    /// A step that was applied has another text now.
    case changed(String)
    /// The database has steps that this program does not know: it was used by a newer one.
    case newerSchema([String])
    /// A step would come before one that is already applied.
    case outOfOrder(String)
    /// The server refused a step; nothing of it remains.
    case failed(String, reason: String)
}

extension MigrationFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .changed(let name): "migration \(name) was changed after it had been applied; put its text back and write a new one"
        case .newerSchema(let names): "the database was migrated by a newer version (\(names.joined(separator: ", "))); run that version"
        case .outOfOrder(let name): "migration \(name) sorts before one that is already applied; give it a later name"
        case .failed(let name, let reason): "migration \(name) failed, and nothing of it remains: \(reason)"
        }
    }
}

/// Brings a database's schema up to date, one transaction a step, whoever else tries to at the same time.
package enum Migrator {
    /// How long one step may take.
    private static let patience: Duration = .seconds(3_600)
    /// The advisory lock's key: the letters `vivm`.
    private static let lock: Int64 = 0x7669_766d

    /// Applies what is missing, in the order given.
    ///
    /// - Returns: the names of the steps that were applied now; none if all were.
    /// - Throws: `MigrationFailure`, or `PostgresError` if the database is out of reach.
    package static func migrate(_ database: Database, _ migrations: [Migration]) async throws -> [String] {
        try await database.withConnection { connection in
            try await connection.execute("SELECT set_config('statement_timeout', '0', false)")
            try await connection.execute("SELECT pg_advisory_lock(\(lock))", timeout: patience)
            do {
                let applied = try await migrate(connection, migrations)
                try await unlock(connection, database)
                return applied
            } catch {
                // A connection that is gone has let go of the lock.
                _ = try? await connection.execute("ROLLBACK")
                try? await unlock(connection, database)
                throw error
            }
        }
    }

    private static func unlock(_ connection: Connection, _ database: Database) async throws(PostgresError) {
        let timeout = database.configuration.statementTimeout.wholeMilliseconds.description
        try await connection.batch([
            "SELECT pg_advisory_unlock(\(lock))", "SELECT set_config('statement_timeout', \(timeout), false)",
        ])
    }

    private static func migrate(_ connection: Connection, _ migrations: [Migration]) async throws -> [String] {
        try await connection.execute(
            """
            CREATE TABLE IF NOT EXISTS schema_migration (
                name text CONSTRAINT schema_migration_pk PRIMARY KEY,
                checksum bytea NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            )
            """)
        // A migration's bytes and digest as the server sees them, beside what it remembers.
        let state = try await connection.execute(
            """
            SELECT coalesce(known.name, done.name), known.name IS NOT NULL, done.name IS NOT NULL, known.checksum IS NOT DISTINCT FROM done.checksum
            FROM (SELECT name, sha256(convert_to(text, 'UTF8')) AS checksum
                  FROM unnest(\(migrations.map(\.name)), \(migrations.map(\.sql))) AS given (name, text)) AS known
            FULL JOIN schema_migration AS done USING (name)
            ORDER BY coalesce(known.name, done.name) COLLATE "C"
            """
        ).decode(String.self, Bool.self, Bool.self, Bool.self)
        try check(state)
        var applied: [String] = []
        let done = Set(state.filter(\.2).map(\.0))
        for migration in migrations where !done.contains(migration.name) {
            try await apply(migration, on: connection)
            applied.append(migration.name)
        }
        return applied
    }

    private static func check(_ state: [(name: String, isKnown: Bool, isDone: Bool, isSame: Bool)]) throws(MigrationFailure) {
        let unknown = state.filter { !$0.isKnown }.map(\.name)
        guard unknown.isEmpty else { throw .newerSchema(unknown) }
        if let changed = state.first(where: { $0.isDone && !$0.isSame }) { throw .changed(changed.name) }
        if let last = state.lastIndex(where: \.isDone), let early = state[..<last].first(where: { !$0.isDone }) {
            throw .outOfOrder(early.name)
        }
    }

    private static func apply(_ migration: Migration, on connection: Connection) async throws {
        do {
            try await connection.execute("BEGIN")
            try await connection.script(SQL(unsafelySpliced: migration.sql), timeout: patience)
            try await connection.batch([
                """
                INSERT INTO schema_migration (name, checksum)
                VALUES (\(migration.name), sha256(convert_to(\(migration.sql), 'UTF8')))
                """,
                "COMMIT",
            ])
        } catch {
            guard error.kind == .server else { throw error }
            throw MigrationFailure.failed(migration.name, reason: "\(error.report.message) (SQLSTATE \(error.sqlState))")
        }
    }
}
