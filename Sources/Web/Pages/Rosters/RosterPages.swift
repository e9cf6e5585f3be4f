import API
import Formats
import Hummingbird
import Vivier

extension DeskRoutes {
    /// The way of a roster into a cohort: file, columns, preview, done; and back.
    func addRosterPages() {
        get("/desk/cohorts/{cohort}/import", for: .importRosters) { desk in try await RosterStartPage.load(desk).response() }
        post("/desk/cohorts/{cohort}/import", for: .importRosters, files: BringRoster.limit) { desk, form in
            let cohort: Cohort.ID = try desk.id("cohort")
            return try await desk.submit(
                form,
                {
                    guard let file = form.files["file"] else {
                        throw GeneralRefusal.field("/file", "missing", en: "Choose a file.", fr: "Choisissez un fichier.")
                    }
                    return BringRoster(cohort: cohort, fileName: file.name, bytes: file.bytes)
                }, again: { try await RosterStartPage.load(desk, $0).response() },
                then: { ("/desk/cohorts/\(cohort)/import/\($0)", nil) })
        }
        get("/desk/cohorts/{cohort}/import/{roster}", for: .importRosters) { desk in
            try await RosterColumnsPage.load(desk).response()
        }
        post("/desk/cohorts/{cohort}/import/{roster}", for: .importRosters) { desk, form in
            let (cohort, roster): (Cohort.ID, RosterInHand.ID) = (try desk.id("cohort"), try desk.id("roster"))
            let page = try await RosterColumnsPage.load(desk)
            let targets = RosterColumnsPage.targets(form)
            return try await desk.work(form) {
                try page.columnsInHand.check(targets)
                return PreviewRoster(roster: roster, targets: targets, key: form.text("key"))
            } again: { state in
                var page = page
                page.state = state
                return page.response()
            } then: {
                ("/desk/cohorts/\(cohort)/import/\(roster)/preview", nil)
            }
        }
        get("/desk/cohorts/{cohort}/import/{roster}/preview", for: .importRosters) { desk in
            try await RosterPreviewPage.load(desk)
        }
        get("/desk/cohorts/{cohort}/import/{roster}/preview/export", for: .importRosters) {
            try await RosterPreviewFile.response($0)
        }
        post("/desk/cohorts/{cohort}/import/{roster}/store", for: .importRosters) { desk, form in
            let (cohort, roster): (Cohort.ID, RosterInHand.ID) = (try desk.id("cohort"), try desk.id("roster"))
            return try await desk.work(StoreRoster(roster: roster, cohort: cohort, skipRejected: form.isTicked("skip"))) {
                ("/desk/cohorts/\(cohort)/imports/\($0)", .imported)
            }
        }
        post("/desk/cohorts/{cohort}/import/{roster}/drop", for: .importRosters) { desk, _ in
            let cohort: Cohort.ID = try desk.id("cohort")
            try await desk.perform(DropRoster(roster: try desk.id("roster")))
            return desk.go(to: "/desk/cohorts/\(cohort)/import", .dropped)
        }
        get("/desk/cohorts/{cohort}/imports/export", for: .importRosters) { desk in
            let query = ImportExportQuery(q: desk.query("q"), sort: desk.query("sort").flatMap(ImportListQuery.Sort.init))
            let export = ExportImports(cohort: try desk.id("cohort"), query: query, form: .people(desk.say.language))
            return desk.csv(try await desk.perform(export), "imports.csv")
        }
        get("/desk/cohorts/{cohort}/imports/{import}", for: .importRosters) { desk in try await ImportPage.load(desk).response() }
        get("/desk/cohorts/{cohort}/imports/{import}/undo", for: .importRosters) { desk in
            try await ImportUndoPage.load(desk).response()
        }
        post("/desk/cohorts/{cohort}/imports/{import}/undo", for: .importRosters) { desk, _ in
            let (cohort, id): (Cohort.ID, RosterImport.ID) = (try desk.id("cohort"), try desk.id("import"))
            return try await desk.work(UndoImport(import: id)) { report in
                // Where all had to be kept, the page before says why.
                let path = "/desk/cohorts/\(cohort)/imports/\(id)"
                return report.undone ? (path, .undone) : ("\(path)/undo", nil)
            }
        }
    }
}

/// The steps of an import, the one that is shown marked.
enum RosterTrail {
    enum Step: Int, CaseIterable {
        case file, columns, preview, done

        var name: Sentence {
            switch self {
            case .file: Sentence(en: "File", fr: "Fichier")
            case .columns: Sentence(en: "Columns", fr: "Colonnes")
            case .preview: Sentence(en: "Preview", fr: "Aperçu")
            case .done: Sentence(en: "Done", fr: "Terminé")
            }
        }
    }

    /// - Parameter isUndone: what was done is not in force any more.
    static func html(_ step: Step, _ say: Words, isUndone: Bool = false) -> HTML {
        let items = Step.allCases.map { one -> HTML in
            let mark: HTML = one == step ? " aria-current=\"step\"" : one.rawValue < step.rawValue ? " class=\"done\"" : ""
            let name = one == .done && isUndone ? say("Undone", "Annulé") : say(one.name)
            return "<li\(mark)>\(one.rawValue + 1). \(name)</li>"
        }
        return "<ol class=\"timeline\" aria-label=\"\(say("Steps of the import", "Étapes de l’import"))\">\(items)</ol>\n"
    }

    static func crumbs(_ cohort: Cohort, _ say: Words) -> HTML {
        Pieces.crumbs(
            say,
            [
                (say("Cohorts", "Promotions"), "/desk/cohorts"), (cohort.name, "/desk/cohorts/\(cohort.id)"),
                (say("Imports", "Imports"), "/desk/cohorts/\(cohort.id)/import"),
            ])
    }

    /// The way of a file in which something was mended.
    static func correctedFile(_ cohort: Cohort, _ say: Words) -> HTML {
        Pieces.button(
            say("Bring a corrected file", "Apporter un fichier corrigé"), to: "/desk/cohorts/\(cohort.id)/import", isQuiet: true)
    }

    /// What progress.js says of long work.
    static func progress(_ doing: String, _ say: Words) -> HTML {
        let phases = say(
            #"{"reading":"Reading","staging":"Comparing","storing":"Storing"}"#,
            #"{"reading":"Lecture","staging":"Comparaison","storing":"Enregistrement"}"#)
        return """
            data-progress="\(doing)" data-progress-phases="\(phases)" data-progress-stop="\(say("Stop", "Arrêter"))" \
            data-progress-stopped="\(say("Stopped. Nothing was stored.", "Arrêté. Rien n’a été enregistré."))" \
            data-progress-lost="\(say("The connection was lost. Look at the list of imports.", "La connexion est perdue. Voyez la liste des imports."))"
            """
    }
}
