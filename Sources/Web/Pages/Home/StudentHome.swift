import API
import Hummingbird
import Vivier

/// The home of a student: what is missing, and what comes next.
struct StudentHome {
    var desk: Desk
    var progress: StudentProgress

    private var say: Words { desk.say }

    static func response(_ desk: Desk) async throws -> Response {
        StudentHome(desk: desk, progress: try await desk.perform(ShowStudentProgress(student: try desk.me()))).response()
    }

    /// What a step is called, what is to be known of it, and where it is done.
    private struct Sign {
        var title: String
        var text: String
        var action: String
        var path: String
    }

    private func sign(_ step: StudentProgress.Step) -> Sign {
        switch step {
        case .profile:
            Sign(
                title: say("Say what you can do", "Dites ce que vous savez faire"),
                text: say(
                    "Skills, languages, hours and dates: what teams and cases are matched by.",
                    "Compétences, langues, heures et dates\u{A0}: ce par quoi équipes et cas s’accordent."),
                action: say("Fill in your profile", "Remplir votre profil"), path: "/desk/me")
        case .availability:
            Sign(
                title: say("Say when you are free", "Dites quand vous êtes libre"),
                text: say("Paint your usual week; it takes a minute.", "Peignez votre semaine ordinaire\u{A0}; une minute suffit."),
                action: say("Paint your week", "Peindre votre semaine"), path: "/desk/me/availability")
        case .ranking:
            Sign(
                title: say("Rank the cases with your team", "Classez les cas avec votre équipe"), text: ranking,
                action: say("Rank the cases", "Classer les cas"), path: "/desk/me/ranking")
        case .consents:
            Sign(
                title: say("Decide who may see you", "Décidez qui peut vous voir"),
                text: say(
                    "Nobody does unless you say so; you can take it back at any time.",
                    "Personne sans votre accord\u{A0}; vous pouvez le retirer à tout moment."),
                action: say("Decide", "Décider"), path: "/desk/me/consents")
        case .outcome: outcome
        }
    }

    private var outcome: Sign {
        guard let round = progress.published else {
            return Sign(
                title: say("See your match", "Voyez votre affectation"),
                text: say("When your school has published the round.", "Quand votre école aura publié la session."),
                action: say("See it and why", "La voir, et pourquoi"), path: "/desk/me/match")
        }
        if let match = round.match {
            return Sign(
                title: say("See your match", "Voyez votre affectation"), text: "\(round.name) · \(match.title)",
                action: say("See it and why", "La voir, et pourquoi"), path: "/desk/me/match")
        }
        if let lost = round.lost {
            return Sign(
                title: say("Your team has lost its case", "Votre équipe a perdu son cas"), text: LostCaseWords.what(lost, say),
                action: say("See what comes next", "Voir la suite"), path: "/desk/me/match")
        }
        return Sign(
            title: say("Read why there is no case", "Lisez pourquoi il n’y a pas de cas"),
            text: say("\(round.name): no case this time, and why.", "\(round.name)\u{A0}: pas de cas cette fois, et pourquoi."),
            action: say("See it and why", "La voir, et pourquoi"), path: "/desk/me/match")
    }

    /// In which round, or why nothing can be ranked now.
    private var ranking: String {
        guard let round = progress.round else {
            return progress.hasTeam
                ? say("Your school opens a round for your team.", "Votre école ouvre une session pour votre équipe.")
                : say("Your school forms the teams and opens a round.", "Votre école forme les équipes et ouvre une session.")
        }
        guard round.state != "open" else {
            return round.note ?? say("\(round.name): \(say.team(round.teamName)).", "\(round.name)\u{A0}: \(say.team(round.teamName)).")
        }
        return round.hasRanking
            ? say("Your team has ranked; the round is closed.", "Votre équipe a classé\u{A0}; la session est close.")
            : say(
                "Your team gave no ranking; the round is closed.", "Votre équipe n’a pas donné de classement\u{A0}; la session est close.")
    }

    func response() -> Response {
        let rows = progress.steps.map { stage -> HTML in
            let sign = sign(stage.step)
            let state: HTML =
                switch stage.state {
                case .done: Pieces.badge(say("done", "fait"), .good)
                case .open: Pieces.badge(say("to do", "à faire"), .warn)
                case .over: Pieces.badge(say("over", "terminé"))
                case .later: Pieces.badge(say("later", "plus tard"))
                }
            let name: HTML = [.open, .done].contains(stage.state) ? HTML.link(sign.title, to: sign.path) : "\(sign.title)"
            return "<li><span><b>\(name)</b><br><span class=\"soft small\">\(sign.text)</span></span>\(state)</li>\n"
        }
        let card: HTML =
            progress.next.map(sign).map {
                """
                <section class="card next step-next" aria-label="\(say("What comes next", "La suite"))"><h2>\($0.title)</h2><p>\($0.text)</p>
                <p class="actions">\(Pieces.button($0.action, to: $0.path))</p></section>

                """
            }
            ?? "<section class=\"card next\"><h2>\(say("All is done for now", "Tout est fait pour l’instant"))</h2><p>\(say("Your school’s next step comes first; look again in a few days.", "C’est à votre école de jouer\u{A0}; revenez voir dans quelques jours."))</p></section>\n"
        let title = say("Hello \(progress.givenName)", "Bonjour \(progress.givenName)")
        return desk.page(
            title, isNarrow: true,
            """
            <h1>\(title)</h1>
            \(card)<h2>\(say("Your way", "Votre parcours"))</h2>
            <ol class="rows">
            \(rows)</ol>
            """)
    }
}
