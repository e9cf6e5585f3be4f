import Postgres

extension Application {
    /// Closes published cases that nobody was given and whose window has ended: rounds offer them no more.
    package func closePastCases() async throws {
        _ = try await database.execute("SELECT close_past_cases(\(SQL.today))")
    }
}
