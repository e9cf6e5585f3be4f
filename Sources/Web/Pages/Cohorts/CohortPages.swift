import API
import Formats
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
        get("/desk/cohorts/new", for: .manageCohorts) { desk in try await CohortFormPage.load(desk).response() }
        post("/desk/cohorts", for: .manageCohorts) { desk, form in
            try await desk.submit(
                form, { CreateCohort(draft: try CohortFormPage.draft(form)) },
                again: { try await CohortFormPage.load(desk, cohort: $0).response() },
                then: { ("/desk/cohorts/\($0.id)", .created) })
        }
        post("/desk/programmes", for: .manageCohorts) { desk, form in
            try await desk.submit(
                form,
                {
                    let school: Organisation.ID? = try form.value("school")
                    return CreateProgramme(draft: ProgrammeDraft(school: school, code: form["code"], name: form["name"]))
                },
                again: { try await CohortFormPage.load(desk, programme: $0).response() },
                then: { ("/desk/cohorts/new?programme=\($0.id)", .created) })
        }
        get("/desk/cohorts/{cohort}", for: .readStudents) { desk in try await CohortPage.load(desk).response() }
        post("/desk/cohorts/{cohort}/reminders", for: .importRosters) { desk, _ in
            let id: Cohort.ID = try desk.id("cohort")
            let asked = try await desk.perform(RemindStudents(cohort: id))
            return desk.go(to: "/desk/cohorts/\(id)", asked.sent > 0 ? .reminded : .nobodyToRemind)
        }
        get("/desk/cohorts/{cohort}/students.csv", for: .importRosters) { desk in
            desk.file(
                try await desk.perform(ExportCohort(cohort: try desk.id("cohort"))), "cohort.csv", mediaType: "text/csv; charset=utf-8")
        }
        get("/desk/cohorts/{cohort}/students.xlsx", for: .importRosters) { desk in
            desk.file(
                try await desk.perform(ExportCohortSheet(cohort: try desk.id("cohort"))), "cohort.xlsx", mediaType: XLSXWriter.mediaType)
        }
    }
}
