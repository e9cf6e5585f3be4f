import API
import Hummingbird
import Vivier

/// The one page on which a case is posted, or changed.
struct CaseFormPage {
    var desk: Desk
    /// Nil for a case that nobody has saved yet.
    var stored: BusinessCase?
    /// What was sent, and what is wrong with it; nil before that.
    var sent: FormState?
    /// How the draft would stand, where somebody wants to look at it first.
    var preview: CaseOutlook?
    /// Who could do it as it stands.
    var chances: CaseOutlook?
    var unknown: [CaseOutlook.UnknownLabel] = []

    private var say: Words { desk.say }
    private var isDraft: Bool { stored.map { $0.state != .published } ?? true }
    private var path: String { stored.map { "/desk/cases/\($0.id)/edit" } ?? "/desk/cases/new" }

    func response() -> Response {
        let title = stored == nil ? say("Post a case", "Déposer un cas") : say("Edit the case", "Modifier le cas")
        var state = sent ?? .fresh
        if state.form == nil { state.form = (stored.map { CaseFields($0) } ?? .fresh()).form }
        let inputs = Inputs(say, state)
        let form = CaseForm(say: say, inputs: inputs, unknown: unknown, asksCompany: desk.role == .operator && stored == nil)
        let version = state.form?.given("version") ?? stored.map { "\($0.version)" } ?? ""
        var crumbs = [(say("Cases", "Cas"), "/desk/cases")]
        if let stored { crumbs.append((stored.content.title, "/desk/cases/\(stored.id)")) }
        let autosave: HTML =
            isDraft
            ? """
             data-autosave data-autosave-saved="\(say("Draft saved at {time}.", "Brouillon enregistré à {time}."))" \
            data-autosave-refused="\(say("Not saved yet: a field cannot be read.", "Pas encore enregistré : un champ est illisible."))" \
            data-autosave-lost="\(say("Somebody else has changed this draft. Reload the page to see it.", "Quelqu’un d’autre a modifié ce brouillon. Rechargez la page pour le voir."))"
            """ : ""
        return desk.page(
            title,
            """
            \(Pieces.crumbs(say, crumbs))<h1>\(title)</h1>
            <p class="lead">\(say("Three minutes, seven fields. Nothing is shown to anybody before you publish.", "Trois minutes, sept champs. Rien n’est montré à personne avant que vous publiiez."))</p>
            \(previewed)\(inputs.summary)
            \(desk.form(path, " id=\"case\" class=\"columns\" novalidate data-refresh=\"chances\" data-refresh-action=\"/desk/cases/chances\" data-refresh-method=\"post\" data-refresh-now\(autosave)", """
            <div><input type="hidden" name="version" value="\(version)">
            \(form.html)</div>
            <aside class="beside" aria-label="\(say("Who could do it", "Qui saurait le faire"))">\(Chances(say: say, outlook: preview ?? chances).html)
            <p id="saved" class="soft" role="status"></p></aside>
            \(buttons)
            """))
            """)
    }

    private var buttons: HTML {
        let publish = isDraft ? say("Publish", "Publier") : say("Save the changes", "Enregistrer les modifications")
        let save: HTML =
            isDraft
            ? "<button class=\"quiet\" name=\"then\" value=\"save\">\(say("Save the draft", "Enregistrer le brouillon"))</button>" : ""
        return """
            <div class="actions"><button name="then" value="publish">\(publish)</button>
            <button class="quiet" name="then" value="preview">\(say("Preview", "Aperçu"))</button>\(save)</div>
            """
    }

    private var previewed: HTML? {
        guard let preview else { return nil }
        let body = CaseBody(say: say, content: preview.content)
        return """
            <section class="card" aria-label="\(say("Preview", "Aperçu"))"><p class="soft">\(say("This is how it would be read.", "Voici comment il serait lu."))</p>
            <h2 class="large">\(preview.content.title)</h2><div class="columns"><div>\(body.html)</div><div>\(body.facts)</div></div></section>

            """
    }
}
