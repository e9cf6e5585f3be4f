import Postgres

/// Whether an error says that the database cannot answer just now: nothing is wrong with what was asked, and another try may succeed.
package func isOutage(_ error: any Error) -> Bool {
    guard let error = error as? PostgresError else { return false }
    return error.isUnavailable || error.isRetryable
}

/// Whether work ended because nobody waits for it any more.
package func isCancellation(_ error: any Error) -> Bool {
    error is CancellationError || (error as? PostgresError)?.kind == .cancelled
}
