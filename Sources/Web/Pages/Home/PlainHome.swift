import API
import Hummingbird
import Vivier

/// The home of a role that has no page of its own: where one can go from here.
struct PlainHome {
    var desk: Desk
    var account: ShowAccount.Answer

    private var say: Words { desk.say }

    static func response(_ desk: Desk) async throws -> Response {
        PlainHome(desk: desk, account: try await desk.perform(ShowAccount())).response()
    }

    /// What this place is for, and the one thing to do.
    private var next: HTML? {
        guard desk.role == .contributor else { return nil }
        return """
            <section class="card next"><h2>\(say("See what companies ask for", "Voyez ce que demandent les entreprises"))</h2>
            <p>\(say("Companies publish real problems here, and student teams take them on. Read the published cases and tell whoever invited you which of them you could help with.", "Des entreprises publient ici de vrais problèmes, et des équipes d’étudiants s’en chargent. Lisez les cas publiés, et dites à qui vous a invité·e pour lesquels vous pourriez aider."))</p>
            \(Pieces.button(say("Read the cases", "Lire les cas"), to: "/cases"))</section>

            """
    }

    func response() -> Response {
        let current = account.memberships.first { $0.id == account.current }
        let title = current?.organisation?.name ?? say("The whole service", "Tout le service")
        let sections = Navigation.all.filter { $0.path != "/desk" && $0.roles.contains(desk.role) }
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            \(next)<p class="lead">\(say("You are here as \(say(desk.role.inWords)).", "Vous êtes ici comme \(say(desk.role.inWords))."))</p>
            <ul class="grid">
            \(sections.map { "<li class=\"card\"><a href=\"\($0.path)\">\(say($0.name))</a></li>\n" as HTML })
            </ul>
            """)
    }
}
