import Postgres

/// Whether an error says that the database cannot answer just now: nothing is wrong with what was asked, and another try may succeed.
package func isOutage(_ error: any Error) -> Bool {
    guard let error = error as? PostgresError else { return false }
    return error.isUnavailable || error.isRetryable
}

/// Whether the database has no room left for what was to be stored: reading goes on, and writing when somebody has made room.
package func isOutOfRoom(_ error: any Error) -> Bool { (error as? PostgresError)?.isOutOfRoom ?? false }

/// Whether work ended because nobody waits for it any more.
package func isCancellation(_ error: any Error) -> Bool {
    error is CancellationError || (error as? PostgresError)?.kind == .cancelled
}
