import API
import Foundation
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
    /// What somebody else has made of it, so that saving again replaces that knowingly.
    var meanwhile: CaseMeanwhile?
    /// What is asked before it is published.
    var doubts: CaseDoubtsPiece?

    private var say: Words { desk.say }
    private var isDraft: Bool { stored.map { $0.state != .published } ?? true }
    private var path: String { stored.map { "/desk/cases/\($0.id)/edit" } ?? "/desk/cases/new" }

    func response() -> Response {
        let title =
            stored == nil
            ? say("Post a case", "Déposer un cas")
            : isDraft ? say("Edit the draft", "Modifier le brouillon") : say("Edit the case", "Modifier le cas")
        var state = sent ?? .fresh
        if state.form == nil { state.form = (stored.map { CaseFields($0) } ?? .fresh()).form }
        let inputs = Inputs(say, state)
        let form = CaseForm(say: say, inputs: inputs, unknown: unknown, asksCompany: desk.role == .operator && stored == nil)
        let fields = form.html
        let seen = meanwhile.map { "\($0.stored.version)" }
        let version = seen ?? state.form?.given("version") ?? stored.map { "\($0.version)" } ?? ""
        var crumbs = [(say("Cases", "Cas"), "/desk/cases")]
        if let stored { crumbs.append((stored.content.title, "/desk/cases/\(stored.id)")) }
        let autosave: HTML =
            isDraft
            ? """
             data-autosave data-autosave-saved="\(say("Draft saved at \(say.clock(.now)).", "Brouillon enregistré à \(say.clock(.now))."))" \
            data-autosave-refused="\(say("Not saved yet. Please look at: {fields}", "Pas encore enregistré. À revoir : {fields}"))" \
            data-autosave-failed="\(say("Not saved yet: the service does not answer. Your text stays on this page.", "Pas encore enregistré : le service ne répond pas. Votre texte reste sur cette page."))" \
            data-autosave-over="\(say("Not saved: your session has ended. Your text stays on this page.", "Non enregistré : votre session est terminée. Votre texte reste sur cette page."))" \
            data-autosave-door="\(say("Sign in in a new tab", "Se connecter dans un nouvel onglet"))" \
            data-autosave-lost="\(say("Somebody else has changed this draft. Save it to see both versions.", "Quelqu’un d’autre a modifié ce brouillon. Enregistrez-le pour voir les deux versions."))"
            """ : ""
        return desk.page(
            title,
            """
            \(Pieces.crumbs(say, crumbs))<h1>\(title)</h1>
            <p class="lead">\(say("Three minutes, seven fields. Nothing is shown to anybody before you publish.", "Trois minutes, sept champs. Rien n’est montré à personne avant que vous publiiez."))</p>
            \(previewed)\(inputs.linkedSummary(kept: isDraft && stored != nil && sent?.form?["then"] == "publish", over: fields))\(meanwhile?.html)
            \(desk.form(path, " id=\"case\" class=\"columns\" data-refresh=\"chances\" data-refresh-action=\"/desk/cases/chances\" data-refresh-method=\"post\" data-refresh-now\(autosave)", """
            <div>\(doubts?.html)<input type="hidden" name="version" value="\(version)">
            \(fields)</div>
            <aside class="beside" aria-label="\(say("Who could do it", "Qui saurait le faire"))">\(Chances(say: say, outlook: preview ?? chances, isBlurred: desk.caller.isToldBlurred).html)
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
        let open: HTML? =
            unknown.isEmpty
            ? nil
            : "<p class=\"warning\">\(say("It cannot be published as it stands: the skills referential has no \(say.list(unknown.map { "“\($0.label)”" })). Say below, beside each, what you mean: that is what is published.", "Il ne peut pas être publié tel quel\u{A0}: le référentiel n’a pas \(say.list(unknown.map { "«\u{A0}\($0.label)\u{A0}»" })). Dites plus bas, à côté, ce que vous voulez dire\u{A0}: c’est ce qui sera publié."))</p>"
        return """
            <section class="card" aria-label="\(say("Preview", "Aperçu"))"><p class="soft">\(say("This is how it would be read.", "Voici comment il serait lu."))</p>\(open)
            <h2 class="large">\(preview.content.title)</h2><div class="columns"><div>\(body.html)</div><div>\(body.facts)</div></div></section>

            """
    }
}
