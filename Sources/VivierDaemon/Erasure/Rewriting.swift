import Formats
import Foundation
import Logging
import Postgres

/// Writes anew what PostgreSQL's files still hold of people who were erased.
///
/// A deleted row, and its entries in indexes, stay in the files until something else comes to lie there, and in the log until that is taken
/// away: `VACUUM FULL` copies what lives and drops the rest (PostgreSQL, 25.1.2). Which tables are due is noted by the database whenever a
/// person's file ends (`erased_trace`).
struct Rewriting: Sendable {
    enum Outcome: Sendable, Equatable {
        case nothingWaits
        /// Another daemon, or command, is at it.
        case underWay
        /// Somebody still reads the database as it was before the last erasure: rows that they may read cannot be dropped yet.
        case stillRead
        case done(Work)
    }

    struct Work: Sendable, Equatable {
        var written: [String] = []
        var waiting: [String: Reason] = [:]
        /// Whether the log was brought to a new file as well; false where it is another's to keep.
        var log = false
        /// When the oldest erasure was that is still in a file.
        var since: Date
    }

    private let conninfo: String
    /// Nil where the server is another's.
    private let cluster: PrivateCluster?
    /// Where its files lie.
    private let folder: String
    let memory = RewritingMemory()

    init(_ settings: Settings, log: Logger) throws(ClusterError) {
        cluster = try settings.databaseURL == nil ? PrivateCluster(in: settings.stateFolder, log: log) : nil
        conninfo = cluster?.url(user: PrivateCluster.owner) ?? settings.ownerDatabaseURL ?? settings.databaseURL ?? ""
        folder = "\(settings.stateFolder)/postgres"
    }

    /// The letters `vivr`.
    private static let lock: Int64 = 0x7669_7672

    /// - Throws: `PostgresError`; what was not done is done the next time.
    func run(_ bounds: Bounds) async throws -> Outcome {
        var configuration = DatabaseConfiguration(conninfo: conninfo)
        configuration.applicationName = "vivierd rewrite"
        let owner = Database(configuration: configuration)
        let outcome = await Result { try await owner.withConnection { try await run(bounds, on: $0) } }
        // The lock and all that was set for the session go with the connection.
        await owner.close()
        return try outcome.get()
    }

    private func run(_ bounds: Bounds, on connection: Connection) async throws -> Outcome {
        guard try await connection.execute("SELECT pg_try_advisory_lock(\(Self.lock))")[0].decode(Bool.self) else { return .underWay }
        let traces = try await connection.execute("SELECT id, waiting, at FROM erased_trace").decode(Int64.self, [String].self, Date.self)
        guard let oldest = traces.map(\.2).min() else { return .nothingWaits }
        guard try await isSettled(connection) else { return .stillRead }
        let ids = traces.map(\.0)
        let isSuper = try await connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")[0].decode(Bool.self)
        if isSuper {
            // A vacuum of the server's own gives way to whoever has waited for this long: it must be before whoever waits gives up.
            try await connection.execute("SELECT set_config('deadlock_timeout', '100', false)")
        }
        var work = Work(since: oldest)
        for (table, size) in try await tables(Set(traces.flatMap(\.1)), on: connection) {
            var reason = reasonToWait(table, size, bounds)
            if reason == nil { reason = try await rewrite("public", table, bounds, on: connection) }
            if let reason {
                work.waiting[table] = reason
                continue
            }
            work.written.append(table)
            try await connection.execute(
                "UPDATE erased_trace SET waiting = array_remove(waiting, \(table)) WHERE id = ANY (\(ids)) AND \(table) = ANY (waiting)")
        }
        // Where nothing was written the statistics and the log are as the last time left them.
        if work.written.isEmpty, !work.waiting.isEmpty, memory.endedWhole { return .done(work) }
        memory.endedWhole = false
        if let reason = try await forgetStatistics(bounds, isSuper: isSuper, on: connection) {
            work.waiting[Self.statistics] = reason
            return .done(work)
        }
        work.log = try await ServerLog(connection: connection).renew(isOwn: cluster != nil)
        cluster?.emptyLog()
        memory.endedWhole = true
        // Whose tables are all done waits no longer, though later ones may; what is not there any more waits for nothing.
        try await connection.execute("DELETE FROM erased_trace WHERE id = ANY (\(ids)) AND NOT waiting && \(work.waiting.keys.sorted())")
        if work.waiting.isEmpty {
            try await connection.execute(
                "INSERT INTO rewriting (at) VALUES (now()) ON CONFLICT ON CONSTRAINT rewriting_pk DO UPDATE SET at = excluded.at")
        }
        return .done(work)
    }

    /// Whether nobody sees any more what was deleted before this is asked: waits for what is under way, for ten seconds.
    ///
    /// A vacuum of the server's own keeps no row from going, unless it looks at values too.
    private func isSettled(_ connection: Connection) async throws -> Bool {
        let now = try await connection.execute("SELECT pg_current_xact_id()::xid::text")[0].decode(String.self)
        let deadline = ContinuousClock.now + .seconds(10)
        while true {
            let isRead = try await connection.execute(
                """
                SELECT EXISTS (SELECT FROM (
                    SELECT unnest(ARRAY[backend_xid, backend_xmin]) AS seen FROM pg_stat_activity
                    WHERE pid <> pg_backend_pid() AND (datname = current_database() OR datname IS NULL)
                        AND (backend_type = 'autovacuum worker' AND query LIKE 'autovacuum: VACUUM%'
                            AND query NOT LIKE 'autovacuum: VACUUM ANALYZE%') IS NOT TRUE
                    UNION ALL SELECT xmin FROM pg_replication_slots
                    UNION ALL SELECT transaction FROM pg_prepared_xacts WHERE database = current_database()
                ) a WHERE age(a.seen) >= age(\(now)::text::xid))
                """)[0].decode(Bool.self)
            if !isRead { return true }
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// With their sizes, the smallest first.
    private func tables(_ names: Set<String>, on connection: Connection) async throws -> [(String, Int64)] {
        try await connection.execute(
            """
            SELECT relname::text, pg_total_relation_size(oid) FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname = ANY (\(names.sorted())) ORDER BY 2, 1
            """
        ).decode(String.self, Int64.self)
    }

    /// - Returns: nil where it is to be tried.
    private func reasonToWait(_ table: String, _ size: Int64, _ bounds: Bounds) -> Reason? {
        if let known = memory.reasonToWait(table, bounds) { return known }
        if let largest = bounds.largest, size > largest { return .night }
        // The copy, and the log of it, lie beside what is there.
        let free = (try? FileManager.default.attributesOfFileSystem(forPath: folder))?[.systemFreeSize] as? NSNumber
        if cluster != nil, let free, free.int64Value / 3 < size { return .noRoom }
        return nil
    }

    /// - Returns: nil where it was written, else why not; then it is as it was.
    private func rewrite(_ schema: String, _ table: String, _ bounds: Bounds, on connection: Connection) async throws -> Reason? {
        // Whoever comes behind one that waits for a lock waits with it.
        let milliseconds = "\(bounds.patience.components.seconds * 1_000)"
        try await connection.batch([
            "SELECT set_config('lock_timeout', '200', false)", "SELECT set_config('statement_timeout', \(milliseconds), false)",
        ])
        for attempt in 0..<10 {
            if attempt > 0 { try await Task.sleep(for: .milliseconds(500)) }
            do {
                try await connection.execute(
                    "VACUUM (FULL, ANALYZE) \(identifier: schema).\(identifier: table)", timeout: bounds.patience + .seconds(10))
                return nil
            } catch {
                switch error.sqlState {
                case Self.lockNotAvailable, Self.deadlockDetected: continue
                case Self.queryCanceled: return memory.timedOut(table, bounds)
                case Self.diskFull: return .noRoom
                default: throw error
                }
            }
        }
        return .inUse
    }

    private static let (lockNotAvailable, deadlockDetected, queryCanceled, diskFull) = ("55P03", "40P01", "57014", "53100")
    static let statistics = "pg_statistic"

    /// What the planner knows of the values of columns: that of a table that is empty now is not renewed by looking at it, and only a superuser
    /// can take it away.
    private func forgetStatistics(_ bounds: Bounds, isSuper: Bool, on connection: Connection) async throws -> Reason? {
        if isSuper {
            try await connection.execute(
                """
                DELETE FROM pg_statistic s USING pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
                WHERE s.starelid = c.oid AND c.relnamespace = 'public'::regnamespace
                    AND (SELECT t.reltuples FROM pg_class t WHERE t.oid = coalesce(i.indrelid, c.oid)) = 0
                """)
        }
        return try await rewrite("pg_catalog", Self.statistics, bounds, on: connection)
    }
}
