import API
import Vivier

/// Which teams have lost their case since the run was published, and the one thing to do about it.
struct LostMatchPiece {
    var desk: Desk
    var lost: [LostMatch]

    private var say: Words { desk.say }

    /// About the latest of the losses; nil where there is none.
    private var action: NextStep? {
        guard let first = lost.first else { return nil }
        let title =
            lost.count == 1
            ? say("Team “\(first.teamName)” has lost its case", "L’équipe «\u{A0}\(first.teamName)\u{A0}» a perdu son cas")
            : say("\(say.number(lost.count)) teams have lost their case", "\(say.number(lost.count)) équipes ont perdu leur cas")
        let what = say(
            "\(first.company) withdrew “\(first.caseTitle)” on \(say.day(first.withdrawnAt)).",
            "\(first.company) a retiré «\u{A0}\(first.caseTitle)\u{A0}» le \(say.day(first.withdrawnAt)).")
        let run = "/desk/runs/\(first.run)"
        guard first.isHeld, desk.may(.manageRounds) else {
            return NextStep(
                title: title,
                why: what + " "
                    + say("Whoever holds the round can give it another one.", "Qui porte la session peut lui en donner un autre."),
                button: say("See the run", "Voir le calcul"), path: run, needs: .readMatches)
        }
        guard first.policy == RepairPage.policy else {
            return NextStep(
                title: title,
                why: what + " "
                    + say(
                        "Compute the run again without the case; that can be published in its place.",
                        "Refaites le calcul sans ce cas\u{A0}; il pourra être publié à la place de celui-ci."),
                button: say("Compute it without the case", "Le refaire sans ce cas"),
                path: Desk.address("\(run)/branch", ["withdrawn_cases": "\(first.case)"]), needs: .manageRounds)
        }
        return NextStep(
            title: title,
            why: what + " "
                + say(
                    "See how few teams need to move so that it has another one.",
                    "Voyez combien peu d’équipes doivent changer pour qu’elle en ait un autre."),
            button: say("Repair the run", "Réparer le calcul"),
            path: Desk.address("\(run)/repair", ["withdrawn_cases": "\(first.case)"]), needs: .manageRounds)
    }

    var html: HTML? {
        guard let action else { return nil }
        let teams: HTML? =
            lost.count == 1
            ? nil
            : "<ul class=\"reasons\">\(lost.map { "<li><b>\($0.teamName)</b> · \($0.caseTitle) · \($0.company)</li>" as HTML })</ul>"
        let button: HTML? =
            desk.path == action.path || !desk.may(action.needs)
            ? nil : "<div class=\"actions\">\(Pieces.button(action.button, to: action.path))</div>"
        return """
            <section class="card next" aria-label="\(say("Lost cases", "Cas perdus"))"><h2>\(action.title)</h2><p>\(action.why)</p>\(teams)\(button)</section>

            """
    }
}
