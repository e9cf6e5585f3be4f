import Hummingbird
import Vivier

extension Desk {
    /// For a form whose page is of an earlier session: nothing is done before its sender says so in this one.
    func sendAgain(_ form: Form) -> Response {
        let title = say("Send it once more", "Renvoyez ce formulaire")
        return page(
            title, status: .forbidden, isNarrow: true,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("You have signed in again since that page was opened. Nothing is done yet, and what you typed is kept.", "Vous vous êtes reconnecté·e depuis l’ouverture de cette page. Rien n’est encore fait, et votre saisie est conservée."))</p>
            <form method="post" action="\(path)">\(resent(form))<div class="actions"><button>\(say("Send", "Envoyer"))</button>\
            \(HTML.link(say("Back to the page", "Retour à la page"), to: standsOn))</div></form>
            """)
    }
}

/// For a form of somebody who is signed in no longer: what was typed stays on the page until they are again.
struct SessionOverPage {
    var say: Words
    var path: String
    var form: Form

    func response() -> Response {
        let title = say("Your session has ended", "Votre session est terminée")
        let fields = form.items.filter { $0.name != "only_show" }.map {
            "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML
        }
        return Layout.response(
            title, say.language, status: .forbidden, path: PlaceToReturn.checked(form[Form.standsOn]) ?? "/desk", keeping: .never,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("Nothing is done yet, and what you typed is kept on this page. Sign in in another tab, then send it from here.", "Rien n’est encore fait, et votre saisie est conservée sur cette page. Connectez-vous dans un autre onglet, puis envoyez-la d’ici."))</p>
            <form method="post" action="\(path)">\(fields)<div class="actions">\
            <a class="button" href="/sign-in" target="_blank" rel="noopener">\(say("Sign in (in a new tab)", "Se connecter (dans un nouvel onglet)"))</a>\
            <button class="quiet">\(say("I am signed in: send", "Je suis connecté·e : envoyer"))</button></div></form>
            """)
    }
}
