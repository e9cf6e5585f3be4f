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
    /// What may be done now.
    struct Bounds: Sendable {
        /// Of the tables to be rewritten, with their indexes; nil: however large.
        var largest: Int64?
        /// For one table. Whoever wants to read it waits no longer.
        var patience: Duration

        /// While people work: no request waits for more than a second.
        static let byDay = Bounds(largest: 64 << 20, patience: .seconds(1))
        static let atNight = Bounds(largest: nil, patience: .seconds(900))
    }

    enum Outcome: Sendable, Equatable {
        case nothingWaits
        /// Another daemon, or command, is at it.
        case underWay
        /// Somebody still reads the database as it was before the last erasure: rows that they may read cannot be dropped yet.
        case stillRead
        /// - Parameters:
        ///   - waiting: what was too large for now, or was in use.
        ///   - log: whether the log was brought to a new file as well; false where it is another's to keep.
        case done([String], waiting: [String], log: Bool)
    }

    private let conninfo: String
    /// Nil where the server is another's.
    private let cluster: PrivateCluster?

    init(_ settings: Settings, log: Logger) throws(ClusterError) {
        cluster = try settings.databaseURL == nil ? PrivateCluster(in: settings.stateFolder, log: log) : nil
        conninfo = cluster?.url(user: PrivateCluster.owner) ?? settings.ownerDatabaseURL ?? settings.databaseURL ?? ""
    }

    /// The letters `vivr`.
    private static let lock: Int64 = 0x7669_7672

    /// - Parameter bounds: nil: as the hour and what waits allow.
    /// - Throws: `PostgresError`; what was not done is done the next time.
    func run(_ bounds: Bounds? = nil) async throws -> Outcome {
        var configuration = DatabaseConfiguration(conninfo: conninfo)
        configuration.applicationName = "vivierd rewrite"
        let owner = Database(configuration: configuration)
        let outcome = await Result { try await owner.withConnection { try await run(bounds, on: $0) } }
        // The lock and all that was set for the session go with the connection.
        await owner.close()
        return try outcome.get()
    }

    private func run(_ bounds: Bounds?, on connection: Connection) async throws -> Outcome {
        guard try await connection.execute("SELECT pg_try_advisory_lock(\(Self.lock))")[0].decode(Bool.self) else { return .underWay }
        let traces = try await connection.execute("SELECT id, waiting, at FROM erased_trace").decode(Int64.self, [String].self, Date.self)
        guard let oldest = traces.map(\.2).min() else { return .nothingWaits }
        let bounds = bounds ?? Self.bounds(now: .now, oldest: oldest)
        guard try await isSettled(connection) else { return .stillRead }
        let ids = traces.map(\.0)
        let (due, large) = try await tables(Set(traces.flatMap(\.1)), bounds, on: connection)
        var (done, waiting) = ([String](), large)
        for table in due {
            guard try await rewrite("public", table, bounds, on: connection) else {
                waiting.append(table)
                continue
            }
            done.append(table)
            try await connection.execute(
                "UPDATE erased_trace SET waiting = array_remove(waiting, \(table)) WHERE id = ANY (\(ids)) AND \(table) = ANY (waiting)")
        }
        // What is not there any more waits for nothing.
        let left = waiting
        guard try await forgetStatistics(bounds, on: connection) else {
            return .done(done, waiting: left + ["pg_statistic"], log: false)
        }
        let log = try await ServerLog(connection: connection).renew(isOwn: cluster != nil)
        cluster?.emptyLog()
        if left.isEmpty {
            try await connection.batch([
                "DELETE FROM erased_trace WHERE id = ANY (\(ids))",
                "INSERT INTO rewriting (at) VALUES (now()) ON CONFLICT ON CONSTRAINT rewriting_pk DO UPDATE SET at = excluded.at",
            ])
        }
        return .done(done, waiting: left, log: log)
    }

    /// Large tables are for the night, in the zone of the house; what waits for nearly a day waits no more.
    static func bounds(now: Date, oldest: Date) -> Bounds {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = HouseZone.current
        let isNight = (2..<5).contains(calendar.component(.hour, from: now))
        return isNight || now.timeIntervalSince(oldest) > 23 * 3_600 ? .atNight : .byDay
    }

    /// Whether nobody sees any more what was deleted before this is asked: waits for what is under way, for ten seconds.
    private func isSettled(_ connection: Connection) async throws -> Bool {
        let now = try await connection.execute("SELECT pg_current_xact_id()::xid::text")[0].decode(String.self)
        let deadline = ContinuousClock.now + .seconds(10)
        while true {
            let isRead = try await connection.execute(
                """
                SELECT EXISTS (SELECT FROM (
                    SELECT unnest(ARRAY[backend_xid, backend_xmin]) AS seen FROM pg_stat_activity
                    WHERE pid <> pg_backend_pid() AND (datname = current_database() OR datname IS NULL)
                    UNION ALL SELECT xmin FROM pg_replication_slots
                    UNION ALL SELECT transaction FROM pg_prepared_xacts WHERE database = current_database()
                ) a WHERE age(a.seen) >= age(\(now)::text::xid))
                """)[0].decode(Bool.self)
            if !isRead { return true }
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Those to be written now, the smallest first, and those that are too large for it.
    private func tables(
        _ names: Set<String>, _ bounds: Bounds, on connection: Connection
    ) async throws -> (due: [String], large: [String]) {
        let sizes = try await connection.execute(
            """
            SELECT relname::text, pg_total_relation_size(oid) FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname = ANY (\(names.sorted())) ORDER BY 2, 1
            """
        ).decode(String.self, Int64.self)
        let most = bounds.largest ?? .max
        return (sizes.filter { $0.1 <= most }.map(\.0), sizes.filter { $0.1 > most }.map(\.0))
    }

    /// - Returns: false where it is in use all the time, or took too long; then it is as it was.
    private func rewrite(_ schema: String, _ table: String, _ bounds: Bounds, on connection: Connection) async throws -> Bool {
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
                return true
            } catch {
                switch error.sqlState {
                case Self.lockNotAvailable, Self.deadlockDetected: continue
                case Self.queryCanceled: return false
                default: throw error
                }
            }
        }
        return false
    }

    private static let (lockNotAvailable, deadlockDetected, queryCanceled) = ("55P03", "40P01", "57014")

    /// What the planner knows of the values of columns: that of a table that is empty now is not renewed by looking at it, and only a superuser
    /// can take it away.
    private func forgetStatistics(_ bounds: Bounds, on connection: Connection) async throws -> Bool {
        let isMine = try await connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")[0].decode(Bool.self)
        if isMine {
            try await connection.execute(
                """
                DELETE FROM pg_statistic s USING pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
                WHERE s.starelid = c.oid AND c.relnamespace = 'public'::regnamespace
                    AND (SELECT t.reltuples FROM pg_class t WHERE t.oid = coalesce(i.indrelid, c.oid)) = 0
                """)
        }
        return try await rewrite("pg_catalog", "pg_statistic", bounds, on: connection)
    }
}
