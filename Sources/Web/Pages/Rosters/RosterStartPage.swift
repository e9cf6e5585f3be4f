import API
import Formats
import Hummingbird
import Vivier

/// Where a roster is brought, and the imports that were made.
struct RosterStartPage {
    var desk: Desk
    var state: FormState
    var query: ImportListQuery
    var cohort: Cohort
    var waiting: (id: RosterInHand.ID, fileName: String)?
    var imports: Page<RosterImport>

    private var say: Words { desk.say }
    private var path: String { "/desk/cohorts/\(cohort.id)/import" }

    static func load(_ desk: Desk, _ state: FormState = .fresh) async throws -> RosterStartPage {
        let id: Cohort.ID = try desk.id("cohort")
        let query = ImportListQuery(
            q: desk.query("q"), sort: desk.query("sort").flatMap(ImportListQuery.Sort.init), limit: 20, cursor: desk.query("cursor"))
        return RosterStartPage(
            desk: desk, state: state, query: query, cohort: try await desk.perform(ShowCohort(cohort: id)),
            waiting: try await desk.perform(FindRosterInHand(cohort: id)),
            imports: try await desk.perform(ListImports(cohort: id, query: query)))
    }

    func response() -> Response {
        let title = say("Import a roster", "Importer une liste")
        return desk.page(
            title,
            """
            \(Pieces.crumbs(say, [(say("Cohorts", "Promotions"), "/desk/cohorts"), (cohort.name, "/desk/cohorts/\(cohort.id)")]))
            <h1>\(title)</h1>
            \(RosterTrail.html(.file, say))
            \(Inputs(say, state).summary)\(resume)
            \(desk.form(path, "enctype=\"multipart/form-data\" class=\"drop\" data-drop", drop))
            \(guide)\(made)
            """)
    }

    private var resume: HTML? {
        guard let waiting else { return nil }
        return """
            <div class="card next"><p>\(say("A file waits here: \(waiting.fileName).", "Un fichier attend ici : \(waiting.fileName)."))</p>
            <p class="actions">\(Pieces.button(say("Go on with it", "Continuer avec lui"), to: "\(path)/\(waiting.id)"))\
            \(desk.button("\(path)/\(waiting.id)/drop", say("Throw it away", "Le jeter")))</p></div>
            """
    }

    private var drop: HTML {
        let fault = Inputs(say, state).faults(of: "file")
        let marks: HTML =
            fault == nil ? " aria-describedby=\"file-hint\"" : " aria-invalid=\"true\" aria-describedby=\"file-hint file-fault\""
        return """
            <label for="file">\(say("The roster", "La liste"))</label>
            <p class="hint" id="file-hint">\(say("Drop a CSV file or a OneRoster zip here, or choose it. Up to 64 MiB; nothing is stored before you have seen what it does.", "Déposez ici un fichier CSV ou un zip OneRoster, ou choisissez-le. Jusqu’à 64 Mio ; rien n’est enregistré avant que vous ayez vu ce qu’il fait."))</p>
            <input id="file" type="file" name="file" accept=".csv,.tsv,.txt,.zip,text/csv,application/zip" required\(marks)>\(fault)
            <p class="actions"><button\(waiting == nil ? "" : " class=\"quiet\"" as HTML)>\(say("Look at the file", "Regarder le fichier"))</button></p>
            """
    }

    private var guide: HTML {
        let needed = say.list(RosterField.needed.map { RosterWords.small(RosterWords.field($0.rawValue, say)) })
        return """
            <details><summary>\(say("What a file may look like", "À quoi un fichier peut ressembler"))</summary>
            <p>\(say("One student a line, the columns in any order and in French or English: \(needed) are needed; programme, graduation, languages, skills, free time, hours and team may be there. Any separator, any usual encoding.", "Un étudiant par ligne, les colonnes dans n’importe quel ordre, en français ou en anglais : \(needed) sont nécessaires ; programme, diplôme, langues, compétences, disponibilités, heures et équipe sont possibles. Tout séparateur, tout encodage usuel."))</p>
            <pre tabindex="0">key;given_name;family_name;email;languages;skills
            A-001;Zoë;O’Neil;zoe@example.org;fr:C2,en:B2;negociation:3</pre>
            <p>\(say("The same file twice changes nothing. Passwords, national identifiers and special categories of data are never taken.", "Le même fichier deux fois ne change rien. Mots de passe, identifiants nationaux et données sensibles ne sont jamais acceptés."))</p></details>
            """
    }

    private var made: HTML? {
        guard !imports.items.isEmpty || query.q != nil else { return nil }
        let base = "/desk/cohorts/\(cohort.id)/imports"
        let listing = Listing<RosterImport>(
            caption: query.sort == .oldest
                ? say("Imports, oldest first", "Imports, les plus anciens d’abord")
                : say("Imports, newest first", "Imports, les plus récents d’abord"),
            columns: [
                .init(title: say("File", "Fichier")) { HTML.link($0.fileName, to: "\(base)/\($0.id)") },
                .init(title: say("When", "Quand"), sort: "oldest") { "\(say.moment($0.createdAt))" },
                .init(title: say("New", "Nouveaux"), isNumber: true) { "\(say.number($0.new))" },
                .init(title: say("Changed", "Modifiés"), isNumber: true) { "\(say.number($0.changed))" },
                .init(title: say("Refused", "Refusés"), isNumber: true) { "\(say.number($0.rejected))" },
                .init(title: say("State", "État")) { one in
                    one.undoneAt == nil
                        ? HTML.link(say("Undo…", "Annuler…"), to: "\(base)/\(one.id)/undo") : Pieces.badge(say("undone", "annulé"))
                },
            ], rows: imports.items, say: say, sort: query.sort?.rawValue
        ) { here(sort: $0 == "oldest" ? "oldest" : nil) }
        return """
            <section><h2>\(say("What was imported", "Ce qui a été importé"))</h2>\(controls(base))
            \(imports.items.isEmpty ? Pieces.nothingFound(say, say("No file is called that.", "Aucun fichier ne porte ce nom."), all: path) : listing.html)\
            \(Pieces.pager(say, next: imports.next.map { here(sort: query.sort?.rawValue, cursor: $0) }, first: query.cursor.map { _ in here(sort: query.sort?.rawValue) }))</section>
            """
    }

    private func here(sort: String? = nil, cursor: String? = nil) -> String {
        desk.place(path, ["q": query.q, "sort": sort, "cursor": cursor])
    }

    private func controls(_ base: String) -> HTML {
        let file = Desk.address("\(base)/export", ["q": query.q, "sort": query.sort?.rawValue])
        return """
            <div class="controls"><form method="get" action="\(path)" role="search"><div class="wide"><label for="q">\(say("Name of the file", "Nom du fichier"))</label>
            <input id="q" type="search" name="q" value="\(query.q ?? "")" maxlength="200"></div>
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>
            <a class="button quiet" href="\(file)" download>\(say("Export (CSV)", "Exporter (CSV)"))</a></div>
            """
    }
}
