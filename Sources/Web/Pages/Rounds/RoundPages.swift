import API
import Hummingbird
import Vivier

extension DeskRoutes {
    /// Rounds: the list, a new one, and each from its opening to its publication.
    func addRoundPages() {
        let diagnoses = AnswerShelf<RoundDiagnosis>()
        get("/desk/rounds", for: .readRounds) { desk in
            let query = RoundListQuery(q: desk.query("q"), sort: desk.query("sort"), limit: 25, cursor: desk.query("cursor"))
            return RoundListPage(desk: desk, page: try await desk.perform(ListRounds(query: query))).response()
        }
        get("/desk/rounds.csv", for: .readRounds) { desk in try await RoundListPage.file(desk) }
        get("/desk/rounds/new", for: .manageRounds) { desk in try await NewRoundPage.show(desk, .fresh) }
        post("/desk/rounds/new", for: .manageRounds) { desk, form in
            try await desk.submit(form) {
                CreateRound(draft: try NewRoundPage.draft(form))
            } again: {
                try await NewRoundPage.show(desk, $0)
            } then: {
                ("/desk/rounds/\($0.id)", .created)
            }
        }
        get("/desk/rounds/{round}", for: .readRounds) { desk in try await RoundPage.show(desk, .fresh) }
        post("/desk/rounds/{round}/runs", for: .manageRounds) { desk, form in
            let round = try await desk.heldRound(try desk.id("round"))
            return try await desk.begin(form, about: "\(round)", at: "/desk/rounds/\(round)") {
                RunRound(round: round)
            } again: {
                try await RoundPage.show(desk, $0)
            } then: {
                ("/desk/runs/\($0.id)", nil)
            }
        }
        get("/desk/rounds/{round}/work", for: .readRounds) { desk in
            let round = try await desk.perform(ShowRound(round: try desk.id("round"))).id
            return desk.follow("\(round)", at: "/desk/rounds/\(round)")
        }
        post("/desk/rounds/{round}/stop", for: .manageRounds) { desk, form in
            let round: Round.ID = try desk.id("round")
            return try await desk.submit(form) {
                StopRun(round: round)
            } again: {
                try await RoundPage.show(desk, $0)
            } then: {
                ("/desk/rounds/\(round)", .stopped)
            }
        }
        for kind in [FindInRound.Kind.team, .case] {
            get("/desk/rounds/{round}/choices/\(kind.rawValue)", for: .manageRounds) { desk in
                try await RoundChoice.suggestions(desk, try desk.id("round"), kind)
            }
        }
        post("/desk/rounds/{round}/decisions", for: .manageRounds) { desk, form in
            let round: Round.ID = try desk.id("round")
            return try await desk.submit(form) {
                SettlePair(round: round, body: try await RoundDecisions.decision(form, in: round, desk))
            } again: {
                try await RoundPage.show(desk, $0)
            } then: { _ in
                ("/desk/rounds/\(round)", .saved)
            }
        }
        post("/desk/rounds/{round}/decisions/{team}/{case}/lift", for: .manageRounds) { desk, form in
            let round: Round.ID = try desk.id("round")
            try await desk.perform(LiftDecision(round: round, team: try desk.id("team"), case: try desk.id("case")))
            return desk.go(to: "/desk/rounds/\(round)\(form["from"] == "list" ? "/decisions" : "")", .removed)
        }
        post("/desk/rounds/{round}/cards", for: .manageRounds) { desk, form in
            let round: Round.ID = try desk.id("round")
            return try await desk.submit(form) {
                ShareTeamCards(round: round)
            } again: {
                try await RoundPage.show(desk, $0)
            } then: { _ in
                ("/desk/rounds/\(round)", .shared)
            }
        }
        get("/desk/rounds/{round}/runs", for: .readRounds) { desk in try await RunListPage.show(desk) }
        get("/desk/rounds/{round}/runs.csv", for: .readRounds) { desk in try await RunListPage.file(desk) }
        get("/desk/rounds/{round}/decisions", for: .readRounds) { desk in try await DecisionListPage.show(desk) }
        get("/desk/rounds/{round}/decisions.csv", for: .readRounds) { desk in try await DecisionListPage.file(desk) }
        get("/desk/rounds/{round}/diagnosis.csv", for: .manageRounds) { desk in try await DiagnosisFile.response(desk) }
        get("/desk/rounds/{round}/diagnosis", for: .manageRounds) { desk in
            let round = try await desk.perform(ShowRound(round: try desk.id("round")))
            let question = DiagnoseRound(round: round.id)
            if let progress = desk.watched(question, diagnoses) { return progress }
            return DiagnosisPage(desk: desk, round: round, diagnosis: try await desk.answer(question, diagnoses)).response()
        }
        get("/desk/rounds/{round}/demand.csv", for: .readRounds) { desk in try await DemandPage.file(desk) }
        get("/desk/rounds/{round}/demand", for: .readRounds) { desk in
            let round = try await desk.perform(ShowRound(round: try desk.id("round")))
            let query = desk.sorted(40, desk.query("cursor"))
            return DemandPage(desk: desk, round: round, demand: try await desk.perform(ShowDemand(round: round.id, query: query)))
                .response()
        }
    }
}
