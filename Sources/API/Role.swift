/// What a caller may act as. One token has one role and, but for the operator, one organisation.
package enum Role: String, Codable, Sendable, CaseIterable {
    /// Runs the service for everyone.
    case `operator`
    /// Enrols a school's cohorts, forms its teams, runs and publishes its rounds.
    case schoolAdmin = "school-admin"
    /// Posts a company's cases, reads its matches, follows its prospects.
    case company
    /// Queries talent pools and follows a company's prospects.
    case recruiter
    /// Sees the own profile, team and matches, and decides on consents.
    case student
}
