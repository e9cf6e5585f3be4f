import API
import Hummingbird
import Vivier

/// The home of a recruiter: who is followed at which stage, what comes next, and the saved searches.
struct RecruiterHome {
    var desk: Desk
    var name: String
    var prospects: [Prospect]
    var pools: [Pool]
    var funnel: HiringFunnel

    private var say: Words { desk.say }

    static func response(_ desk: Desk) async throws -> Response {
        let account = try await desk.perform(ShowAccount())
        let current = account.memberships.first { $0.id == account.current }
        return RecruiterHome(
            desk: desk, name: current?.organisation?.name ?? desk.say("Your company", "Votre entreprise"),
            prospects: try await desk.perform(ListProspects(query: ProspectListQuery(sort: "next", limit: 8))).items,
            pools: try await desk.perform(ListPools(query: SortedQuery(limit: 10))).items, funnel: try await desk.perform(ShowFunnel())
        ).response()
    }

    func response() -> Response {
        let next =
            prospects.isEmpty
            ? (
                say("Find your first candidate", "Trouvez votre premier candidat"),
                say(
                    "Search by skill, level, language and date among the students who agree to be found.",
                    "Cherchez par compétence, niveau, langue et date parmi les étudiants qui acceptent d’être trouvés."),
                say("Search the talent pool", "Chercher dans le vivier"), "/desk/talent"
            )
            : (
                say("Keep the conversation going", "Gardez le contact"),
                say(
                    "Your prospects stand by stage, with what you planned for each.",
                    "Vos candidats sont rangés par étape, avec ce que vous prévoyez pour chacun."),
                say("Open the board", "Ouvrir le tableau"), "/desk/prospects"
            )
        let people = prospects.filter { $0.nextAction != nil || $0.nextOn != nil }.map { one -> HTML in
            "<li><span>\(HTML.link("\(one.givenName) \(one.familyName)", to: "/desk/prospects/\(one.id)"))<br><span class=\"soft\">\(NextAction(say: say, prospect: one).html)</span></span>\(Pieces.badge(say(one.stage.inWords), one.stage.tone))</li>\n"
        }
        let searches = pools.map { "<li>\(HTML.link($0.name, to: Desk.address("/desk/talent", ["q": $0.query])))</li>\n" as HTML }
        let list: HTML =
            people.isEmpty
            ? "" : "<section><h2>\(say("Next actions", "Prochaines actions"))</h2><ul class=\"rows\">\(people)</ul></section>"
        let saved: HTML =
            searches.isEmpty
            ? ""
            : """
            <aside class="card"><h2>\(say("Saved searches", "Recherches enregistrées"))</h2><ul class="rows">\(searches)</ul>
            \(WholeList.link(say, say("All saved searches", "Toutes les recherches enregistrées"), to: SavedSearchesPage.path))</aside>
            """
        // The counts of the company's cases tell a recruiter nothing before somebody is followed.
        let way: HTML =
            "<section><h2>\(say("From case to hire", "Du cas à l’embauche"))</h2>\(FunnelPicture(funnel: funnel).html(say))</section>"
        let matches = Pieces.button(
            say("Teams matched with your company", "Équipes affectées à votre entreprise"), to: "/desk/matches", isQuiet: true)
        return desk.page(
            name,
            """
            <div class="headline"><h1>\(name)</h1>\(matches)</div>
            <section class="card next step-next"><h2>\(next.0)</h2><p>\(next.1)</p><p class="actions">\(Pieces.button(next.2, to: next.3))</p></section>
            <div class="columns"><div>\(list)</div>\(saved)</div>
            \(prospects.isEmpty ? nil : way)
            """)
    }
}
