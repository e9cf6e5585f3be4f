import API
import Hummingbird
import Vivier

/// The own account: who one is, as what one acts now, and where one is signed in.
struct AccountPage {
    var account: ShowAccount.Answer
    var sessions: [SignedIn]
    /// The session in which the page is read.
    var current: SignedIn.ID?
    var navigation: Navigation
    var say: Words

    func response() -> Response {
        Layout(title: say("Your account", "Votre compte"), say: say, path: "/account", keeping: .never, navigation: navigation)
            .response(body)
    }

    private var body: HTML {
        """
        <h1>\(say("Your account", "Votre compte"))</h1>
        <p class="lead">\(account.email)</p>
        <h2>\(say("You act as", "Vous agissez comme"))</h2>
        <ul class="rows">
        \(account.memberships.map(row))
        </ul>
        \(account.isByInvitation ? byInvitation : "")
        <h2>\(say("Where you are signed in", "Où vous êtes connecté·e"))</h2>
        <ul class="rows">
        \(sessions.map(row))
        </ul>
        \(sessions.count > 1 ? post("/account/sessions/end", say("Sign out everywhere else", "Se déconnecter partout ailleurs"), fields: []) : "")
        """
    }

    private var byInvitation: HTML {
        let words = say(
            "You came by an invitation, which opens this alone. To act elsewhere too, sign out and ask for a link.",
            "Vous êtes entré·e par une invitation, qui n’ouvre que ceci. Pour agir aussi ailleurs, déconnectez-vous et demandez un lien.")
        return "<p class=\"soft\">\(words)</p>"
    }

    private func row(_ membership: Membership) -> HTML {
        let name = membership.organisation?.name ?? say("the whole service", "tout le service")
        var edit: HTML = ""
        if let own = membership.organisation, Permission.editOrganisations.roles.contains(membership.role) {
            edit = """
                <a href="/desk/organisations/\(own.id)/edit?kind=\(own.kind.rawValue)">\(say("Edit \(own.name)", "Modifier \(own.name)"))</a>
                """
        }
        let action: HTML =
            membership.id == account.current
            ? "<span>\(edit) <span class=\"mark\">\(say("now", "actuellement"))</span></span>"
            : post("/account/membership", say("Change to this", "Passer à ce rôle"), fields: [("membership", membership.id.description)])
        return "<li><span><b>\(say(membership.role.inWords))</b> <span class=\"soft\">\(name)</span></span>\(action)</li>\n"
    }

    private func row(_ session: SignedIn) -> HTML {
        let browser = session.browser.isEmpty ? say("A browser", "Un navigateur") : session.browser
        let seen = say("last seen \(say.moment(session.lastSeenAt))", "vu le \(say.moment(session.lastSeenAt))")
        let action: HTML =
            session.id == current
            ? "<span class=\"mark\">\(say("this one", "celle-ci"))</span>"
            : post("/account/sessions/end", say("End", "Terminer"), fields: [("session", session.id.description)])
        return "<li><span><b>\(browser)</b> <span class=\"soft\">\(seen)</span></span>\(action)</li>\n"
    }

    private func post(_ path: String, _ label: String, fields: [(name: String, value: String)]) -> HTML {
        """
        <form method="post" action="\(path)">\
        \(([("form_token", navigation.formToken)] + fields).map { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" as HTML })\
        <button class="quiet small">\(label)</button></form>
        """
    }
}
