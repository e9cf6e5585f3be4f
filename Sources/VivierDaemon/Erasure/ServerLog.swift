import Postgres

/// PostgreSQL's write-ahead log, in which all that was ever written stands until its files are taken away.
struct ServerLog {
    let connection: Connection

    /// How many files that an earlier setting kept for later use are gone through at most: 2 GB.
    private static let most = 130

    /// Goes on in a new file and takes the older ones away.
    ///
    /// - Parameter isOwn: of a cluster that keeps no files for later use.
    /// - Returns: false where that is not for this role to do.
    func renew(isOwn: Bool) async throws -> Bool {
        try await connection.execute("SELECT set_config('statement_timeout', '600000', false)")
        do {
            try await goOn()
            // Before `wal_recycle` was off, files were given a later number with all that stood in them: those that lie ahead are gone through,
            // and the last of them as well.
            var (ahead, gone) = (0, 0)
            if isOwn { ahead = try await filesAhead() }
            while ahead > 0, gone < Self.most {
                try await goOn()
                gone += 1
                ahead = try await filesAhead()
                if ahead == 0 { try await goOn() }
            }
            return true
        } catch {
            guard error.sqlState == "42501" else { throw error }
            return false
        }
    }

    private func filesAhead() async throws(PostgresError) -> Int {
        let rows = try await connection.execute(
            """
            SELECT count(*) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$' AND name > pg_walfile_name(pg_current_wal_insert_lsn())
            """)
        return try rows[0].decode(Int.self)
    }

    private func goOn() async throws(PostgresError) {
        // Where nothing was written since the last file began it would not go on to the next.
        try await connection.execute("SELECT pg_logical_emit_message(true, 'vivier', 'rewritten')")
        try await connection.execute("SELECT pg_switch_wal()")
        try await connection.execute("CHECKPOINT", timeout: .seconds(610))
    }
}
