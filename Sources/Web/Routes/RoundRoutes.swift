import API
import Vivier

extension APIRoutes {
    func addRoundRoutes() {
        on(Endpoints.createRound) { CreateRound(draft: $0.body) }
        on(Endpoints.listRounds) { ListRounds(query: $0.query) }
        on(Endpoints.showRound) { ShowRound(round: try $0.id("round")) }
        on(Endpoints.decide) { SettlePair(round: try $0.id("round"), body: $0.body) }
        on(Endpoints.listDecisions) { ListDecisions(round: try $0.id("round"), query: $0.query) }
        on(Endpoints.exportDecisions, fileName: "decisions.csv") { ExportDecisions(round: try $0.id("round"), query: $0.query) }
        on(Endpoints.liftDecision) { LiftDecision(round: try $0.id("round"), team: try $0.id("team"), case: try $0.id("case")) }
        on(Endpoints.rankCases) {
            RankCases(round: try $0.id("round"), team: try $0.id("team"), ranking: $0.body, replacing: try $0.version())
        }
        on(Endpoints.showRanking) { ShowRanking(round: try $0.id("round"), team: try $0.id("team")) }
        on(Endpoints.shareTeamCards) { ShareTeamCards(round: try $0.id("round")) }
        on(Endpoints.listTeamCards) { ListTeamCards(round: try $0.id("round"), case: try $0.id("case"), query: $0.query) }
        on(Endpoints.rankTeams) {
            RankTeams(round: try $0.id("round"), case: try $0.id("case"), ranking: $0.body, replacing: try $0.version())
        }
        on(Endpoints.showTeamRanking) { ShowTeamRanking(round: try $0.id("round"), case: try $0.id("case")) }
        on(Endpoints.showDemand) { ShowDemand(round: try $0.id("round"), query: $0.query) }
    }

    func addRunRoutes() {
        on(Endpoints.diagnoseRound) { DiagnoseRound(round: try $0.id("round"), query: $0.query) }
        on(Endpoints.runRound) { RunRound(round: try $0.id("round")) }
        on(Endpoints.listRuns) { ListRuns(round: try $0.id("round"), query: $0.query) }
        on(Endpoints.exportRuns, fileName: "runs.csv") { ExportRuns(round: try $0.id("round"), query: $0.query) }
        on(Endpoints.showRun) { ShowRun(run: try $0.id("run")) }
        on(Endpoints.publishRun) { PublishRun(run: try $0.id("run")) }
        on(Endpoints.listMatches) { ListMatches(run: try $0.id("run"), query: $0.query) }
        on(Endpoints.exportMatches, fileName: "matches.csv") { ExportMatches(run: try $0.id("run"), query: $0.query) }
        on(Endpoints.listLostMatches) { ListLostMatches(query: $0.query) }
        on(Endpoints.listUnplaced) { ListUnplaced(run: try $0.id("run"), query: $0.query) }
        on(Endpoints.showSkillScarcity) { ShowSkillScarcity(run: try $0.id("run")) }
        on(Endpoints.listScarceCases) { ListScarceCases(run: try $0.id("run"), query: $0.query) }
        on(Endpoints.explain) { ExplainPair(run: try $0.id("run"), query: $0.query) }
        on(Endpoints.findRemedies) { FindRemedies(run: try $0.id("run"), query: $0.query) }
        on(Endpoints.compareRuns) { CompareRuns(run: try $0.id("run"), query: $0.query) }
        on(Endpoints.reportFairness) { ReportFairness(run: try $0.id("run"), query: $0.query) }
        on(Endpoints.exportFairness, fileName: "fairness.csv") { ExportFairness(run: try $0.id("run"), query: $0.query) }
        on(Endpoints.repairRun) { RepairRun(run: try $0.id("run"), body: $0.body) }
        on(Endpoints.branchRun) { BranchRun(run: try $0.id("run"), body: $0.body) }
        on(Endpoints.verifyRun) { VerifyRun(run: try $0.id("run"), query: $0.query) }
        on(Endpoints.downloadSnapshot, fileName: "snapshot.json") { DownloadSnapshot(run: try $0.id("run")) }
        on(Endpoints.downloadResult, fileName: "result.json") { DownloadResult(run: try $0.id("run")) }
    }
}
