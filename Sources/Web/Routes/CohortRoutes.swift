import API
import Vivier

extension APIRoutes {
    func addCohortRoutes() {
        on(Endpoints.createProgramme) { CreateProgramme(draft: $0.body) }
        on(Endpoints.listProgrammes) { ListProgrammes(query: $0.query) }
        on(Endpoints.showProgramme) { ShowProgramme(programme: try $0.id("programme")) }

        on(Endpoints.createCohort) { CreateCohort(draft: $0.body) }
        on(Endpoints.listCohorts) { ListCohorts(query: $0.query) }
        on(Endpoints.showCohort) { ShowCohort(cohort: try $0.id("cohort")) }
        on(Endpoints.showReadiness) { ShowReadiness(cohort: try $0.id("cohort")) }
        on(Endpoints.remindStudents) { RemindStudents(cohort: try $0.id("cohort")) }
        on(Endpoints.showProgress) { ShowProgress(school: try $0.id("school")) }

        on(Endpoints.listStudents) { ListStudents(cohort: try $0.id("cohort"), query: $0.query) }
        on(Endpoints.showStudent) { ShowStudent(student: try $0.id("student")) }
        on(Endpoints.listTeams) { ListTeams(cohort: try $0.id("cohort"), query: $0.query) }
        on(Endpoints.showTeam) { ShowTeam(team: try $0.id("team")) }
        on(Endpoints.formTeams) { FormTeams(cohort: try $0.id("cohort"), draft: $0.body) }
        on(Endpoints.lockTeam) { LockTeam(team: try $0.id("team"), locked: true) }
        on(Endpoints.unlockTeam) { LockTeam(team: try $0.id("team"), locked: false) }
        on(Endpoints.disbandTeam) { DisbandTeam(team: try $0.id("team")) }
    }
}
