// Rounds and runs, and what both sides say of each other before them.
extension Endpoints {
    package static let createRound = Endpoint(
        "createRound", .post, "/api/v1/rounds", "Open a matching round", needs: .manageRounds, body: RoundDraft.self, answer: Round.self)
    package static let listRounds = Endpoint(
        "listRounds", .get, "/api/v1/rounds", "The rounds, newest first", needs: .readRounds, query: RoundListQuery.self,
        answer: Page<RoundLine>.self)
    package static let showRound = Endpoint(
        "showRound", .get, "/api/v1/rounds/{round}", "One round with its runs", needs: .readRounds, answer: Round.self)
    package static let decide = Endpoint(
        "decide", .post, "/api/v1/rounds/{round}/decisions",
        "Pin or ban a team and a case, or note a conflict of interest, with the reason", needs: .manageRounds,
        body: Decision.self, answer: Decision.self)
    package static let listDecisions = Endpoint(
        "listDecisions", .get, "/api/v1/rounds/{round}/decisions",
        "The pins, bans and conflicts of interest of a round and the teams that companies declined, by team where no order is asked for",
        needs: .readRounds,
        query: SortedQuery.self,
        answer: Page<Decision>.self)
    package static let liftDecision = Endpoint(
        "liftDecision", .delete, "/api/v1/rounds/{round}/decisions/{team}/{case}", "Lift the pin or ban of a team and a case",
        needs: .manageRounds)
    package static let rankCases = Endpoint(
        "rankCases", .put, "/api/v1/rounds/{round}/teams/{team}/preferences",
        "Replace the ranking of a team: the cases it would take, best first, an inner list being a tie", needs: .rankCases,
        body: CaseRanking.self, answer: CaseRanking.self)
    package static let showRanking = Endpoint(
        "showRanking", .get, "/api/v1/rounds/{round}/teams/{team}/preferences", "The ranking of a team; empty where it gave none",
        needs: .rankCases, answer: CaseRanking.self)
    package static let shareTeamCards = Endpoint(
        "shareTeamCards", .post, "/api/v1/rounds/{round}/cards",
        "Show the companies, without names, the teams that fit each of their cases best; replaces what was shared before",
        needs: .manageRounds, answer: SharedCards.self)
    package static let listCardRounds = Endpoint(
        "listCardRounds", .get, "/api/v1/cases/{case}/rounds", "The rounds in which teams were shared for a case, newest first",
        needs: .readTeamCards, query: PageQuery.self, answer: Page<CardRound>.self)
    package static let listTeamCards = Endpoint(
        "listTeamCards", .get, "/api/v1/rounds/{round}/cases/{case}/cards",
        "The teams shared for a case, 50 at most, best fit first where no order is asked for", needs: .readTeamCards,
        query: SortedQuery.self, answer: Page<TeamCard>.self)
    package static let rankTeams = Endpoint(
        "rankTeams", .put, "/api/v1/rounds/{round}/cases/{case}/preferences",
        "Replace the ranking of a case: the teams it would rather have, best first, an inner list being a tie, and those it would not",
        needs: .rankTeams, body: TeamRanking.self, answer: TeamRanking.self)
    package static let showTeamRanking = Endpoint(
        "showTeamRanking", .get, "/api/v1/rounds/{round}/cases/{case}/preferences", "The ranking of a case; empty where it gave none",
        needs: .rankTeams, answer: TeamRanking.self)
    package static let showDemand = Endpoint(
        "showDemand", .get, "/api/v1/rounds/{round}/preferences/statistics",
        "Demand and supply while the rankings come in, most ranked case first where no order is asked for", needs: .readRounds,
        query: SortedQuery.self,
        answer: Demand.self)
    package static let diagnoseRound = Endpoint(
        "diagnoseRound", .get, "/api/v1/rounds/{round}/diagnosis",
        "Before a run: how many teams it can place, and what keeps the others without a case", needs: .manageRounds,
        query: DiagnosisQuery.self, answer: RoundDiagnosis.self)
    package static let runRound = Endpoint(
        "runRound", .post, "/api/v1/rounds/{round}/runs", "Freeze the snapshot, solve, prove, store", needs: .manageRounds,
        answer: Run.self, returns: .jsonOrEvents)
    package static let showRun = Endpoint(
        "showRun", .get, "/api/v1/runs/{run}", "One run with its certificate", needs: .readRounds, answer: Run.self)
    package static let publishRun = Endpoint(
        "publishRun", .post, "/api/v1/runs/{run}/publish", "Publish a run; it never changes again", needs: .publishRounds,
        answer: Run.self, status: 200)
    package static let listMatches = Endpoint(
        "listMatches", .get, "/api/v1/runs/{run}/matches", "The matches of a run that concern the caller, best fit first",
        needs: .readMatches, query: MatchQuery.self, answer: Page<Match>.self)
    package static let listScarceCases = Endpoint(
        "listScarceCases", .get, "/api/v1/runs/{run}/scarcity",
        "What one more place is worth, scarcest case first where no order is asked for",
        needs: .readRounds, query: SortedQuery.self, answer: Page<ScarceCase>.self)
    package static let explain = Endpoint(
        "explain", .get, "/api/v1/runs/{run}/explanation", "Why a team and a case fit as they do", needs: .explainMatches,
        query: ExplanationQuery.self, answer: Explanation.self)
    package static let findRemedies = Endpoint(
        "findRemedies", .get, "/api/v1/runs/{run}/remedies",
        "What would have given a team a case that the run did not give it: the fewest levels, half-hours or places", needs: .compareRuns,
        query: ExplanationQuery.self, answer: Remedies.self)
    package static let compareRuns = Endpoint(
        "compareRuns", .get, "/api/v1/runs/{run}/comparison", "What two runs make of the same teams", needs: .compareRuns,
        query: ComparisonQuery.self, answer: RunComparison.self)
    package static let reportFairness = Endpoint(
        "reportFairness", .get, "/api/v1/runs/{run}/fairness",
        "How the teams fared by school, cohort and programme, and at which place of their rankings; small groups without figures",
        needs: .readFairness, query: FairnessQuery.self, answer: FairnessReport.self)
    package static let repairRun = Endpoint(
        "repairRun", .post, "/api/v1/runs/{run}/repairs",
        "What can be done when a case is withdrawn or a team leaves: teams moved against total fit, each way proven; stores nothing",
        needs: .manageRounds, body: RepairRequest.self, answer: RepairPreview.self, status: 200)
    package static let branchRun = Endpoint(
        "branchRun", .post, "/api/v1/runs/{run}/branches",
        "Solve the frozen input of a run with some changes, prove and store it as a run of its own", needs: .manageRounds,
        body: BranchRequest.self, answer: Run.self, returns: .jsonOrEvents)
    package static let verifyRun = Endpoint(
        "verifyRun", .get, "/api/v1/runs/{run}/verification", "Check the stored run against its snapshot", needs: .verifyRuns,
        query: VerificationQuery.self, answer: Verification.self)
    package static let downloadSnapshot = Endpoint(
        "downloadSnapshot", .get, "/api/v1/runs/{run}/snapshot", "The frozen input of a run, byte for byte", needs: .verifyRuns,
        answer: Nothing.self, returns: .file(mediaType: "application/json"))
    package static let downloadResult = Endpoint(
        "downloadResult", .get, "/api/v1/runs/{run}/result", "The result and certificate of a run, byte for byte", needs: .verifyRuns,
        answer: Nothing.self, returns: .file(mediaType: "application/json"))

    static let ofRounds: [any AnyEndpoint] = [
        createRound, listRounds, showRound, decide, listDecisions, liftDecision, rankCases, showRanking, shareTeamCards, listCardRounds,
        listTeamCards, rankTeams, showTeamRanking, showDemand, diagnoseRound, runRound, showRun, publishRun, listMatches, listScarceCases,
        explain, findRemedies, compareRuns, reportFairness, repairRun, branchRun, verifyRun, downloadSnapshot, downloadResult,
    ]
}
