extension Application {
    /// What must be in memory before the first request: the skills referential.
    package func start() async throws {
        try await skills.load(from: database)
    }
}
