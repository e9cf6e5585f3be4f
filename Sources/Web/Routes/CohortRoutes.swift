import API
import Vivier

extension APIRoutes {
    func addCohortRoutes() {
        on(Endpoints.createProgramme) { CreateProgramme(draft: $0.body) }
        on(Endpoints.listProgrammes) { ListProgrammes(query: $0.query) }
        on(Endpoints.exportProgrammes, fileName: "programmes.csv") { ExportProgrammes(query: $0.query) }
        on(Endpoints.showProgramme) { ShowProgramme(programme: try $0.id("programme")) }

        on(Endpoints.createCohort) { CreateCohort(draft: $0.body) }
        on(Endpoints.listCohorts) { ListCohorts(query: $0.query) }
        on(Endpoints.showCohort) { ShowCohort(cohort: try $0.id("cohort")) }
        on(Endpoints.editCohort) { EditCohort(try $0.id("cohort"), draft: $0.body, replacing: try $0.version()) }
        on(Endpoints.exportCohorts, fileName: "cohorts.csv") { ExportCohorts(query: $0.query) }
        on(Endpoints.showReadiness) { ShowReadiness(cohort: try $0.id("cohort")) }
        on(Endpoints.remindStudents) { RemindStudents(cohort: try $0.id("cohort")) }
        on(Endpoints.showProgress) { ShowProgress(school: try $0.id("school")) }
        on(Endpoints.showStudentProgress) { ShowStudentProgress(student: try $0.id("student")) }
        on(Endpoints.showCompanyProgress) { ShowCompanyProgress(company: try $0.id("company")) }

        on(Endpoints.listStudents) { ListStudents(cohort: try $0.id("cohort"), query: $0.query) }
        on(Endpoints.showStudent) { ShowStudent(student: try $0.id("student")) }
        on(Endpoints.listTeams) { ListTeams(cohort: try $0.id("cohort"), query: $0.query) }
        on(Endpoints.showTeam) { ShowTeam(team: try $0.id("team")) }
        on(Endpoints.formTeams) { FormTeams(cohort: try $0.id("cohort"), draft: $0.body) }
        on(Endpoints.importTeams) { ImportTeams(cohort: try $0.id("cohort"), query: $0.query, file: $0.file) }
        on(Endpoints.lockTeam) { LockTeam(team: try $0.id("team"), locked: true) }
        on(Endpoints.unlockTeam) { LockTeam(team: try $0.id("team"), locked: false) }
        on(Endpoints.showTeamBoard) { ShowTeamBoard(cohort: try $0.id("cohort"), query: $0.query) }
        on(Endpoints.exportTeams, fileName: "teams.csv") { ExportTeams(cohort: try $0.id("cohort")) }
        on(Endpoints.showTeamStrengths) { ShowTeamStrengths(team: try $0.id("team")) }
        on(Endpoints.moveMember) { MoveMember(team: try $0.id("team"), student: try $0.id("student")) }
        on(Endpoints.removeMember) { MoveMember(team: try $0.id("team"), student: try $0.id("student"), leaves: true) }
        on(Endpoints.disbandTeam) { DisbandTeam(team: try $0.id("team")) }
    }

    func addProfileRoutes() {
        on(Endpoints.stateProfile) { StateProfile(student: try $0.id("student"), statement: $0.body, replacing: try $0.version()) }
        on(Endpoints.stateAvailability) {
            StateAvailability(student: try $0.id("student"), statement: $0.body, replacing: try $0.version())
        }
        on(Endpoints.showAvailability) { ShowAvailability(student: try $0.id("student")) }
        on(Endpoints.readCalendar) { ReadCalendar(student: try $0.id("student"), file: $0.file) }
        on(Endpoints.readCalendarLink) { ReadCalendarLink(student: try $0.id("student"), link: $0.body) }
        on(Endpoints.previewProfile) { PreviewProfile(student: try $0.id("student"), query: $0.query) }
        on(Endpoints.listOwnRounds) { ListOwnRounds(student: try $0.id("student")) }
        on(Endpoints.readOutcome) { ReadOutcome(student: try $0.id("student")) }
        on(Endpoints.listRankableCases) {
            ListRankableCases(round: try $0.id("round"), team: try $0.id("team"), query: $0.query)
        }
        on(Endpoints.exportRankableCases, fileName: "cases.csv") {
            ExportRankableCases(round: try $0.id("round"), team: try $0.id("team"), query: $0.query)
        }
        on(Endpoints.moveInRanking) { MoveInRanking(round: try $0.id("round"), team: try $0.id("team"), move: $0.body) }
    }
}
