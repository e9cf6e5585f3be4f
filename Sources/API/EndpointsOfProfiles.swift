import Formats

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
    package static let showAvailability = Endpoint(
        "showAvailability", .get, "/api/v1/students/{student}/availability",
        "When a student is free: in a usual week, and on the days that differ from it", needs: .readStudents, answer: Availability.self)
    package static let readCalendar = Endpoint(
        "readCalendar", .post, "/api/v1/students/{student}/calendar",
        "What an iCalendar file says of a student's time; nothing is stored", needs: .stateOwnProfile, answer: CalendarReading.self,
        sends: .file(mediaTypes: ["text/calendar", "application/octet-stream"], limit: CalendarFile.mostBytes), status: 200)
    package static let readCalendarLink = Endpoint(
        "readCalendarLink", .post, "/api/v1/students/{student}/calendar/link",
        "What a calendar says that the daemon reads once from its link; neither the link nor anything else is stored",
        needs: .stateOwnProfile, body: CalendarLink.self, answer: CalendarReading.self, status: 200)
    package static let previewProfile = Endpoint(
        "previewProfile", .get, "/api/v1/students/{student}/preview",
        "What a company would see of the student now; leaves no receipt", needs: .readOwnProfile, query: PreviewQuery.self,
        answer: ProfilePreview.self)
    package static let listOwnRounds = Endpoint(
        "listOwnRounds", .get, "/api/v1/students/{student}/rounds", "The rounds in which the student's teams take part, newest first",
        needs: .readOwnProfile, answer: Page<OwnRound>.self)
    package static let listRankableCases = Endpoint(
        "listRankableCases", .get, "/api/v1/rounds/{round}/teams/{team}/cases",
        "What a team can rank in a round and how much each case is asked for, by title where no order is asked for",
        needs: .readOwnProfile, query: RankableCaseQuery.self, answer: Page<RankableCase>.self)
    package static let exportRankableCases = Endpoint(
        "exportRankableCases", .get, "/api/v1/rounds/{round}/teams/{team}/cases/export",
        "What a team can rank in a round as CSV, with the place that it gives each case", needs: .readOwnProfile,
        query: SortedExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let moveInRanking = Endpoint(
        "moveInRanking", .post, "/api/v1/rounds/{round}/teams/{team}/preferences/moves", "Take one step in the ranking of a team",
        needs: .rankCases, body: RankingMove.self, answer: CaseRanking.self, status: 200)
    package static let reviseConsent = Endpoint(
        "reviseConsent", .put, "/api/v1/consents/{consent}", "Replace a consent by one that shows other particulars",
        needs: .decideConsents,
        body: ConsentRevision.self, answer: Consent.self)

    package static let declineConsents = Endpoint(
        "declineConsents", .post, "/api/v1/students/{student}/consents/decline",
        "Record that a student wants to be seen by nobody for now; consents that stand are withdrawn one by one", needs: .decideConsents,
        answer: Page<Consent>.self, status: 200)
    package static let readOutcome = Endpoint(
        "readOutcome", .post, "/api/v1/students/{student}/outcome/read",
        "Note that the student has read what the newest published round gave the own team", needs: .stateOwnProfile,
        answer: Page<OwnRound>.self, status: 200)
    package static let listLooks = Endpoint(
        "listLooks", .get, "/api/v1/students/{student}/looks",
        "Which companies saw a student, by day and way, with how often; each time has a receipt of its own", needs: .readReceipts,
        query: LookListQuery.self, answer: Page<Look>.self)
    package static let exportReceipts = Endpoint(
        "exportReceipts", .get, "/api/v1/students/{student}/receipts/export",
        "The newest receipts of a student as CSV, up to 5,000, one line for each read", needs: .readReceipts, answer: Nothing.self,
        returns: .file(mediaType: "text/csv; charset=utf-8"))

    static let ofProfiles: [any AnyEndpoint] = [
        stateProfile, stateAvailability, showAvailability, readCalendar, readCalendarLink, previewProfile, listOwnRounds, listRankableCases,
        exportRankableCases, moveInRanking, reviseConsent, declineConsents, readOutcome, listLooks, exportReceipts,
    ]
}
