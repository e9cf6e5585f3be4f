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

    func response() -> Response {
        let current = account.memberships.first { $0.id == account.current }
        let title = current?.organisation?.name ?? say("The whole service", "Tout le service")
        let sections = Navigation.all.filter { $0.path != "/desk" && $0.roles.contains(desk.role) }
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("You are here as \(say(desk.role.inWords)).", "Vous êtes ici comme \(say(desk.role.inWords))."))</p>
            <ul class="grid">
            \(sections.map { "<li class=\"card\"><a href=\"\($0.path)\">\(say($0.name))</a></li>\n" as HTML })
            </ul>
            """)
    }
}
