import API
import Hummingbird
import Vivier

/// The home of the operator: whether the service is well, and what wants a look.
enum OperatorHome {
    static func response(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let health = HealthPage(desk: desk, health: try await desk.perform(ShowHealth()))
        let denied = try await desk.perform(ListAudit(query: AuditQuery(outcome: "denied", limit: 5))).items
        let schools = try await desk.perform(ListSchools(query: OrganisationListQuery(limit: 1))).items
        let next: HTML =
            schools.isEmpty
            ? """
            <section class="card next" aria-label="\(say("What comes next", "La suite"))"><h2>\(say("Add the first school", "Ajoutez la première école"))</h2>
            <p>\(say("Then invite its administrator, who enrols the cohorts.", "Invitez ensuite son administration, qui inscrit les promotions."))</p>
            <p class="actions">\(Pieces.button(say("New school", "Nouvelle école"), to: "/desk/organisations/new?kind=school"))</p></section>

            """
            : """
            <p class="actions">\(Pieces.button(say("Invite somebody", "Inviter quelqu’un"), to: "/desk/people?show=invite"))\
            \(Pieces.button(say("New company", "Nouvelle entreprise"), to: "/desk/organisations/new?kind=company", isQuiet: true))\
            \(Pieces.button(say("New school", "Nouvelle école"), to: "/desk/organisations/new?kind=school", isQuiet: true))</p>

            """
        let rows = denied.map { entry -> HTML in
            "<li><span><code>\(entry.action)</code> <span class=\"soft small\">\(entry.email ?? entry.role)</span></span><span class=\"soft small\">\(say.moment(entry.at))</span></li>\n"
        }
        let looks: HTML =
            rows.isEmpty
            ? "<p class=\"soft\">\(say("Nobody has asked for what is not theirs.", "Personne n’a demandé ce qui ne lui revient pas."))</p>"
            : "<ul class=\"rows\">\n\(rows)</ul>\n<p>\(HTML.link(say("All denials", "Tous les refus d’accès"), to: "/desk/audit?outcome=denied"))</p>"
        let title = say("The whole service", "Tout le service")
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            \(health.verdict)
            \(next)\(health.summary)\(health.running)\(health.past)\(health.backup)
            <h2>\(say("Denied lately", "Interdit récemment"))</h2>
            \(looks)
            """)
    }
}
