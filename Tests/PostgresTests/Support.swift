import Postgres
import Synchronization
import TestSupport
import Testing

/// Lends a database of the test's own and, in the end, finds no connection left behind.
func withDatabase(_ change: (inout DatabaseConfiguration) -> Void = { _ in }, _ body: (Database) async throws -> Void) async throws {
    let test = try await TestCluster.database()
    let database = test.open { configuration in
        // The machine may be busy with other tests.
        configuration.acquireTimeout = .seconds(30)
        configuration.answerGrace = .seconds(20)
        change(&configuration)
    }
    do { try await body(database) } catch let error as PostgresError {
        Issue.record("\(error.debugDescription)")
        await database.close()
        return
    }
    try await eventually("no transaction keeps its connection") { database.statistics.leased == 0 && database.statistics.waiting == 0 }
    await database.close()
    try await eventually("the server has no connection left") { try await test.connectionCount() == 0 }
    try await test.drop()
}

/// The error of the client that a call ends with.
func failure(sourceLocation: SourceLocation = #_sourceLocation, of call: () async throws -> some Any) async throws -> PostgresError {
    do {
        let value = try await call()
        throw Unexpected(description: "no error was thrown, but \(value) returned")
    } catch let error as PostgresError {
        return error
    }
}

struct Unexpected: Error, CustomStringConvertible {
    let description: String
}

/// Counts what tasks have done.
final class Tally: Sendable {
    private let number = Atomic(0)
    var count: Int { number.load(ordering: .sequentiallyConsistent) }
    func add() { number.add(1, ordering: .sequentiallyConsistent) }
}
