import Hummingbird
import OpenID
import Vivier

/// The pages by which people come in.
struct SignInPages {
    var language: Language
    var providers: [Provider] = []

    private func say(_ en: String, _ fr: String) -> String { Words(language: language)(en, fr) }

    private func response(_ title: String, status: HTTPResponse.Status = .ok, path: String = "/sign-in", _ body: HTML) -> Response {
        Layout.response(title, language, status: status, path: path, keeping: .never, body)
    }

    /// - Parameter fault: what is wrong with what was typed.
    func ask(_ typed: String = "", fault: String? = nil) -> Response {
        let title = say("Sign in", "Se connecter")
        return response(
            title, status: fault == nil ? .ok : .unprocessableContent,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say(
                "Give the address at which your school or company knows you. You get a letter with a link; there is no password.",
                "Donnez l’adresse sous laquelle votre école ou votre entreprise vous connaît. Vous recevrez une lettre avec un lien ; il n’y a pas de mot de passe."))</p>
            \(form(typed, fault: fault))
            \(ways)
            """)
    }

    /// The providers that people may sign in with instead.
    private var ways: HTML {
        guard !providers.isEmpty else { return "" }
        let list = providers.map { provider -> HTML in
            let path = "/sign-in/with/\(provider.id)?lang=\(language.rawValue)"
            return
                "<li><a class=\"button\" href=\"\(path)\">\(say("Sign in with \(provider.title)", "Se connecter avec \(provider.title)"))</a></li>"
        }
        return """
            <h2>\(say("Or with", "Ou avec"))</h2>
            <ul class="ways">\(list)</ul>
            """
    }

    /// A provider let nobody in.
    func failed(with title: String, isTheirs: Bool) -> Response {
        let heading = say("\(title) did not let you in", "\(title) ne vous a pas connecté·e")
        return response(
            heading, status: isTheirs ? .badGateway : .forbidden,
            """
            <h1>\(heading)</h1>
            <p class="lead">\(isTheirs
                ? say("It cannot be reached, or does not answer as it should. Try again later, or get a link by mail:", "Le service est injoignable, ou ne répond pas comme il devrait. Réessayez plus tard, ou recevez un lien par courrier :")
                : say("You turned back, the answer was too old, or it proves nothing to us. Try again, or get a link by mail:", "Vous avez renoncé, la réponse était trop vieille, ou elle ne prouve rien. Réessayez, ou recevez un lien par courrier :"))</p>
            \(form("", fault: nil))
            \(ways)
            """)
    }

    /// The provider knows the person, and nobody here does.
    func unknown(_ address: String, from title: String) -> Response {
        let heading = say("Nobody here has this address", "Personne ici n’a cette adresse")
        return response(
            heading, status: .forbidden,
            """
            <h1>\(heading)</h1>
            <p class="lead">\(say("\(title) knows you as \(address). Ask your school or company to invite you at this address, or sign in with another:", "\(title) vous connaît sous \(address). Demandez à votre école ou entreprise de vous inviter à cette adresse, ou connectez-vous avec une autre :"))</p>
            \(form("", fault: nil))
            """)
    }

    private func form(_ typed: String, fault: String?) -> HTML {
        let invalid: HTML = fault == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"email-fault\""
        let message: HTML = fault.map { "<p class=\"fault\" id=\"email-fault\">\($0)</p>" } ?? ""
        return """
            <form class="card door" method="post" action="/sign-in?lang=\(language.rawValue)">
            <label for="email">\(say("E-mail address", "Adresse électronique"))</label>
            <input id="email" name="email" type="email" autocomplete="email" required maxlength="254" value="\(typed)"\(invalid)>
            \(message)
            <button>\(say("Send me a link", "Envoyez-moi un lien"))</button>
            </form>
            """
    }

    func sent(to address: String) -> Response {
        let title = say("Look at your mail", "Consultez votre courrier")
        return response(
            title,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("If \(address) is known here, a link is on its way to it.", "Si \(address) est connue ici, un lien est en route."))</p>
            <p>\(say(
                "It works once, within 15 minutes, in this browser. Nothing came? Look among unwanted mail, check the address, or ask your school or company how it knows you.",
                "Il sert une fois, dans les 15 minutes, dans ce navigateur. Rien n’arrive ? Regardez dans les indésirables, vérifiez l’adresse, ou demandez à votre école ou entreprise sous laquelle elle vous connaît."))</p>
            <p>\(HTML.link(say("Another address", "Une autre adresse"), to: "/sign-in"))</p>
            """)
    }

    /// A button, since whatever reads mail before people do follows links but presses no button.
    func confirm(path: String) -> Response {
        let title = say("One step more", "Encore un pas")
        return response(
            title, path: path,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("This link signs you in, once.", "Ce lien vous connecte, une fois."))</p>
            <form class="card door" method="post" action="\(path)?lang=\(language.rawValue)"><button>\(say("Sign in", "Se connecter"))</button></form>
            """)
    }

    func otherBrowser(path: String) -> Response {
        let title = say("Another browser asked for this link", "Un autre navigateur a demandé ce lien")
        return response(
            title, status: .forbidden, path: path,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say(
                "It works only in the browser in which you asked for it, and is still good there. Or ask for one here:",
                "Il ne sert que dans le navigateur où vous l’avez demandé, et y reste valable. Ou demandez-en un ici :"))</p>
            \(form("", fault: nil))
            """)
    }

    func over(path: String) -> Response {
        let title = say("This link is over", "Ce lien n’est plus valable")
        return response(
            title, status: .gone, path: path,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("It was used, or is older than 15 minutes. Ask for another:", "Il a servi, ou date de plus de 15 minutes. Demandez-en un autre :"))</p>
            \(form("", fault: nil))
            """)
    }

    func invitation(_ offer: SignInDesk.Offer, path: String) -> Response {
        let title = say("You are invited", "Vous êtes invité·e")
        let role = offer.role.inWords.text(language)
        let place = offer.organisation.map { say(" of \($0)", " de \($0)") } ?? ""
        return response(
            title, path: path,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("\(offer.email) joins Vivier as \(role)\(place).", "\(offer.email) rejoint Vivier comme \(role)\(place)."))</p>
            <form class="card door" method="post" action="\(path)?lang=\(language.rawValue)"><button>\(say("Accept and sign in", "Accepter et se connecter"))</button></form>
            """)
    }

    func invitationOver(path: String) -> Response {
        let title = say("This invitation is over", "Cette invitation n’est plus valable")
        return response(
            title, status: .gone, path: path,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say(
                "It was accepted, withdrawn, or is older than 14 days. Were you the one who accepted it? Sign in with your address. Otherwise ask for another.",
                "Elle a été acceptée, retirée, ou date de plus de 14 jours. Est-ce vous qui l’aviez acceptée ? Connectez-vous avec votre adresse. Sinon, demandez-en une autre."))</p>
            <p>\(HTML.link(say("Sign in", "Se connecter"), to: "/sign-in"))</p>
            """)
    }
}
