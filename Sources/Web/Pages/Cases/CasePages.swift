import API
import Foundation
import Hummingbird
import Vivier

extension DeskRoutes {
    /// A company's cases, and the same cases for those who read them.
    func addCasePages() {
        get("/desk/cases", for: .readCases) { desk in
            let list = CaseListQuery(
                state: desk.query("state").flatMap(BusinessCase.State.init), q: desk.query("q"), sort: desk.query("sort"), limit: 50,
                cursor: desk.query("cursor"))
            return CaseListPage(desk: desk, query: list, page: try await desk.perform(ListCases(query: list))).response()
        }
        get("/desk/cases/export", for: .readCases) { desk in
            let query = CaseExportQuery(
                state: desk.query("state").flatMap(BusinessCase.State.init), q: desk.query("q"), sort: desk.query("sort"))
            return desk.csv(try await desk.perform(ExportCases(query: query)), "cases.csv")
        }
        get("/desk/cases/new", for: .writeCases) { desk in CaseFormPage(desk: desk).response() }
        post("/desk/cases/new", for: .writeCases) { desk, form in try await CaseSubmission(desk: desk, form: form).response() }
        post("/desk/cases/chances", for: .writeCases) { desk, form in try await Chances.answer(to: form, desk) }
        get("/desk/skills", for: .searchSkills) { desk in try await SkillSuggestions.response(desk) }
        get("/desk/cases/{case}", for: .readCases) { desk in
            let found = try await desk.perform(ShowCase(case: try desk.id("case")))
            let teams = desk.may(.followProspects) ? try await desk.perform(ListCaseTeams(case: found.id)) : []
            var rounds: [CardRound] = []
            if desk.may(.readTeamCards) {
                rounds = try await desk.perform(ListCardRounds(case: found.id, query: PageQuery(limit: 20))).items
            }
            return CasePage(desk: desk, businessCase: found, rounds: rounds, teams: teams).response()
        }
        get("/desk/cases/{case}/edit", for: .writeCases) { desk in
            let found = try await desk.perform(ShowCase(case: try desk.id("case")))
            return CaseFormPage(desk: desk, stored: found).response()
        }
        post("/desk/cases/{case}/edit", for: .writeCases) { desk, form in
            let found = try await desk.perform(ShowCase(case: try desk.id("case")))
            return try await CaseSubmission(desk: desk, form: form, stored: found).response()
        }
        post("/desk/cases/{case}/publish", for: .decideCases) { desk, form in
            let id: BusinessCase.ID = try desk.id("case")
            let found = try await desk.perform(ShowCase(case: id))
            var page = CasePage(desk: desk, businessCase: found, rounds: [])
            if page.isHeldBack {
                guard !CaseFields.isUntitled(found) else { return desk.go(to: "/desk/cases/\(id)/edit", .titleMissing) }
                guard !found.content.description.isEmpty else { return desk.go(to: "/desk/cases/\(id)/edit", .problemMissing) }
                let outlook = try await desk.perform(CheckCase(draft: try CaseFields(found).draft(), replacing: id))
                page.doubts = CaseDoubtsPiece(say: desk.say, warnings: outlook.warnings)
                guard page.doubts?.isAnswered(by: form) != false else { return page.response() }
            }
            return try await desk.submit(form) {
                PublishCase(case: id)
            } again: { [page] state in
                var page = page
                page.state = state
                return page.response()
            } then: { _ in
                ("/desk/cases/\(id)", .published)
            }
        }
        get("/desk/cases/{case}/withdraw", for: .writeCases) { desk in
            let found = try await desk.perform(ShowCase(case: try desk.id("case")))
            return WithdrawPage(desk: desk, businessCase: found, teams: try await WithdrawPage.teams(desk, found.id)).response()
        }
        post("/desk/cases/{case}/withdraw", for: .writeCases) { desk, form in
            let id: BusinessCase.ID = try desk.id("case")
            return try await desk.submit(form) {
                WithdrawCase(case: id, draft: CaseWithdrawal(reason: form.text("reason")))
            } again: { state in
                let found = try await desk.perform(ShowCase(case: id))
                return WithdrawPage(desk: desk, businessCase: found, teams: try await WithdrawPage.teams(desk, id), state: state).response()
            } then: { _ in
                ("/desk/cases/\(id)", .withdrawn)
            }
        }
    }
}
