package import API
import Foundation
import Matching
import Postgres

/// Forms teams of a cohort's students who have none, or anew of all but those that are locked or that a round rests on. The result is
/// checked by code that shares nothing with the search; what is stored is whole or absent.
package struct FormTeams: Recalled {
    package var cohort: Cohort.ID
    package var draft: FormationDraft

    package init(cohort: Cohort.ID, draft: FormationDraft) {
        self.cohort = cohort
        self.draft = draft
    }

    package enum No: Refusal {
        case nobodyToDivide, impossible, noneFound, tooLong, tooLarge, tooManyValues, changed, formedAlready

        package var reason: RefusalReason {
            switch self {
            case .nobodyToDivide:
                RefusalReason(
                    .conflict, code: "nobody-to-divide",
                    en:
                        "Nobody is left to divide: every student of the cohort is in a team that stays, or it has no student. A team stays that is "
                        + "locked or that a round rests on; every other one too, unless those are formed anew as well (--all on the command "
                        + "line). Import students, or unlock teams.",
                    fr:
                        "Il n’y a personne à répartir : chaque étudiant de la promotion est dans une équipe qui reste, ou il n’y en a aucun. "
                        + "Une équipe reste si elle est verrouillée ou si une session repose sur elle ; toute autre aussi, à moins de les "
                        + "reformer (--all en ligne de commande). Importez des étudiants, ou déverrouillez des équipes.")
            case .impossible:
                RefusalReason(
                    .conflict, code: "formation-impossible",
                    en: "No division keeps all rules: every one was tried. Widen min and max, or drop some of with and apart.",
                    fr: "Aucune répartition ne respecte toutes les règles : toutes ont été essayées. Élargissez min et max, "
                        + "ou retirez des éléments de with et apart.")
            case .noneFound:
                RefusalReason(
                    .conflict, code: "formation-not-found",
                    en: "No division that keeps all rules was found; whether there is one is not known. "
                        + "Widen min and max, drop some of with and apart, or try another seed.",
                    fr: "Aucune répartition respectant toutes les règles n’a été trouvée ; on ignore s’il en existe une. "
                        + "Élargissez min et max, retirez des éléments de with et apart, ou essayez une autre graine.")
            case .tooLong:
                RefusalReason(
                    .conflict, code: "formation-too-long",
                    en: "The search was given up: the rules leave too little room, or this machine is too slow. "
                        + "Drop some of with and apart, or say fewer seconds.",
                    fr: "La recherche a été abandonnée : les règles laissent trop peu de jeu, ou cette machine est trop lente. "
                        + "Retirez des éléments de with et apart, ou indiquez moins de secondes.")
            case .tooLarge:
                RefusalReason(
                    .conflict, code: "formation-too-large",
                    en: "At most \(FormationProblem.mostStudents) students are divided at once. Divide the cohort first.",
                    fr: "Au plus \(FormationProblem.mostStudents) étudiants sont répartis à la fois. Divisez d’abord la promotion.")
            case .tooManyValues:
                GeneralRefusal.field(
                    "/not_alone", "too-many-values",
                    en: "These attributes have more than \(Marks.limit) values together. Name one with fewer.",
                    fr: "Ces attributs ont ensemble plus de \(Marks.limit) valeurs. Nommez-en un qui en a moins."
                ).reason
            case .changed:
                RefusalReason(
                    .conflict, code: "cohort-changed", en: "The cohort’s teams have changed meanwhile. Form them again.",
                    fr: "Les équipes de la promotion ont changé entre-temps. Recommencez.")
            case .formedAlready:
                RefusalReason(
                    .conflict, code: "formed-already",
                    en: "The teams were formed when this was first asked for. Read them with the teams of the cohort.",
                    fr: "Les équipes ont été composées à la première demande. Lisez-les avec les équipes de la promotion.")
            }
        }
    }

    package var needs: Permission { .formTeams }
    package var audited: Audited? { draft.dryRun == true ? Audited("previewTeams", cohort) : Audited("formTeams", cohort) }
    /// The transaction stays open while the search goes on; nothing is claimed before the teams are stored, so that imports go on beside it.
    package static var reflection: Duration? { .seconds(mostSeconds * slowness + 120) }

    static let mostSeconds = 120
    /// What a usual machine judges in a second; a slower one takes as much longer, for the same teams. Few students need fewer.
    private static func stepsPerSecond(students: Int) -> Int { min(4_000_000, 5_000 * students) }
    private static let slowness = 8

    /// Its reasons name students, so none of it is kept; what was only shown is computed anew, to the same teams.
    package func keepsake(of answer: Formation) -> String? { answer.stored ? answer.cohort.description : nil }
    package func recall(_ keepsake: String, in work: UnitOfWork) async throws -> Formation { throw No.formedAlready }

    package func run(in work: UnitOfWork) async throws -> Formation {
        let school = try await work.one("SELECT school_id FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
            .decode(Organisation.ID.self)
        let (rules, wrong) = checked()
        work.report(WorkProgress(phase: "reading", done: 0))
        let needs = try await work.formationNeeds(of: cohort, school: school, round: draft.round)
        var gather = GatherFormation(
            cohort: cohort, scope: draft.scope ?? .withoutTeam, attributes: rules.notAlone,
            sizes: TeamSizes(least: rules.min, most: rules.max, even: rules.even), work: work)
        var tables = try await gather(needs)
        // All that is wrong is told at once: numbers, what nobody has, whom nobody knows.
        var faults = wrong + tables.faults
        do throws(GeneralRefusal) {
            try FormationGroups(draft).add(to: &tables)
        } catch {
            guard case .invalid(let more) = error else { throw error }
            faults += more
        }
        guard faults.isEmpty else { throw GeneralRefusal.invalid(faults) }
        let hours = draft.hours ?? needs.hours
        tables.problem.rules.neededHalfHours = Int32(2 * hours)
        tables.problem.seed = UInt64(rules.seed)
        let solution = try await solve(tables, seconds: rules.seconds, report: work.report)
        var formation = FormationWords(tables: tables, solution: solution, work: work).formation(of: cohort, rules: rules, hours: hours)
        if draft.dryRun != true { try await store(&formation, tables, school: school, in: work) }
        return formation
    }

    private func checked() -> (rules: Formation.Rules, wrong: [RefusalReason.Field]) {
        var checks = FieldChecks()
        func whole(_ number: Int?, _ standard: Int, _ bounds: ClosedRange<Int>, at pointer: String) -> Int {
            guard let number else { return standard }
            if !bounds.contains(number) {
                checks.refuse(
                    pointer, "out-of-range", en: "Give a whole number, \(bounds.lowerBound) to \(bounds.upperBound).",
                    fr: "Donnez un nombre entier, de \(bounds.lowerBound) à \(bounds.upperBound).")
            }
            return number
        }
        let largest = FormationProblem.largestTeam
        let least = whole(draft.min, min(3, draft.max ?? 3), 1...largest, at: "/min")
        let most = whole(draft.max, max(5, draft.min ?? 5), 1...largest, at: "/max")
        if least > most, (1...largest).contains(least), (1...largest).contains(most) {
            checks.refuse(
                "/min", "out-of-range", en: "That is more than the members at most, \(most).",
                fr: "C’est plus que les membres au plus, \(most).")
        }
        let rules = Formation.Rules(
            min: least, max: most, even: draft.even ?? false, notAlone: draft.notAlone ?? [],
            hours: whole(draft.hours, 4, 1...80, at: "/hours"), seed: whole(draft.seed, 1, 0...Int.max, at: "/seed"),
            seconds: whole(draft.seconds, 5, 1...Self.mostSeconds, at: "/seconds"), cases: 0)
        for (index, attribute) in rules.notAlone.enumerated() {
            let isKnown = ["programme", "city"].contains(attribute) || attribute.hasPrefix("attribute:") && attribute.utf8.count > 10
            if !isKnown || index >= 8 || rules.notAlone.prefix(index).contains(attribute) {
                checks.refuse(
                    "/not_alone/\(index)", "unknown-attribute",
                    en: "Give programme, city or attribute:NAME, each once and at most eight.",
                    fr: "Donnez le programme, la ville ou une colonne gardée (attribute:NOM), chacun une fois et au plus huit.")
            }
        }
        return (rules, checks.faults)
    }

    private func solve(
        _ tables: FormationTables, seconds: Int, report: @escaping @Sendable (WorkProgress) -> Void
    ) async throws -> FormationSolution {
        let deadline = ContinuousClock.now + .seconds(seconds * Self.slowness + 60)
        let problem = tables.problem
        let steps = seconds * Self.stepsPerSecond(students: problem.students.count)
        let outcome = try await OwnThread.run("formation") { isCancelled in
            let control = FormationControl(isCancelled: { isCancelled() || ContinuousClock.now >= deadline }) { standing in
                report(
                    WorkProgress(
                        phase: "solving", done: standing.done, total: standing.total, found: standing.best.points,
                        bound: standing.bound.points))
            }
            return TeamFormation.solve(problem, steps: steps, control: control)
        }
        switch outcome {
        case .formed(let solution):
            if let broken = FormationChecker.firstBroken(solution, of: problem) { throw broken }
            return solution
        case .refused(let defect): throw tables.refusal(of: defect)
        case .impossible: throw No.impossible
        case .noneFound: throw No.noneFound
        case .cancelled:
            try Task.checkCancellation()
            throw No.tooLong
        }
    }

    private func store(
        _ formation: inout Formation, _ tables: FormationTables, school: Organisation.ID, in work: UnitOfWork
    ) async throws {
        work.report(WorkProgress(phase: "storing", done: 0, total: formation.teams.count))
        try await work.dissolve(tables.dissolved, of: cohort, school: school)
        // What has changed since the students were read is for the constraints to tell: whoever is in a team by now, or gone.
        do throws(PostgresError) {
            let ids = try await work.execute(
                """
                INSERT INTO team (school_id, cohort_id, name) SELECT \(school), \(cohort), n FROM unnest(\(formation.teams.map(\.name))) AS n
                RETURNING name, id
                """
            ).decode(String.self, Team.ID.self)
            let byName = Dictionary(ids, uniquingKeysWith: { first, _ in first })
            var (teams, members) = ([Team.ID](), [Student.ID]())
            for index in formation.teams.indices {
                guard let id = byName[formation.teams[index].name] else { continue }
                formation.teams[index].team = id
                for member in formation.teams[index].members {
                    teams.append(id)
                    members.append(member.student)
                }
            }
            _ = try await work.execute(
                """
                INSERT INTO team_member (team_id, cohort_id, student_id, school_id)
                SELECT t, \(cohort), s, \(school) FROM unnest(\(teams), \(members)) AS m (t, s)
                """)
        } catch {
            switch error.constraint {
            case "team_name_once", "team_member_once", "team_member_cohort_student_fk", "team_member_student_fk": throw No.changed
            default: throw error
            }
        }
        formation.stored = true
    }
}
