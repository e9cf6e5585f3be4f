import API
import Hummingbird
import Vivier

extension DeskRoutes {
    /// The teams of a cohort as a board, one team, and how teams are formed.
    func addTeamPages() {
        get("/desk/cohorts/{cohort}/teams", for: .readTeamBoards) { desk in try await TeamBoardPage.show(desk) }
        post("/desk/cohorts/{cohort}/moves", for: .formTeams) { desk, form in
            let cohort: Cohort.ID = try desk.id("cohort")
            let move = try? await Move(form, in: cohort, desk)
            return try await desk.submit(form) {
                guard let move else { throw Move.unknown }
                return move.useCase
            } again: {
                try await TeamBoardPage.show(desk, $0)
            } then: { _ in
                (TeamBoardPage.path(cohort, q: form["q"]), .moved)
            }
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
                    to: form["from"] == "team" ? "/desk/teams/\(team.id)" : TeamBoardPage.path(team.cohort), locked ? .locked : .unlocked)
            }
        }
        post("/desk/teams/{team}/disband", for: .formTeams) { desk, _ in
            let team = try await desk.perform(ShowTeam(team: try desk.id("team")))
            try await desk.perform(DisbandTeam(team: team.id))
            return desk.go(to: TeamBoardPage.path(team.cohort), .removed)
        }
        addFormationPages()
    }
}

/// A move as the board asks for it: by the card on which somebody was dropped, or by the name of the team that was typed.
private struct Move {
    var useCase: MoveMember

    static let unknown = GeneralRefusal.field(
        "/to", "unknown", en: "No team of the cohort has this name. Choose one of the list.",
        fr: "Aucune équipe de la promotion ne porte ce nom. Choisissez-en une dans la liste.")

    init(_ form: Form, in cohort: Cohort.ID, _ desk: Desk) async throws {
        guard let student: Student.ID = try form.value("student") else { throw Self.unknown }
        if let team: Team.ID = try form.value("team") {
            useCase = MoveMember(team: team, student: student)
        } else if let from: Team.ID = try form.value("from"), form["to"].isEmpty {
            useCase = MoveMember(team: from, student: student, leaves: true)
        } else {
            let name = form["to"]
            let found = try await desk.perform(ShowTeamBoard(cohort: cohort, query: TeamBoardQuery(q: name, limit: 50)))
            guard let team = found.items.first(where: { $0.team.name == name })?.team.id else { throw Self.unknown }
            useCase = MoveMember(team: team, student: student)
        }
    }
}
