import API
import Hummingbird
import Vivier

extension DeskRoutes {
    /// The teams of a cohort as a board, one team, and how teams are formed.
    func addTeamPages() {
        get("/desk/cohorts/{cohort}/teams", for: .readTeamBoards) { desk in try await TeamBoardPage.show(desk) }
        post("/desk/cohorts/{cohort}/moves", for: .formTeams) { desk, form in
            let cohort: Cohort.ID = try desk.id("cohort")
            let move = try? Move(form)
            return try await desk.submit(form) {
                try Move(form).useCase
            } again: {
                try await TeamBoardPage.show(desk, $0)
            } then: { _ in
                (TeamBoardPage.back(desk, to: cohort), move?.useCase.leaves == true ? .teamless : .moved)
            }
        }
        get("/desk/cohorts/{cohort}/teams/export", for: .readTeamBoards) { desk in
            let form = SheetForm.people(desk.say.language)
            return desk.csv(try await desk.perform(ExportTeams(cohort: try desk.id("cohort"), form: form)), "teams.csv")
        }
        get("/desk/teams/{team}", for: .readTeamBoards) { desk in
            let strengths = try await desk.perform(ShowTeamStrengths(team: try desk.id("team")))
            let cohort = try await desk.perform(ShowCohort(cohort: strengths.team.cohort))
            return TeamPage(desk: desk, strengths: strengths, cohort: cohort).response()
        }
        for (action, locked) in [("lock", true), ("unlock", false)] {
            post("/desk/teams/{team}/\(action)", for: .formTeams) { desk, form in
                let team = try await desk.perform(LockTeam(team: try desk.id("team"), locked: locked))
                return desk.go(
                    to: form["from"] == "team" ? "/desk/teams/\(team.id)" : TeamBoardPage.back(desk, to: team.cohort),
                    locked ? .locked : .unlocked)
            }
        }
        post("/desk/teams/{team}/disband", for: .formTeams) { desk, _ in
            let team = try await desk.perform(ShowTeam(team: try desk.id("team")))
            try await desk.perform(DisbandTeam(team: team.id))
            return desk.go(to: TeamBoardPage.back(desk, to: team.cohort), .disbanded)
        }
        addFormationPages()
    }
}

/// A move as the board asks for it: by the card on which somebody was dropped, or by the menu. A student is named with the team to leave.
private struct Move {
    var useCase: MoveMember

    /// - Throws: a refusal that names every field in which nothing was chosen.
    init(_ form: Form) throws {
        var checks = FieldChecks()
        let parts = form["student"].split(separator: "/").map(String.init)
        let student = parts.first.flatMap { Student.ID($0) }
        if student == nil { checks.refuse("/student", "missing", en: "Choose who is to move.", fr: "Choisissez qui déplacer.") }
        let from = parts.dropFirst().first.flatMap { Team.ID($0) }
        let to = Team.ID(form["team"]) ?? Team.ID(form["to"])
        let leaves = form["to"] == BoardMovePiece.nowhere
        if leaves, student != nil, from == nil {
            checks.refuse("/to", "no-team", en: "The student is in no team already.", fr: "L’étudiant n’est déjà dans aucune équipe.")
        } else if to == nil, !leaves {
            checks.refuse("/to", "missing", en: "Choose a team of the list.", fr: "Choisissez une équipe de la liste.")
        }
        try checks.end()
        guard let student, let team = leaves ? from : to else { throw Failure.noSuchPage }
        useCase = MoveMember(team: team, student: student, leaves: leaves)
    }
}
