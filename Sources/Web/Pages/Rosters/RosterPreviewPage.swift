import API
import Hummingbird
import Vivier

/// What storing a file would do: how many are new, changed and unchanged, what is refused and why, at its line.
struct RosterPreviewPage {
    var desk: Desk
    var cohort: Cohort
    var roster: RosterInHand
    var report: ImportReport

    private var say: Words { desk.say }
    private var path: String { "/desk/cohorts/\(cohort.id)/import/\(roster.id)" }

    /// Where nothing was found out yet, the way leads by the columns.
    static func load(_ desk: Desk) async throws -> Response {
        let (cohort, roster): (Cohort.ID, RosterInHand.ID) = (try desk.id("cohort"), try desk.id("roster"))
        let found = try await desk.perform(ShowRosterInHand(roster: roster))
        guard let report = found.preview else { return desk.go(to: "/desk/cohorts/\(cohort)/import/\(roster)") }
        let page = RosterPreviewPage(
            desk: desk, cohort: try await desk.perform(ShowCohort(cohort: cohort)), roster: found, report: report)
        return page.response(try await RosterPreviewList.load(desk, page.path, found, report).html)
    }

    private func response(_ list: HTML?) -> Response {
        let title = say("What the file does", "Ce que fait le fichier")
        return desk.page(
            title,
            """
            \(RosterTrail.crumbs(cohort, say))<h1>\(title)</h1>
            \(RosterTrail.html(.preview, say))
            <p class="lead">\(roster.fileName) · \(RosterWords.detected(roster.detected, say))</p>
            \(Pieces.figures(figures))\(decision)\(list)
            """)
    }

    private var figures: [(name: String, value: String)] {
        var figures = [
            (say("new", "nouveaux"), say.number(report.new)), (say("changed", "modifiés"), say.number(report.changed)),
            (say("unchanged", "inchangés"), say.number(report.unchanged)),
            (
                say(report.rejected == 1 ? "line refused" : "lines refused", report.rejected < 2 ? "ligne refusée" : "lignes refusées"),
                say.number(report.rejected)
            ),
        ]
        if let teams = report.teams, teams > 0 { figures.append((say("teams made", "équipes créées"), say.number(teams))) }
        return figures
    }

    /// What is refused is kept nowhere, so that it is taken along from here.
    private var refused: HTML? {
        guard report.rejected > 0 else { return nil }
        let words = say(
            "What is refused, and why, is shown on this page only: once the rest is stored, nothing of it is kept. Export the report first.",
            "Ce qui est refusé, et pourquoi, n’est montré que sur cette page\u{A0}: une fois le reste enregistré, rien n’en est gardé. Exportez d’abord le rapport."
        )
        return """
            <p>\(words) <a class="button quiet small" href="\(path)/preview/export" download>\(say("Export the report (CSV)", "Exporter le rapport (CSV)"))</a></p>
            """
    }

    private var stored: Int { report.new + report.changed }

    private var decision: HTML {
        let corrected = report.rejected > 0 || !report.toLookAt.isEmpty ? RosterTrail.correctedFile(cohort, say) : nil
        let back: HTML = "\(Pieces.button(say("Back to the columns", "Retour aux colonnes"), to: path, isQuiet: true))\(corrected)"
        guard stored > 0 else {
            let sentence =
                report.rejected > 0
                ? say(
                    "Nothing of this file can be stored. Mend it, or say what its columns are.",
                    "Rien de ce fichier ne peut être enregistré. Corrigez-le, ou dites ce que sont ses colonnes.")
                : say("Everything in this file is stored already.", "Tout ce que contient ce fichier est déjà enregistré.")
            return """
                <div class="card next"><p>\(sentence)</p><div class="actions">\(back)\
                \(desk.button("\(path)/drop", say("Throw the file away", "Jeter le fichier")))</div></div>
                """
        }
        let skip: HTML = report.rejected > 0 ? "<input type=\"hidden\" name=\"skip\" value=\"yes\">" : ""
        let label =
            report.rejected > 0
            ? say(
                "Store \(say.number(stored)), leave \(say.number(report.rejected)) out",
                "Enregistrer \(say.number(stored)), laisser \(say.number(report.rejected)) de côté")
            : say("Store", "Enregistrer") + " " + say.count(stored, ("student", "students"), ("étudiant", "étudiants"))
        let sentence = say(
            "All of it is stored at once, and can be undone as a whole for 30 days at least.",
            "Tout est enregistré d’un coup, et peut être annulé en bloc pendant 30 jours au moins.")
        let content: HTML = """
            \(skip)<p>\(sentence)</p>\(refused)<p class="actions"><button>\(label)</button>\(back)</p>
            """
        return desk.form("\(path)/store", "class=\"card next\" \(RosterTrail.progress(say("Storing…", "Enregistrement…"), say))", content)
    }
}
