import API
import Hummingbird
import Vivier

/// Asks why a case is taken back before it is.
struct WithdrawPage {
    var desk: Desk
    var businessCase: BusinessCase
    var state = FormState.fresh

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
            \(inputs.summary)\(desk.form("\(path)/withdraw", "", "\(reason)<div class=\"actions\"><button class=\"danger\">\(title)</button>\(HTML.link(say("Keep it", "Le garder"), to: path))</div>"))
            """)
    }
}
