import API
import Hummingbird
import Vivier

/// An import that was stored, and the way back.
struct ImportPage {
    var desk: Desk
    var cohort: Cohort
    var done: RosterImport

    private var say: Words { desk.say }

    static func load(_ desk: Desk) async throws -> ImportPage {
        let done = try await desk.perform(ShowImport(import: try desk.id("import")))
        return ImportPage(desk: desk, cohort: try await desk.perform(ShowCohort(cohort: done.cohort)), done: done)
    }

    func response() -> Response {
        let title =
            done.undoneAt == nil
            ? say("The roster is stored", "La liste est enregistrée") : say("This import is undone", "Cet import est annulé")
        let cohortPath = "/desk/cohorts/\(cohort.id)"
        let undo: HTML? =
            done.undoneAt == nil
            ? Pieces.button(say("Undo this import…", "Annuler cet import…"), to: "\(cohortPath)/imports/\(done.id)/undo", isQuiet: true)
            : nil
        return desk.page(
            title,
            """
            \(RosterTrail.crumbs(cohort, say))<h1>\(title)</h1>
            \(RosterTrail.html(.done, say, isUndone: done.undoneAt != nil))
            <p class="lead">\(done.fileName) · \(say.moment(done.createdAt))</p>
            \(Pieces.figures([
                (done.undoneAt == nil ? say("new", "nouveaux") : say("new, undone", "nouveaux, annulés"), say.number(done.new)),
                (
                    done.undoneAt == nil ? say("changed", "modifiés") : say("changed, undone", "modifiés, annulés"),
                    say.number(done.changed)
                ),
                (say("unchanged", "inchangés"), say.number(done.unchanged)), (say("refused", "refusés"), say.number(done.rejected)),
            ]))\(leftOut)
            \(done.undoneAt == nil ? "<p class=\"soft\">\(say("It can be undone as a whole for 30 days at least.", "Il peut être annulé en bloc pendant 30 jours au moins."))</p>" : nil as HTML?)
            <p class="actions">\(Pieces.button(say("See the cohort", "Voir la promotion"), to: cohortPath))\(undo)</p>
            """)
    }

    /// Where to go with the rows that were refused: of people who are not enrolled nothing is kept.
    private var leftOut: HTML? {
        guard done.undoneAt == nil, done.rejected > 0 else { return nil }
        let rows = say.count(
            done.rejected, ("row was left out", "rows were left out"),
            ("ligne a été laissée de côté", "lignes ont été laissées de côté"))
        let words = say(
            "\(rows): the preview said why, and nothing of it is kept here, since it is about people who are not enrolled. Bring a corrected file; whoever is stored already stays as they are.",
            "\(rows)\u{A0}: l’aperçu disait pourquoi, et rien n’en est gardé ici, puisqu’il s’agit de personnes qui ne sont pas inscrites. Apportez un fichier corrigé\u{A0}; qui est déjà enregistré reste tel quel."
        )
        return """
            <div class="card"><p>\(words)</p>
            <p class="actions">\(RosterTrail.correctedFile(cohort, say))</p></div>
            """
    }
}

/// What undoing an import would take back, before it is done.
struct ImportUndoPage {
    var desk: Desk
    var cohort: Cohort
    var done: RosterImport
    /// Nil where it is undone already.
    var report: UndoReport?

    private var say: Words { desk.say }
    private var path: String { "/desk/cohorts/\(cohort.id)/imports/\(done.id)" }

    static func load(_ desk: Desk) async throws -> ImportUndoPage {
        let done = try await desk.perform(ShowImport(import: try desk.id("import")))
        return ImportUndoPage(
            desk: desk, cohort: try await desk.perform(ShowCohort(cohort: done.cohort)), done: done,
            report: done.undoneAt == nil ? try await desk.perform(UndoImport(import: done.id, dryRun: true)) : nil)
    }

    func response() -> Response {
        let title = say("Undo this import?", "Annuler cet import ?")
        return desk.page(
            title, isNarrow: true,
            """
            \(RosterTrail.crumbs(cohort, say))<h1>\(title)</h1>
            <p class="lead">\(done.fileName) · \(say.moment(done.createdAt))</p>
            \(report.map(effects) ?? "<p>\(say("It is undone already.", "Il est déjà annulé."))</p>")
            """)
    }

    private func effects(_ report: UndoReport) -> HTML {
        let kept = report.note.map { "<p>\($0)</p>" as HTML }
        let alone: HTML? =
            report.withoutTeam.isEmpty
            ? nil
            : "<p class=\"warning\">\(say.count(report.withoutTeam.count, ("student goes back without a team, which is gone.", "students go back without their teams, which are gone."), ("étudiant revient sans son équipe, qui n’existe plus.", "étudiants reviennent sans leur équipe, qui n’existe plus.")))</p>"
        guard report.undone else {
            return """
                <p class="notice">\(say("Nothing of this import can be undone: all whom it made or changed have to stay as they are.", "Rien de cet import ne peut être annulé\u{A0}: tous ceux qu’il a créés ou modifiés doivent rester tels quels."))</p>\(kept)
                <p class="actions">\(Pieces.button(say("Back to the import", "Revenir à l’import"), to: path, isQuiet: true))</p>
                """
        }
        let buttons: HTML = """
            <p class="actions"><button class="danger">\(say("Undo it", "L’annuler"))</button>\
            \(Pieces.button(say("Keep it", "Le garder"), to: path, isQuiet: true))</p>
            """
        return """
            \(Pieces.figures([
                (say("would be removed", "seraient retirés"), say.number(report.removed)),
                (say("would be put back", "seraient rétablis"), say.number(report.restored)),
                (say("stay as they are", "restent tels quels"), say.number(report.kept.count)),
            ]))\(kept)\(alone)
            \(desk.form("\(path)/undo", RosterTrail.progress(say("Taking it back…", "Retour en arrière…"), say), buttons))
            """
    }
}
