package import API
package import Postgres
import Synchronization

/// What a use case works with: the open transaction, on whose behalf, and what lives longer than one request.
package struct UnitOfWork: Sendable {
    package let transaction: Transaction
    package let caller: Caller
    package let application: Application
    /// Tells whoever waits how far the work has come; cheap to call, never waits.
    package let report: @Sendable (WorkProgress) -> Void
    let afterwards = Afterwards()
    let repetition = Repetition()

    /// Has something done once the transaction is committed and before the caller is answered, in the order in which it was asked for: never for what
    /// was rolled back, and of what ran again only for the last run. What it throws keeps what comes behind it from being done.
    package func afterCommit(_ action: @escaping @Sendable (Application) async throws -> Void) { afterwards.add(action) }

    package func execute(_ sql: SQL) async throws(PostgresError) -> Rows {
        try await transaction.execute(sql)
    }

    /// The first row, or the refusal that the thing is missing: absent and foreign look the same.
    package func one(_ sql: SQL, orMissing thing: Sentence) async throws -> Row {
        guard let row = try await transaction.execute(sql).first else { throw GeneralRefusal.missing(thing) }
        return row
    }
}

/// What one run of a use case has asked to be done once it is committed.
final class Afterwards: Sendable {
    private let actions = Mutex<[@Sendable (Application) async throws -> Void]>([])

    func add(_ action: @escaping @Sendable (Application) async throws -> Void) { actions.withLock { $0.append(action) } }

    func run(in application: Application) async throws {
        for action in actions.withLock({ $0 }) { try await action(application) }
    }
}

/// Whether a use case did nothing but give an answer again: the audit log has the line of what was done.
final class Repetition: Sendable {
    private let isOne = Atomic(false)

    func begin() { isOne.store(true, ordering: .relaxed) }

    var hasBegun: Bool { isOne.load(ordering: .relaxed) }
}
