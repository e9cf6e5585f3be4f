/// What a caller may act as. One token has one role and, but for the operator, one organisation.
package enum Role: String, Codable, Sendable, CaseIterable {
    /// Runs the service for everyone.
    case `operator`
    /// Sees the rounds of a network of schools, and counts: no persons.
    case networkOperator = "network-operator"
    /// Enrols a school's cohorts, forms its teams, runs and publishes its rounds.
    case schoolAdmin = "school-admin"
    /// Reads a school's cohorts, teams and rounds; changes nothing.
    case supervisor
    /// A company's member who also lets others in and reads what they did.
    case companyOwner = "company-owner"
    /// A company's member: posts its cases, reads its matches, follows its prospects.
    case company
    /// Queries talent pools and follows a company's prospects.
    case recruiter
    /// Sees the own profile, team and matches, and decides on consents.
    case student
    /// Somebody whom a company invites to its cases: a supplier, a partner, a customer.
    case contributor
}
