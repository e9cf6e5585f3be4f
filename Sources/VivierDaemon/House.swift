import Foundation
import Logging
import Mail
import Postgres
import ServiceLifecycle
import Vivier

/// Everything that stands behind the doors: the database, migrated and seeded, and the application on it.
struct House {
    let application: Application
    /// What must run while the application is used, in the order in which it starts; it stops in the reverse order.
    let services: [any Service]

    /// Starts or adopts the private cluster where no database is given, migrates, and connects as the daemon's role.
    ///
    /// - Parameter letters: nil where nobody delivers letters.
    static func open(_ settings: Settings, log: Logger, letters: Postman? = nil) async throws -> House {
        guard let url = settings.databaseURL else {
            let state = try StateFolder(path: settings.stateFolder)
            // An empty service in its place would look like the one that was to come back.
            try BackupFolder.sweep(ifFree: state.path)
            let isHalfRestored = FileManager.default.fileExists(atPath: "\(state.path)/restoring")
            guard settings.hasHouse || !isHalfRestored else { throw ClusterError.halfRestored(state.path) }
            let cluster = try PrivateCluster(in: state.path, log: log)
            do {
                try await cluster.start()
                try await createDatabase(cluster)
                let house = try await open(
                    daemonURL: cluster.url(user: "vivier_daemon"), ownerURL: cluster.url(user: PrivateCluster.owner),
                    takesDaemonRole: false, settings, log: log, letters)
                return House(
                    application: house.application, services: [LockedState(folder: state), cluster] + house.services)
            } catch {
                await cluster.stop()
                throw error
            }
        }
        // Whoever logs in as the owner takes the daemon's role on every connection.
        return try await open(
            daemonURL: url, ownerURL: settings.ownerDatabaseURL ?? url, takesDaemonRole: settings.ownerDatabaseURL == nil,
            settings, log: log, letters)
    }

    /// For a command at the terminal: beside a running daemon it uses that daemon's cluster; else it opens the house for as long as
    /// `body` runs.
    static func visit<Answer>(
        _ settings: Settings, log: Logger, _ body: (Application) async throws -> Answer
    ) async throws -> Answer {
        let house: House
        do {
            house = try await open(settings, log: log)
        } catch ClusterError.stateInUse {
            let cluster = try PrivateCluster(in: settings.stateFolder, log: log)
            house = try await open(
                daemonURL: cluster.url(user: "vivier_daemon"), ownerURL: cluster.url(user: PrivateCluster.owner),
                takesDaemonRole: false, settings, log: log, nil)
        }
        let answer: Result<Answer, any Error>
        do {
            answer = .success(try await body(house.application))
        } catch {
            answer = .failure(error)
        }
        await house.application.database.close()
        for case let cluster as PrivateCluster in house.services { await cluster.stop() }
        return try answer.get()
    }

    /// For what looks at the whole cluster: beside a running daemon its cluster is used; else it is started for as long as `body` runs. Nothing
    /// is migrated.
    static func atCluster<Answer>(_ settings: Settings, log: Logger, _ body: (PrivateCluster) async throws -> Answer) async throws -> Answer
    {
        let cluster = try PrivateCluster(in: settings.stateFolder, log: log)
        let own = try freeState(settings)
        if own != nil { try await cluster.start() }
        let answer = await Result { try await body(cluster) }
        if own != nil { await cluster.stop() }
        withExtendedLifetime(own) {}
        return try answer.get()
    }

    /// The state folder, held; nil where a daemon holds it.
    private static func freeState(_ settings: Settings) throws -> StateFolder? {
        do {
            return try StateFolder(path: settings.stateFolder)
        } catch ClusterError.stateInUse {
            return nil
        }
    }

    private static func open(
        daemonURL: String, ownerURL: String, takesDaemonRole: Bool, _ settings: Settings, log: Logger, _ letters: Postman?
    ) async throws -> House {
        let applied = try await migrate(ownerURL)
        if !applied.isEmpty { log.info("migrated", metadata: ["applied": "\(applied.joined(separator: ", "))"]) }
        var configuration = DatabaseConfiguration(conninfo: daemonURL)
        configuration.applicationName = "vivierd"
        // Policies make plans look dear, and what a request reads is read sooner than its plan is compiled.
        configuration.onConnect = ["SET jit = off"] + (takesDaemonRole ? ["SET ROLE vivier_daemon"] : [])
        let database = Database(configuration: configuration)
        try await refuseUnsafeSettings(database)
        let application = Application(
            database: database, log: log, letters: letters, publicURL: settings.publicURL,
            premises: Premises(version: vivierVersion, folder: settings.stateFolder, contact: settings.contact))
        try await application.start()
        return House(
            application: application,
            services: [
                RunningDatabase(database: database), HeededSkills(application: application),
                DueRewriting(rewriting: try Rewriting(settings, log: log), log: log),
            ])
    }

    /// Brings the schema up to date as its owner.
    ///
    /// - Returns: the names of the migrations that were applied now.
    private static func migrate(_ ownerURL: String) async throws -> [String] {
        var configuration = DatabaseConfiguration(conninfo: ownerURL)
        configuration.applicationName = "vivierd migrate"
        let owner = Database(configuration: configuration)
        let applied = await Result { try await Migrator.migrate(owner, Migration.all) }
        await owner.close()
        return try applied.get()
    }

    /// The private cluster's database, where it is missing.
    private static func createDatabase(_ cluster: PrivateCluster) async throws {
        let owner = Database(configuration: DatabaseConfiguration(conninfo: cluster.url(user: PrivateCluster.owner, database: "postgres")))
        let created = await Result { try await create(PrivateCluster.database, by: owner) }
        await owner.close()
        try created.get()
    }

    /// A daemon that was killed while it made it has left a server that may be making it still.
    private static func create(_ name: String, by owner: Database) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while try await owner.execute("SELECT FROM pg_database WHERE datname = \(name)").isEmpty {
            do {
                _ = try await owner.execute("CREATE DATABASE \(identifier: name)")
            } catch {
                guard isBeingMade.contains(error.sqlState), ContinuousClock.now < deadline else { throw error }
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    /// duplicate_database, unique_violation, object_in_use.
    private static let isBeingMade: Set<String> = ["42P04", "23505", "55006"]

    /// A server that may forget what it acknowledged is not used.
    private static func refuseUnsafeSettings(_ database: Database) async throws {
        let rows = try await database.execute(
            """
            SELECT name FROM pg_settings
            WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'
            """)
        if let name = try rows.first?.decode(String.self) { throw ClusterError.unsafeSetting(name) }
    }
}

extension Result where Failure == any Error {
    /// What an asynchronous body came to, kept until something else is done.
    init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}

extension Settings {
    /// Whether there is a database: one that is named, or one of its own that `vivierd serve` has made.
    var hasHouse: Bool { databaseURL != nil || FileManager.default.fileExists(atPath: "\(stateFolder)/postgres/PG_VERSION") }

    /// For commands that make nothing of their own: what they would write into a new database nobody would ever read.
    func requireHouse() throws(ClusterError) {
        guard hasHouse else { throw .noHouse(stateFolder) }
    }
}

/// Keeps the state folder's lock for as long as the group runs.
private struct LockedState: Service {
    let folder: StateFolder

    func run() async throws {
        try await gracefulShutdown()
        withExtendedLifetime(folder) {}
    }
}

/// The pool's upkeep: it fills, watches and at last closes the connections.
private struct RunningDatabase: Service {
    let database: Database

    func run() async throws {
        await cancelWhenGracefulShutdown { await database.run() }
        await database.close()
    }
}

/// Keeps the skills referential in memory as it is in the database.
private struct HeededSkills: Service {
    let application: Application

    func run() async throws {
        await cancelWhenGracefulShutdown { await application.heedSkills() }
    }
}
