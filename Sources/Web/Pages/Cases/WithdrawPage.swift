import API
import Hummingbird
import Vivier

/// Asks why a case is taken back before it is.
struct WithdrawPage {
    var desk: Desk
    var businessCase: BusinessCase
    /// Those that have it.
    var teams: [Match]
    var state = FormState.fresh

    static func teams(_ desk: Desk, _ id: BusinessCase.ID) async throws -> [Match] {
        desk.may(.followProspects) ? try await desk.perform(ListCaseTeams(case: id)) : []
    }

    /// Who loses what, by name.
    private var losing: HTML? {
        guard !teams.isEmpty else { return nil }
        let say = desk.say
        let items = teams.map { "<li><b>\($0.teamName)</b> · \($0.school)</li>\n" as HTML }
        return """
            <div class="warning"><p>\(say("These teams have this case:", "Ces équipes ont ce cas :"))</p><ul>\(items)</ul>
            <p>\(say("Their school can give them another by repairing the round.", "Leur école peut leur en donner un autre en réparant la session."))</p></div>

            """
    }

    func response() -> Response {
        let say = desk.say
        let title = say("Withdraw this case", "Retirer ce cas")
        let inputs = Inputs(say, state)
        let path = "/desk/cases/\(businessCase.id)"
        let reason = inputs.area(
            "reason", say("Why", "Motif"),
            hint: say("The schools read it. Nobody is asked to guess.", "Les écoles le lisent : personne n’aura à deviner."),
            "maxlength=\"1000\" required rows=\"4\" ")
        return desk.page(
            title, isNarrow: true,
            """
            \(Pieces.crumbs(say, [(say("Cases", "Cas"), "/desk/cases"), (businessCase.content.title, path)]))
            <h1>\(title)</h1>
            <p class="lead">\(say("No round offers it any more. Teams that have it keep it until their school repairs the round.", "Aucune session ne le proposera plus. Les équipes qui l’ont le gardent jusqu’à ce que leur école répare la session."))</p>
            \(losing)\(inputs.summary)\(desk.form("\(path)/withdraw", "", "\(reason)<div class=\"actions\"><button class=\"danger\">\(title)</button>\(HTML.link(say("Keep it", "Le garder"), to: path))</div>"))
            """)
    }
}
