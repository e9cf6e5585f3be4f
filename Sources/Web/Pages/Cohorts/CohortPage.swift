import API
import Formats
import Hummingbird
import Vivier

/// A cohort: how far it is ready, and its students.
struct CohortPage {
    var desk: Desk
    var cohort: Cohort
    var readiness: CohortReadiness
    var query: StudentListQuery
    var students: Page<StudentLine>

    private var say: Words { desk.say }
    private var path: String { "/desk/cohorts/\(cohort.id)" }

    static func load(_ desk: Desk) async throws -> CohortPage {
        let id: Cohort.ID = try desk.id("cohort")
        let query = StudentListQuery(
            search: desk.query("search"), lacking: desk.query("lacking").flatMap(CohortReadiness.Part.init),
            sort: desk.query("sort").flatMap(StudentListQuery.Sort.init) ?? .name, cursor: desk.query("cursor"))
        return CohortPage(
            desk: desk, cohort: try await desk.perform(ShowCohort(cohort: id)),
            readiness: try await desk.perform(ShowReadiness(cohort: id)),
            query: query, students: try await desk.perform(ListStudents(cohort: id, query: query)))
    }

    func response() -> Response {
        desk.page(
            cohort.name,
            """
            \(Pieces.crumbs(say, [(say("Cohorts", "Promotions"), "/desk/cohorts")]))
            <div class="head"><div><h1>\(cohort.name)</h1><p class="lead">\(lead)</p></div>
            <p class="actions">\(actions)</p></div>
            \(cohort.students == 0 ? nothing : filled)
            \(blocked)
            """)
    }

    private var lead: String {
        var parts =
            [cohort.schoolName, cohort.code].compactMap(\.self) + [
                say.count(cohort.students, ("student", "students"), ("étudiant", "étudiants"))
            ]
        if let from = cohort.startsOn { parts.append(say("from \(say.day(from))", "dès le \(say.day(from))")) }
        if let until = cohort.endsOn { parts.append(say("until \(say.day(until))", "jusqu’au \(say.day(until))")) }
        return parts.joined(separator: " · ")
    }

    private var actions: HTML {
        let teams = Pieces.button(say("Teams", "Équipes"), to: "\(path)/teams", isQuiet: true)
        let edit: HTML? =
            desk.may(.manageCohorts) ? Pieces.button(say("Edit", "Modifier"), to: "\(path)/edit", isQuiet: true) : nil
        guard desk.may(.importRosters), cohort.students > 0 else { return cohort.students > 0 ? "\(teams)\(edit)" : "\(edit)" }
        return "\(teams)\(edit)\(Pieces.button(say("Import a roster", "Importer une liste"), to: "\(path)/import", isQuiet: true))"
    }

    private var nothing: HTML {
        desk.may(.importRosters)
            ? Pieces.empty(
                say(
                    "Nobody is enrolled yet. Import the roster: a CSV file or a OneRoster bundle.",
                    "Personne n’est encore inscrit. Importez la liste : un fichier CSV ou un lot OneRoster."),
                Pieces.button(say("Import the roster", "Importer la liste"), to: "\(path)/import"))
            : Pieces.empty(say("Nobody is enrolled yet.", "Personne n’est encore inscrit."))
    }

    private var filled: HTML {
        """
        <section aria-labelledby="readiness-head"><h2 id="readiness-head">\(say("Readiness", "Préparation"))</h2>
        \(ReadinessBars(readiness: readiness, say: say).html)\(reminder)</section>
        <section id="students" aria-labelledby="students-head"><h2 id="students-head">\(say("Students", "Étudiants"))</h2>
        \(StudentList(desk: desk, path: path, query: query, students: students).html)</section>
        """
    }

    private var reminder: HTML? {
        let missing = readiness.students - min(readiness.profile, readiness.availability, readiness.consent)
        guard missing > 0, desk.may(.importRosters), desk.application.deliversLetters else { return nil }
        let label = say("Write to those who are missing…", "Écrire à ceux qui manquent…")
        let hint = say(
            "Each student who has not said what they can do, when they are free, or who may see them, is asked for that by a letter with a link to sign in: about \(say.number(missing)), nobody twice in a day.",
            "Chaque étudiant qui n’a pas dit ce qu’il sait faire, quand il est libre, ou qui peut le voir, le lit dans une lettre avec un lien de connexion\u{A0}: environ \(say.number(missing)), personne deux fois en un jour."
        )
        return """
            <details><summary>\(label)</summary><p>\(hint)</p>
            \(desk.button("\(path)/reminders", say("Send these letters", "Envoyer ces lettres"), kind: "small"))</details>
            """
    }

    private var blocked: HTML? {
        guard let blocked = cohort.blocked, !blocked.isEmpty else { return nil }
        let rows = blocked.prefix(60).map { days -> HTML in
            let until = days.until == days.from ? "" : " – \(say.day(days.until))"
            return "<li><span>\(say.day(days.from))\(until)</span><span class=\"soft\">\(say(days.reason.inWords))</span></li>\n"
        }
        return """
            <section><h2>\(say("Days without work on cases", "Jours sans travail sur les cas"))</h2><ul class="rows">
            \(rows)</ul></section>
            """
    }
}
