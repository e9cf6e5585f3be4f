/// What there is to be allowed. The table beside each case is the whole truth about which role may ask for it; to whose rows
/// it then applies is decided by row-level security.
package enum Permission: String, Codable, Sendable, CaseIterable {
    case readOwnIdentity, manageOwnSessions
    case searchSkills, importSkills
    case readOrganisations, createOrganisations, editOrganisations
    case readCohorts, manageCohorts
    case importRosters
    case readStudents, readOwnProfile, stateOwnProfile
    case readProgress
    case decideConsents
    case readTeams, formTeams, readTeamBoards
    case readCases, writeCases, decideCases
    case readRounds, manageRounds, publishRounds
    case rankCases
    case readTeamCards, rankTeams
    case readMatches, verifyRuns, explainMatches, compareRuns, readFairness
    case searchPools, savePools
    case followProspects
    case readReceipts
    case readLedger
    case exportPerson, eraseStudents
    case readRetention, manageRetention
    case manageTokens
    case readAudit
    case watchHouse

    /// Asked for at every request: made once.
    private static let everyone = Set(Role.allCases)

    package var roles: Set<Role> {
        switch self {
        case .readOwnIdentity, .manageOwnSessions, .searchSkills, .readOrganisations, .readRetention, .readCases: Self.everyone
        case .importSkills, .createOrganisations, .manageRetention, .watchHouse: [.operator]
        case .editOrganisations: [.operator, .schoolAdmin, .companyOwner]
        case .readCohorts, .readStudents, .readTeams: [.operator, .schoolAdmin, .supervisor, .student]
        case .manageCohorts, .importRosters, .formTeams: [.operator, .schoolAdmin]
        case .readOwnProfile, .stateOwnProfile: [.student]
        case .readProgress: [.operator, .schoolAdmin, .supervisor]
        case .decideConsents: [.operator, .schoolAdmin, .student]
        case .writeCases: [.operator, .companyOwner, .company]
        case .decideCases: [.operator, .schoolAdmin, .companyOwner, .company]
        case .readRounds, .readFairness: [.operator, .networkOperator, .schoolAdmin, .supervisor]
        case .manageRounds, .publishRounds: [.operator, .schoolAdmin]
        case .rankCases: [.operator, .schoolAdmin, .student]
        case .readTeamCards, .rankTeams: [.operator, .companyOwner, .company]
        case .readMatches: Self.everyone.subtracting([.contributor])
        case .verifyRuns, .compareRuns, .readTeamBoards: [.operator, .schoolAdmin, .supervisor]
        case .explainMatches: [.operator, .schoolAdmin, .supervisor, .student]
        case .searchPools, .savePools, .followProspects: [.companyOwner, .company, .recruiter]
        case .readReceipts: [.operator, .schoolAdmin, .student]
        case .readLedger, .eraseStudents: [.operator, .schoolAdmin]
        case .exportPerson: [.operator, .schoolAdmin, .student]
        case .manageTokens, .readAudit: [.operator, .networkOperator, .schoolAdmin, .companyOwner]
        }
    }
}
