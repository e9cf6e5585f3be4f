package import API
package import Postgres

/// What a use case works with: the open transaction, on whose behalf, and what lives longer than one request.
package struct UnitOfWork: Sendable {
    package let transaction: Transaction
    package let caller: Caller
    package let application: Application
    /// Tells whoever waits how far the work has come; cheap to call, never waits.
    package let report: @Sendable (WorkProgress) -> Void

    package func execute(_ sql: SQL) async throws(PostgresError) -> Rows {
        try await transaction.execute(sql)
    }

    /// The first row, or the refusal that the thing is missing: absent and foreign look the same.
    package func one(_ sql: SQL, orMissing thing: Sentence) async throws -> Row {
        guard let row = try await transaction.execute(sql).first else { throw GeneralRefusal.missing(thing) }
        return row
    }
}
