import Foundation
package import Postgres
import Synchronization

/// A database of a suite's own, cloned from a template that is migrated once.
package struct TestDatabase: Sendable {
    package let name: String
    /// For a superuser of the tests' server.
    package let conninfo: String
    /// Lets the next test have a database when nobody knows of this one any more.
    fileprivate let pass: Turnstile.Pass?

    /// Opens it.
    ///
    /// - Parameter user: the role to sign in as, that of `conninfo` if not said.
    package func open(
        user: String? = nil, _ change: (inout DatabaseConfiguration) -> Void = { _ in }
    ) -> Database {
        var configuration = DatabaseConfiguration(conninfo: conninfo(user: user))
        change(&configuration)
        return Database(configuration: configuration)
    }

    /// A connection string for another role.
    package func conninfo(user: String?) -> String {
        user.map { Self.conninfo(conninfo, with: "user", $0) } ?? conninfo
    }

    /// Removes it, its connections included; a database of any other name is left alone.
    package func drop() async throws {
        guard name.hasPrefix(Self.prefix) else { throw TestCluster.Failure(description: "\(name) is no database of the tests") }
        try await TestServer.shared.value.administer("DROP DATABASE IF EXISTS \(identifier: name) WITH (FORCE)")
    }

    /// How many connections the server has for it.
    package func connectionCount() async throws -> Int {
        let rows = try await TestServer.shared.value.administer("SELECT count(*) FROM pg_stat_activity WHERE datname = \(name)")
        return try rows.decode(Int.self)[0]
    }

    static let prefix = "vivier_test_"

    /// A connection string, URI or not, with one parameter set.
    package static func conninfo(_ conninfo: String, with key: String, _ value: String) -> String {
        guard conninfo.hasPrefix("postgres"), var parts = URLComponents(string: conninfo) else { return "\(conninfo) \(key)=\(value)" }
        switch key {
        case "dbname": parts.path = "/" + value
        default: parts.queryItems = (parts.queryItems ?? []).filter { $0.name != key } + [URLQueryItem(name: key, value: value)]
        }
        return parts.string ?? conninfo
    }
}

extension TestCluster {
    /// An empty database.
    package static func database() async throws -> TestDatabase {
        let server = try await TestServer.shared.value
        return try await server.create(from: TestServer.empty, pass: server.turnstile.enter())
    }

    /// A copy of a template, which the closure fills the first time that its name is asked for in this process.
    package static func database(template: String, migrate: @Sendable @escaping (Database) async throws -> Void) async throws
        -> TestDatabase
    {
        let server = try await TestServer.shared.value
        let pass = await server.turnstile.enter()
        return try await server.create(from: try await server.template(template, migrate), pass: pass)
    }
}

/// The one server of a test run: a cluster of its own, or what `VIVIER_TEST_DATABASE_URL` names.
actor TestServer {
    /// The one database that may be copied into another order of words.
    static let empty = "template0"
    static let shared = Task {
        if let url = ProcessInfo.processInfo.environment["VIVIER_TEST_DATABASE_URL"] { return TestServer(conninfo: url, cluster: nil) }
        let cluster = try await TestCluster.start()
        return TestServer(conninfo: cluster.conninfo(), cluster: cluster)
    }

    /// Tests all begin at once, and each opens half a dozen connections: more than these would find the server full.
    nonisolated let turnstile = Turnstile(10)
    private let conninfo: String
    /// Kept, since its end is the server's.
    private let cluster: TestCluster?
    private let administration: Database
    private var templates: [String: Task<String, any Error>] = [:]
    private var count = 0

    init(conninfo: String, cluster: TestCluster?) {
        self.conninfo = conninfo
        self.cluster = cluster
        var configuration = DatabaseConfiguration(conninfo: conninfo)
        configuration.sharedConnections = 1
        configuration.maximumConnections = 1
        configuration.minimumConnections = 0
        // Databases are made one after the other, and many may be asked for at once on a busy machine.
        configuration.statementTimeout = .seconds(600)
        configuration.acquireTimeout = .seconds(60)
        administration = Database(configuration: configuration)
    }

    @discardableResult
    func administer(_ statement: SQL) async throws -> Rows {
        try await administration.execute(statement)
    }

    func create(from template: String, pass: Turnstile.Pass?) async throws -> TestDatabase {
        count += 1
        let name = "\(TestDatabase.prefix)\(getpid())_\(count)"
        // In the order of French words, as the daemon makes its own; a copy of a template has that of its template.
        let order: SQL = template == Self.empty ? "LOCALE_PROVIDER icu ICU_LOCALE 'fr'" : ""
        try await administer("CREATE DATABASE \(identifier: name) TEMPLATE \(identifier: template) \(order)")
        if cluster == nil { Leftovers.note(name, conninfo) }
        return TestDatabase(name: name, conninfo: TestDatabase.conninfo(conninfo, with: "dbname", name), pass: pass)
    }

    /// - Returns: the name of the template's database.
    func template(_ name: String, _ migrate: @Sendable @escaping (Database) async throws -> Void) async throws -> String {
        if let known = templates[name] { return try await known.value }
        let making = Task {
            let fresh = try await create(from: Self.empty, pass: nil)
            let database = fresh.open()
            do { try await migrate(database) } catch {
                await database.close()
                throw error
            }
            // A database that anybody uses cannot be a template.
            await database.close()
            return fresh.name
        }
        templates[name] = making
        return try await making.value
    }
}

/// Databases on a server that outlives the tests, dropped when the process ends.
private enum Leftovers {
    private static let names = Mutex<(conninfo: String, names: [String])>(("", []))

    static func note(_ name: String, _ conninfo: String) {
        let isFirst = names.withLock { state in
            state.conninfo = conninfo
            state.names.append(name)
            return state.names.count == 1
        }
        if isFirst { atexit { Leftovers.drop() } }
    }

    private static func drop() {
        let (conninfo, names) = names.withLock { $0 }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["psql", "-qX", conninfo] + names.flatMap { ["-c", "DROP DATABASE IF EXISTS \($0) WITH (FORCE)"] }
        try? process.run()
        process.waitUntilExit()
    }
}
