import API
import Formats
import Hummingbird
import Vivier

/// What the columns of a file are taken for, with a few of their cells, to be confirmed or said otherwise.
struct RosterColumnsPage {
    var desk: Desk
    var cohort: Cohort
    var roster: RosterInHand
    var state = FormState.fresh

    private var say: Words { desk.say }
    private var path: String { "/desk/cohorts/\(cohort.id)/import/\(roster.id)" }

    static func load(_ desk: Desk) async throws -> RosterColumnsPage {
        let (cohort, roster): (Cohort.ID, RosterInHand.ID) = (try desk.id("cohort"), try desk.id("roster"))
        return RosterColumnsPage(
            desk: desk, cohort: try await desk.perform(ShowCohort(cohort: cohort)),
            roster: try await desk.perform(ShowRosterInHand(roster: roster)))
    }

    var columnsInHand: ColumnsInHand { ColumnsInHand(roster: roster) }

    /// What was chosen for each column, by its number.
    static func targets(_ form: Form) -> [Int: String] {
        var targets: [Int: String] = [:]
        for (name, value) in form.items where name.hasPrefix("column/") && !value.isEmpty {
            if let index = Int(name.dropFirst(7)) { targets[index] = value }
        }
        return targets
    }

    func response() -> Response {
        let title = say("What are its columns?", "Que sont ses colonnes ?")
        let action = say("Finding out what it does…", "Recherche de ses effets…")
        return desk.page(
            title,
            """
            \(RosterTrail.crumbs(cohort, say))<h1>\(roster.isBundle ? say("A OneRoster bundle", "Un lot OneRoster") : title)</h1>
            \(RosterTrail.html(.columns, say))
            <p class="lead">\(roster.fileName) · \(RosterWords.detected(roster.detected, say))</p>
            \(lacking)
            \(desk.form(path, RosterTrail.progress(action, say), roster.isBundle ? bundle : columns))
            \(desk.button("\(path)/drop", say("Throw the file away", "Jeter le fichier"), kind: "link"))
            """)
    }

    private var bundle: HTML {
        let options = [
            ("auto", say("the identifier, where there is one", "l’identifiant, s’il y en a un")),
            ("identifier", say("the identifier alone", "l’identifiant seul")), ("sourcedId", say("the sourcedId", "le sourcedId")),
        ]
        return """
            <div class="card">\(Inputs(say).choice("key", say("The school’s own key of a student is", "La clé de l’école pour un étudiant est"), options, stored: roster.key))</div>
            \(onwards)
            """
    }

    /// Which of the needed fields no column gives as things stand, before anything is found out.
    private var lacking: HTML? {
        let isRefused = state.isRefused
        guard state.general == nil else { return Inputs(say, state).summary }
        let missing = columnsInHand.missing(chosen)
        guard !missing.isEmpty else { return nil }
        let names = say.list(missing.map { "“\(RosterWords.field($0.rawValue, say))”" })
        let french = say.list(missing.map { "«\u{A0}\(RosterWords.field($0.rawValue, say))\u{A0}»" })
        let words = say(
            "No column gives \(names) yet: say below which one does.",
            "Aucune colonne ne donne encore \(french)\u{A0}: dites plus bas laquelle.")
        return isRefused
            ? "<div class=\"alert\" role=\"alert\" tabindex=\"-1\"><p>\(words)</p></div>\n" : "<p class=\"warning\">\(words)</p>\n"
    }

    /// What each column becomes as it is shown: what was sent, else what it is taken for, or may be.
    private var chosen: [Int: String] {
        if let form = state.form { return Self.targets(form) }
        return columnsInHand.key.map { [$0: "key"] } ?? [:]
    }

    private var columns: HTML {
        let rows = roster.columns.enumerated().map { index, column -> HTML in
            let samples = column.samples.map { "<li>\($0)</li>" as HTML }
            let name = column.name.isEmpty ? say("column \(index + 1)", "colonne \(index + 1)") : column.name
            let cells: HTML = samples.isEmpty ? "<span class=\"soft\">–</span>" : "<ul class=\"samples\">\(samples)</ul>"
            return """
                <tr><th scope="row">\(name)</th><td data-label="\(say("Samples", "Exemples"))">\(cells)</td>\
                <td data-label="\(say("Becomes", "Devient"))">\(column.forbidden ? never : choice(index, column, name))</td></tr>

                """
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(say("Columns of the file", "Colonnes du fichier"))"><table class="stack mapping">
            <caption>\(say("Each column, its first cells and what it becomes", "Chaque colonne, ses premières cellules et ce qu’elle devient"))</caption>
            <thead><tr><th scope="col">\(say("Column", "Colonne"))</th><th scope="col">\(say("Samples", "Exemples"))</th>\
            <th scope="col">\(say("Becomes", "Devient"))</th></tr></thead><tbody>
            \(rows)</tbody></table></div>
            <p class="hint">\(say("* Needed: some column has to give it.", "* Obligatoire\u{A0}: une colonne doit le donner."))</p>
            \(onwards)
            """
    }

    private var never: HTML {
        "\(Pieces.badge(say("never taken", "jamais acceptée"), .warn)) <span class=\"soft\">\(say("It is not read.", "Elle n’est pas lue."))</span>"
    }

    private func choice(_ index: Int, _ column: ImportColumn, _ name: String) -> HTML {
        let meaning = chosen[index] ?? column.meaning ?? "ignore"
        var options = RosterWords.targets(say)
        options.insert(("attribute:\(column.name.prefix(90))", say("Keep it as it is", "La garder telle quelle")), at: 1)
        if !options.contains(where: { $0.value == meaning }) { options.insert((meaning, RosterWords.field(meaning, say)), at: 0) }
        let items = Pieces.options(options, chosen: meaning)
        let label = say("“\(name)” becomes", "« \(name) » devient")
        let guess: HTML? =
            state.form == nil && columnsInHand.key == index
            ? "<small class=\"soft\">\(say("Proposed by its name: is it the school’s own, and lasting?", "Proposé d’après son nom\u{A0}: est-elle propre à l’école, et durable\u{A0}?"))</small>"
            : nil
        return
            "<select name=\"column/\(index)\" aria-label=\"\(label)\"\(meaning == "ignore" ? "" : " class=\"known\"" as HTML)>\(items)</select>\(guess)"
    }

    private var onwards: HTML {
        """
        <p class="actions"><button>\(say("Show what it does", "Voir ce qu’il fait"))</button>\
        <span class="soft">\(say("Nothing is stored yet. The file is thrown away at \(say.moment(roster.endsAt)).", "Rien n’est encore enregistré. Le fichier sera jeté le \(say.moment(roster.endsAt))."))</span></p>
        """
    }
}
