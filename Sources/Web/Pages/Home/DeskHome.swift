import API
import Hummingbird
import Vivier

extension DeskRoutes {
    /// The home of whoever is signed in: the one next thing to do, as the role has it.
    func addHome() {
        get("/desk") { desk in
            let account = try await desk.perform(ShowAccount())
            return DeskHome(desk: desk, account: account).response()
        }
    }
}

/// The home of a role that has no page of its own: where one can go from here.
struct DeskHome {
    var desk: Desk
    var account: ShowAccount.Answer

    private var say: Words { desk.say }

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
