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
    private static let (mostProblems, mostRows) = (100, 25)

    /// Where nothing was found out yet, the way leads by the columns.
    static func load(_ desk: Desk) async throws -> Response {
        let (cohort, roster): (Cohort.ID, RosterInHand.ID) = (try desk.id("cohort"), try desk.id("roster"))
        let found = try await desk.perform(ShowRosterInHand(roster: roster))
        guard let report = found.preview else { return desk.go(to: "/desk/cohorts/\(cohort)/import/\(roster)") }
        return RosterPreviewPage(
            desk: desk, cohort: try await desk.perform(ShowCohort(cohort: cohort)), roster: found, report: report
        ).response()
    }

    func response() -> Response {
        let title = say("What the file does", "Ce que fait le fichier")
        return desk.page(
            title,
            """
            \(RosterTrail.crumbs(cohort, say))<h1>\(title)</h1>
            \(RosterTrail.html(.preview, say))
            <p class="lead">\(roster.fileName) · \(RosterWords.detected(roster.detected, say))</p>
            \(Pieces.figures(figures))\(decision)\(problems)\(rows)
            """)
    }

    private var figures: [(name: String, value: String)] {
        var figures = [
            (say("new", "nouveaux"), say.number(report.new)), (say("changed", "modifiés"), say.number(report.changed)),
            (say("unchanged", "inchangés"), say.number(report.unchanged)), (say("refused", "refusés"), say.number(report.rejected)),
        ]
        if let teams = report.teams, teams > 0 { figures.append((say("teams made", "équipes créées"), say.number(teams))) }
        return figures
    }

    private var stored: Int { report.new + report.changed }

    private var decision: HTML {
        let back = Pieces.button(say("Back to the columns", "Retour aux colonnes"), to: path, isQuiet: true)
        guard stored > 0 else {
            let sentence =
                report.rejected > 0
                ? say(
                    "Nothing of this file can be stored. Mend it, or say what its columns are.",
                    "Rien de ce fichier ne peut être enregistré. Corrigez-le, ou dites ce que sont ses colonnes.")
                : say("Everything in this file is stored already.", "Tout ce que contient ce fichier est déjà enregistré.")
            return """
                <div class="card next"><p>\(sentence)</p><p class="actions">\(back)\
                \(desk.button("\(path)/drop", say("Throw the file away", "Jeter le fichier")))</p></div>
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
            "All of it is stored at once, and can be undone as a whole.", "Tout est enregistré d’un coup, et peut être annulé en bloc.")
        let content: HTML = """
            \(skip)<p>\(sentence)</p><p class="actions"><button>\(label)</button>\(back)</p>
            """
        return desk.form("\(path)/store", "class=\"card next\" \(RosterTrail.progress(say("Storing…", "Enregistrement…"), say))", content)
    }

    /// Refusals before warnings; what the choice of columns has answered is not said again.
    private var told: [ImportProblem] {
        let kept = report.problems.filter { !["unknown-column", "unused-column"].contains($0.code) }
        return kept.filter { $0.severity == "refusal" } + kept.filter { $0.severity != "refusal" }
    }

    private var problems: HTML? {
        let told = told
        guard !told.isEmpty else { return nil }
        let items = told.prefix(Self.mostProblems).map { problem -> HTML in
            let place = [problem.line.map { say("Line \($0)", "Ligne \($0)") }, problem.column].compactMap(\.self).joined(separator: " · ")
            let tone: Pieces.Tone = problem.severity == "refusal" ? .bad : .warn
            let kind = problem.severity == "refusal" ? say("refused", "refusée") : say("look", "à voir")
            return """
                <li><div><p>\(Pieces.badge(kind, tone)) <b>\(place)</b> \(RosterWords.problem(problem, say))</p>\
                \(problem.text.map { "<code class=\"snippet\">\($0)</code>" as HTML })</div></li>

                """
        }
        let rest = report.problemsTotal - report.problems.count + told.count - min(told.count, Self.mostProblems)
        let more: HTML? =
            rest > 0 ? "<p class=\"soft\">\(say("… and \(say.number(rest)) more.", "… et \(say.number(rest)) de plus."))</p>" : nil
        return """
            <section><h2>\(say("To look at", "À regarder"))</h2><ul class="rows problems">
            \(items)</ul>\(more)</section>
            """
    }

    private var rows: HTML? {
        guard let rows = report.rows, !rows.isEmpty else { return nil }
        let changed = rows.filter { $0.state == "changed" }
        let new = rows.filter { $0.state == "new" }
        return """
            \(table(changed, say("Changed", "Modifiés"), of: report.changed) { row in
                "\(row.changes.map { RosterWords.field($0, say) }.joined(separator: ", "))"
            })\(table(new, say("New", "Nouveaux"), of: report.new, nil))
            """
    }

    private func table(_ rows: [ImportRow], _ title: String, of total: Int, _ what: ((ImportRow) -> HTML)?) -> HTML? {
        guard !rows.isEmpty else { return nil }
        var columns: [Listing<ImportRow>.Column] = [
            .init(title: say("Name", "Nom")) { "\($0.familyName) \($0.givenName)" }, .init(title: say("Key", "Clé")) { "\($0.key)" },
            .init(title: say("Line", "Ligne"), isNumber: true) { "\($0.line)" },
        ]
        if let what { columns.append(.init(title: say("What changes", "Ce qui change"), cell: what)) }
        let shown = Array(rows.prefix(Self.mostRows))
        let caption =
            shown.count < total
            ? say("The first \(shown.count) of \(say.number(total))", "Les \(shown.count) premiers sur \(say.number(total))") : title
        return "<section><h2>\(title)</h2>\(Listing(caption: caption, columns: columns, rows: shown).html)</section>"
    }
}
