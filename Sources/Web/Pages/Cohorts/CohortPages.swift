import API
import Formats
import Foundation
import Hummingbird
import Vivier

extension DeskRoutes {
    /// Cohorts: the list, a new one, and one with its students.
    func addCohortPages() {
        get("/desk/cohorts", for: .readCohorts) { desk in
            let query = CohortListQuery(
                search: desk.query("search"), sort: desk.query("sort").flatMap(CohortListQuery.Sort.init) ?? .newest,
                cursor: desk.query("cursor"))
            return CohortListPage(desk: desk, query: query, cohorts: try await desk.perform(ListCohorts(query: query))).response()
        }
        get("/desk/cohorts/export", for: .readCohorts) { desk in
            let form = SheetForm.people(desk.say.language)
            return desk.csv(
                try await desk.perform(ExportCohorts(query: CohortExportQuery(search: desk.query("search")), form: form)), "cohorts.csv")
        }
        get("/desk/cohorts/new", for: .manageCohorts) { desk in
            try await CohortFormPage.load(desk, cohort: CohortFormPage.form(desk, with: "programme").map { FormState($0) } ?? .fresh)
                .response()
        }
        post("/desk/cohorts", for: .manageCohorts) { desk, form in
            try await desk.submit(
                form, { CreateCohort(draft: try CohortFormPage.draft(form)) },
                again: { try await CohortFormPage.load(desk, cohort: $0).response() },
                then: { ("/desk/cohorts/\($0.id)", .created) })
        }
        get("/desk/programmes", for: .readCohorts) { try await ProgrammeListPage.show($0) }
        get("/desk/programmes.csv", for: .readCohorts) { try await ProgrammeListPage.file($0) }
        post("/desk/programmes", for: .manageCohorts) { desk, form in
            let stored: Cohort? =
                if let id = desk.query("cohort").flatMap({ Cohort.ID($0) }) { try await desk.perform(ShowCohort(cohort: id)) } else { nil }
            do {
                let draft = ProgrammeDraft(
                    school: try form.value("school") ?? stored?.school, code: form["programme_code"], name: form["programme_name"])
                let made = try await desk.perform(CreateProgramme(draft: draft))
                // What was typed of the cohort goes along.
                let kept = form.items.filter {
                    !["form_token", "programme_code", "programme_name", "programme"].contains($0.name) && !$0.value.isEmpty
                }
                let query = ([("programme", "\(made.id)")] + kept).map { name, value in
                    "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["-"])) ?? "")"
                }
                let path = stored.map { "/desk/cohorts/\($0.id)/edit" } ?? "/desk/cohorts/new"
                return desk.go(to: "\(path)?\(query.joined(separator: "&"))", .programmeAdded)
            } catch let refusal as any Refusal where Desk.isMendable(refusal) {
                let state = FormState(form, refused: refusal, prefix: "programme_")
                var response = try await CohortFormPage.load(desk, cohort: FormState(form), programme: state, stored: stored).response()
                response.status = Failure(refusal).status
                return response
            }
        }
        get("/desk/cohorts/{cohort}/edit", for: .manageCohorts) { desk in
            let cohort = try await desk.perform(ShowCohort(cohort: try desk.id("cohort")))
            let form = CohortFormPage.form(desk, with: "version") ?? CohortFormPage.form(of: cohort)
            return try await CohortFormPage.load(desk, cohort: FormState(form), stored: cohort).response()
        }
        post("/desk/cohorts/{cohort}/edit", for: .manageCohorts) { desk, form in
            let id: Cohort.ID = try desk.id("cohort")
            return try await desk.submit(
                form, { EditCohort(id, draft: try CohortFormPage.draft(form), replacing: try form.integer("version") ?? 0) },
                again: { state in
                    let cohort = try await desk.perform(ShowCohort(cohort: id))
                    return try await CohortFormPage.load(desk, cohort: state, stored: cohort).response()
                }, then: { ("/desk/cohorts/\($0.id)", .saved) })
        }
        get("/desk/cohorts/{cohort}", for: .readStudents) { desk in try await CohortPage.load(desk).response() }
        post("/desk/cohorts/{cohort}/reminders", for: .importRosters) { desk, _ in
            let id: Cohort.ID = try desk.id("cohort")
            let asked = try await desk.perform(RemindStudents(cohort: id))
            return desk.go(to: "/desk/cohorts/\(id)", asked.sent > 0 ? .reminded : .nobodyToRemind)
        }
        get("/desk/cohorts/{cohort}/students.csv", for: .importRosters) { desk in
            let form = SheetForm.people(desk.say.language)
            return desk.csv(try await desk.perform(ExportCohort(cohort: try desk.id("cohort"), form: form)), "cohort.csv")
        }
        get("/desk/cohorts/{cohort}/students.xlsx", for: .importRosters) { desk in
            desk.file(
                try await desk.perform(ExportCohortSheet(cohort: try desk.id("cohort"), form: .people(desk.say.language))), "cohort.xlsx",
                mediaType: XLSXWriter.mediaType)
        }
    }
}
