import API
import Formats
import Hummingbird
import Vivier

extension DeskRoutes {
    /// The students whom a company follows: a board by stage, a list, and a file each.
    func addProspectPages() {
        get("/desk/prospects", for: .followProspects) { desk in
            desk.query("view") == "list"
                ? try await ProspectListPage.read(desk).response() : try await ProspectBoard.read(desk).response()
        }
        get("/desk/prospects/export", for: .followProspects) { desk in
            let stage = desk.query("stage").flatMap(Prospect.Stage.init)
            let query = ProspectExportQuery(stage: stage, q: desk.query("q"))
            return try await desk.sheet("prospects") {
                try await desk.perform(ExportProspects(query: query, as: $0, form: .people(desk.say.language)))
            }
        }
        get("/desk/prospects/{prospect}", for: .followProspects) { desk in
            try await ProspectPage.read(desk, try desk.id("prospect")).response()
        }
        get("/desk/prospects/{prospect}/history", for: .followProspects) { desk in try await ProspectHistoryPage.show(desk) }
        get("/desk/prospects/{prospect}/history.csv", for: .followProspects) { desk in try await ProspectHistoryPage.file(desk) }
        post("/desk/prospects/{prospect}/edit", for: .followProspects) { desk, form in
            let id: Prospect.ID = try desk.id("prospect")
            return try await desk.submit(form) {
                let edit = ProspectEdit(
                    note: form.given("note"), nextAction: form.text("next_action"), nextOn: try form.value("next_on", Day.self))
                return EditProspect(prospect: id, draft: edit, replacing: try form.integer("version") ?? 0)
            } again: { state in
                var page = try await ProspectPage.read(desk, id)
                page.editing = state
                return page.response()
            } then: { _ in
                ("/desk/prospects/\(id)", .saved)
            }
        }
        post("/desk/prospects/{prospect}/move", for: .followProspects) { desk, form in
            let id: Prospect.ID = try desk.id("prospect")
            let fromBoard = form["from"] == "board"
            return try await desk.submit(form) {
                guard let stage = Prospect.Stage(rawValue: form["stage"]) else {
                    throw GeneralRefusal.field("/stage", "unknown", en: "Choose a stage.", fr: "Choisissez une étape.")
                }
                return MoveProspect(prospect: id, draft: ProspectMove(stage: stage, note: form.text("move_note")))
            } again: { state in
                if fromBoard {
                    var board = try await ProspectBoard.read(desk)
                    board.refused = (id, state)
                    return board.response()
                }
                var page = try await ProspectPage.read(desk, id)
                page.moving = state
                return page.response()
            } then: { _ in
                (fromBoard ? "/desk/prospects#prospect-\(id)" : "/desk/prospects/\(id)", .staged)
            }
        }
    }
}

extension Prospect.Stage {
    var tone: Pieces.Tone {
        switch self {
        case .spotted, .contacted, .met: .plain
        case .offer, .hired: .good
        case .declined: .warn
        }
    }
}

/// Moves a prospect by a menu: the stages that its own leads to.
struct MoveMenu {
    var desk: Desk
    var prospect: Prospect
    var state: FormState
    var isOnBoard: Bool

    /// Who reads what a company notes of somebody.
    static let readers = Sentence(
        en: "Your company reads it, and the student who asks for a copy of everything.",
        fr: "Votre entreprise la lit, ainsi que l’étudiant qui demande une copie de tout.")

    var html: HTML {
        let say = desk.say
        let (stage, note) = ("stage-\(prospect.id)", "note-\(prospect.id)")
        // The ways on come first and the nearest of them before the others: it is the one that is chosen already.
        let exits = Prospect.Stage.allCases.filter { prospect.stage.move(to: $0) != .none }
        let ways =
            exits.filter { prospect.stage.move(to: $0) == .forward } + exits.filter { prospect.stage.move(to: $0) == .back }.reversed()
        let named = ways.map { next -> (value: String, label: String) in
            let name = say(next.inWords)
            let isBack = prospect.stage.move(to: next) == .back
            return (next.rawValue, isBack ? say("back to: \(name.lowercased())", "retour à : \(name.lowercased())") : name)
        }
        let options = Pieces.options(named, chosen: state.form?["stage"])
        let faults = state.faults(of: "note") + state.faults(of: "stage")
        let fault: HTML? =
            faults.isEmpty ? nil : "<p class=\"fault\" id=\"\(note)-fault\">\(faults.map { say($0) }.joined(separator: " "))</p>"
        let described: HTML =
            faults.isEmpty
            ? " aria-describedby=\"\(note)-hint\"" : " aria-invalid=\"true\" aria-describedby=\"\(note)-hint \(note)-fault\""
        return desk.form(
            "/desk/prospects/\(prospect.id)/move", "class=\"move\"",
            """
            \(isOnBoard ? "<input type=\"hidden\" name=\"from\" value=\"board\">" : "" as HTML)
            <div class="field"><label for="\(stage)">\(say("Move to", "Passer à"))</label><select id="\(stage)" name="stage">\(options)</select></div>
            <div class="field"><label for="\(note)">\(say("Note", "Note"))</label><p class="hint" id="\(note)-hint">\(say(Self.readers))</p><input id="\(note)" name="move_note" type="text" maxlength="4000" value="\(state.form?["move_note"] ?? "")"\(described)>\(fault)</div>
            <button class="quiet small">\(say("Move", "Déplacer"))</button>
            """)
    }
}
