import API
import HTTPTypes
import Hummingbird
import Vivier

extension DeskRoutes {
    /// One run: its matches and their proof, what is left to look at, what could be otherwise, and its publication.
    func addRunPages() {
        let verifications = AnswerShelf<Verification>()
        get("/desk/runs/{run}", for: .readRounds) { desk in
            try await RunPage.show(desk, verifications.take(for: desk.path, desk))
        }
        get("/desk/runs/{run}/picture", for: .readRounds) { desk in try await RunPicturePage.show(desk) }
        get("/desk/runs/{run}/exceptions", for: .compareRuns) { desk in try await ExceptionsPage.show(desk) }
        get("/desk/runs/{run}/exceptions.csv", for: .compareRuns) { desk in try await ExceptionsPage.file(desk) }
        get("/desk/runs/{run}/scarcity", for: .readRounds) { desk in try await ScarcityPage.show(desk) }
        get("/desk/runs/{run}/scarcity.csv", for: .readRounds) { desk in try await ScarcityPage.file(desk) }
        get("/desk/runs/{run}/fairness", for: .readFairness) { desk in try await FairnessPage.show(desk) }
        get("/desk/runs/{run}/fairness.csv", for: .readFairness) { desk in try await FairnessPage.file(desk) }
        get("/desk/runs/{run}/comparison", for: .compareRuns) { desk in try await ComparisonPage.show(desk) }
        get("/desk/runs/{run}/comparison.csv", for: .compareRuns) { desk in try await ComparisonPage.file(desk) }
        get("/desk/runs/{run}/explanation", for: .compareRuns) { desk in try await ExplanationPage.show(desk, .fresh) }
        get("/desk/runs/{run}/matches.csv", for: .readMatches) { desk in
            let bytes = try await desk.perform(
                ExportMatches(run: try desk.id("run"), query: desk.sortedFile))
            return desk.file(bytes, "matches.csv", mediaType: "text/csv; charset=utf-8")
        }
        get("/desk/runs/{run}/snapshot.json", for: .verifyRuns) { desk in
            desk.file(try await desk.perform(DownloadSnapshot(run: try desk.id("run"))), "snapshot.json")
        }
        get("/desk/runs/{run}/result.json", for: .verifyRuns) { desk in
            desk.file(try await desk.perform(DownloadResult(run: try desk.id("run"))), "result.json")
        }
        post("/desk/runs/{run}/verification", for: .verifyRuns) { desk, _ in
            let run: Run.ID = try desk.id("run")
            let question = VerifyRun(run: run, query: VerificationQuery())
            guard EventStream.isWanted(desk.request) else { return try await RunPage.show(desk, try await desk.perform(question)) }
            return try await desk.work(question) { verification in
                verifications.put(verification, for: "/desk/runs/\(run)", desk)
                return ("/desk/runs/\(run)", nil)
            }
        }
        addPublishPages()
        addBranchPages()
    }

    private func addPublishPages() {
        get("/desk/runs/{run}/publish", for: .publishRounds) { desk in try await PublishPage.show(desk, .fresh) }
        post("/desk/runs/{run}/publish", for: .publishRounds) { desk, form in
            let run: Run.ID = try desk.id("run")
            return try await desk.submit(form) {
                guard form.isTicked("sure") else { throw PublishPage.unsure }
                return PublishRun(run: run)
            } again: {
                try await PublishPage.show(desk, $0)
            } then: {
                ("/desk/runs/\($0.id)", .published)
            }
        }
        post("/desk/runs/{run}/decisions", for: .manageRounds) { desk, form in
            let run = try await desk.perform(ShowRun(run: try desk.id("run")))
            return try await desk.submit(form) {
                SettlePair(round: run.round, body: try await RoundDecisions.decision(form, in: run.round, desk))
            } again: {
                try await ExplanationPage.show(desk, $0)
            } then: { _ in
                ("/desk/rounds/\(run.round)", .saved)
            }
        }
    }

    private func addBranchPages() {
        let repairs = AnswerShelf<RepairPreview>()
        get("/desk/runs/{run}/branch", for: .manageRounds) { desk in try await BranchPage.show(desk, .fresh) }
        post("/desk/runs/{run}/branches", for: .manageRounds) { desk, form in
            let run: Run.ID = try desk.id("run")
            let round = try await desk.heldRound(try await desk.perform(ShowRun(run: run)).round)
            return try await desk.begin(form, about: "\(round)", at: "/desk/rounds/\(round)") {
                BranchRun(run: run, body: try await BranchPage.request(form, in: round, desk))
            } again: {
                try await form["moved"].isEmpty ? BranchPage.show(desk, $0) : RepairPage.show(desk, $0, repairs)
            } then: {
                ("/desk/runs/\($0.id)", .created)
            }
        }
        get("/desk/runs/{run}/repair.csv", for: .manageRounds) { desk in try await RepairFile.response(desk) }
        get("/desk/runs/{run}/repair", for: .manageRounds) { desk in try await RepairPage.show(desk, .fresh, repairs) }
    }
}
