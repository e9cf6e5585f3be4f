/// What there is to be allowed. The table beside each case is the whole truth about which role may ask for it; to whose rows
/// it then applies is decided by row-level security.
package enum Permission: String, Sendable, CaseIterable {
    case readOwnIdentity
    case searchSkills, importSkills
    case readOrganisations, createOrganisations
    case readCohorts, manageCohorts
    case importRosters
    case readStudents, readOwnProfile
    case decideConsents
    case readTeams, formTeams
    case readCases, writeCases, decideCases
    case readRounds, manageRounds, publishRounds
    case rankCases
    case readTeamCards, rankTeams
    case readMatches, verifyRuns, explainMatches
    case searchPools, savePools
    case followProspects
    case readReceipts
    case readLedger
    case exportPerson, eraseStudents
    case readRetention, manageRetention
    case manageTokens
    case readAudit

    package var roles: Set<Role> {
        switch self {
        case .readOwnIdentity, .searchSkills, .readOrganisations, .readRetention: Set(Role.allCases)
        case .importSkills, .createOrganisations, .manageRetention: [.operator]
        case .readCohorts, .readStudents, .readTeams: [.operator, .schoolAdmin, .student]
        case .manageCohorts, .importRosters, .formTeams: [.operator, .schoolAdmin]
        case .readOwnProfile: [.student]
        case .decideConsents: [.operator, .schoolAdmin, .student]
        case .readCases: Set(Role.allCases)
        case .writeCases: [.operator, .company]
        case .decideCases: [.operator, .schoolAdmin, .company]
        case .readRounds, .manageRounds, .publishRounds: [.operator, .schoolAdmin]
        case .rankCases: [.operator, .schoolAdmin, .student]
        case .readTeamCards, .rankTeams: [.operator, .company]
        case .readMatches: Set(Role.allCases)
        case .verifyRuns, .explainMatches: [.operator, .schoolAdmin]
        case .searchPools, .savePools, .followProspects: [.company, .recruiter]
        case .readReceipts: [.operator, .schoolAdmin, .student]
        case .readLedger, .eraseStudents: [.operator, .schoolAdmin]
        case .exportPerson: [.operator, .schoolAdmin, .student]
        case .manageTokens, .readAudit: [.operator, .schoolAdmin, .company]
        }
    }
}
