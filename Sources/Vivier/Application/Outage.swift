import Postgres

/// Whether an error says that the database cannot answer just now: nothing is wrong with what was asked, and another try may succeed.
package func isOutage(_ error: any Error) -> Bool {
    (error as? PostgresError)?.isUnavailable ?? false
}
