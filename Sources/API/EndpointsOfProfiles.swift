extension Endpoints {
    // What a student does with the own file
    package static let stateProfile = Endpoint(
        "stateProfile", .put, "/api/v1/students/{student}/profile",
        "A student says what the student can do, speaks and has time for; no roster overwrites it", needs: .stateOwnProfile,
        body: ProfileStatement.self, answer: Student.self)
    package static let stateAvailability = Endpoint(
        "stateAvailability", .put, "/api/v1/students/{student}/availability",
        "A student says when the student is free in a usual week; no roster overwrites it", needs: .stateOwnProfile,
        body: AvailabilityStatement.self, answer: Student.self)
    package static let previewProfile = Endpoint(
        "previewProfile", .get, "/api/v1/students/{student}/preview",
        "What a company would see of the student now; leaves no receipt", needs: .readOwnProfile, query: PreviewQuery.self,
        answer: ProfilePreview.self)
    package static let listOwnRounds = Endpoint(
        "listOwnRounds", .get, "/api/v1/students/{student}/rounds", "The rounds in which the student's teams take part, newest first",
        needs: .readOwnProfile, answer: Page<OwnRound>.self)
    package static let listRankableCases = Endpoint(
        "listRankableCases", .get, "/api/v1/rounds/{round}/teams/{team}/cases",
        "What a team can rank in a round and how much each case is asked for, by title", needs: .readOwnProfile, query: PageQuery.self,
        answer: Page<RankableCase>.self)
    package static let moveInRanking = Endpoint(
        "moveInRanking", .post, "/api/v1/rounds/{round}/teams/{team}/preferences/moves", "Take one step in the ranking of a team",
        needs: .rankCases, body: RankingMove.self, answer: CaseRanking.self, status: 200)
    package static let reviseConsent = Endpoint(
        "reviseConsent", .put, "/api/v1/consents/{consent}", "Replace a consent by one that shows other particulars",
        needs: .decideConsents,
        body: ConsentRevision.self, answer: Consent.self)

    static let ofProfiles: [any AnyEndpoint] = [
        stateProfile, stateAvailability, previewProfile, listOwnRounds, listRankableCases, moveInRanking, reviseConsent,
    ]
}
