import Postgres

extension Application {
    /// Throws away the answers that were kept for longer than their day.
    package func forgetOldAnswers() async throws {
        _ = try await database.execute("DELETE FROM idempotent_answer WHERE created_at < now() - interval '24 hours'")
    }
}
