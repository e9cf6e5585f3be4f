import API
import Vivier

/// What a team reads of a case that it had and has no more.
enum LostCaseWords {
    static func what(_ lost: LostCase, _ say: Words) -> String {
        lost.withdrawnAt.map {
            say(
                "\(lost.company.name) withdrew “\(lost.title)”, your team’s case, on \(say.day($0)).",
                "\(lost.company.name) a retiré «\u{A0}\(lost.title)\u{A0}», le cas de votre équipe, le \(say.day($0)).")
        }
            ?? say(
                "Your school has published the round anew: “\(lost.title)” is not your team’s case any more.",
                "Votre école a publié la session à nouveau\u{A0}: «\u{A0}\(lost.title)\u{A0}» n’est plus le cas de votre équipe.")
    }

    /// Where the team has no other case: what has happened, and who does what next.
    static func card(_ lost: LostCase, in round: OwnRound, _ say: Words) -> HTML {
        let next =
            lost.run == round.run
            ? say(
                "Your school reads it too, and can give your team another case; you read it here. If you hear nothing within a few days, ask it.",
                "Votre école le lit aussi et peut donner un autre cas à votre équipe\u{A0}; vous le lirez ici. Sans nouvelles d’ici quelques jours, demandez-lui."
            )
            : say(
                "No other case was found for your team. Below, each case says why; ask your school what comes next.",
                "Aucun autre cas n’a été trouvé pour votre équipe. Ci-dessous, chaque cas dit pourquoi\u{A0}; demandez la suite à votre école."
            )
        return """
            <div class="card next"><h2>\(say("Your team has lost its case", "Votre équipe a perdu son cas"))</h2>
            <p>\(what(lost, say))</p><p>\(next)</p></div>

            """
    }
}
