import API
import Foundation
import Hummingbird
import Vivier

/// The home of a student: what is missing, and what comes next.
struct StudentHome {
    var desk: Desk
    var student: Student
    var rounds: [OwnRound]
    var consents: [Consent]

    private var say: Words { desk.say }

    static func response(_ desk: Desk) async throws -> Response {
        let me = try desk.me()
        return StudentHome(
            desk: desk, student: try await desk.perform(ShowStudent(student: me)),
            rounds: try await desk.perform(ListOwnRounds(student: me)).items,
            consents: try await desk.perform(ListConsents(student: me)).items
        ).response()
    }

    private struct Step {
        var title: String
        var text: String
        var action: String
        var path: String
        var isDone: Bool
        /// Whether it can be done now.
        var isOpen = true
        /// Whether it could have been done, and cannot any more.
        var isOver = false
    }

    private var steps: [Step] {
        let open = rounds.first { $0.state == "open" && $0.note == nil }
        let busy = open == nil ? rounds.first { $0.state == "open" }?.note : nil
        let published = rounds.first { $0.run != nil }
        let lost = published?.match == nil ? published?.lost : nil
        let outcome = Step(
            title: published.map {
                lost != nil
                    ? say("Your team has lost its case", "Votre équipe a perdu son cas")
                    : $0.match == nil
                        ? say("Read why there is no case", "Lisez pourquoi il n’y a pas de cas")
                        : say("See your match", "Voyez votre affectation")
            }
                ?? say("See your match", "Voyez votre affectation"),
            text: published.map { round in
                lost.map { LostCaseWords.what($0, say) }
                    ?? round.match.map { "\(round.name) · \($0.title)" }
                    ?? say("\(round.name): no case this time, and why.", "\(round.name)\u{A0}: pas de cas cette fois, et pourquoi.")
            } ?? say("When your school has published the round.", "Quand votre école aura publié la session."),
            action: lost == nil ? say("See it and why", "La voir, et pourquoi") : say("See what comes next", "Voir la suite"),
            path: "/desk/me/match",
            // What was read before the case was lost is not read any more; once another round is open, that comes first.
            isDone: (published?.isRead ?? false) && (lost == nil || open != nil), isOpen: published != nil)
        let before = [
            Step(
                title: say("Say what you can do", "Dites ce que vous savez faire"),
                text: say(
                    "Skills, languages, hours and dates: what teams and cases are matched by.",
                    "Compétences, langues, heures et dates\u{A0}: ce par quoi équipes et cas s’accordent."),
                action: say("Fill in your profile", "Remplir votre profil"), path: "/desk/me",
                isDone: student.skills.contains { $0.source == "self" } || (!student.skills.isEmpty && !student.languages.isEmpty)),
            Step(
                title: say("Say when you are free", "Dites quand vous êtes libre"),
                text: say("Paint your usual week; it takes a minute.", "Peignez votre semaine ordinaire\u{A0}; une minute suffit."),
                action: say("Paint your week", "Peindre votre semaine"), path: "/desk/me/availability", isDone: student.availability != nil),
            Step(
                title: say("Rank the cases with your team", "Classez les cas avec votre équipe"),
                text: open.map { say("\($0.name): \(say.team($0.teamName)).", "\($0.name)\u{A0}: \(say.team($0.teamName)).") } ?? busy
                    ?? closed,
                action: say("Rank the cases", "Classer les cas"), path: "/desk/me/ranking",
                isDone: (open ?? rounds.first)?.hasRanking ?? false, isOpen: open != nil,
                isOver: open == nil && busy == nil && !rounds.isEmpty),
            Step(
                title: say("Decide who may see you", "Décidez qui peut vous voir"),
                text: say(
                    "Nobody does unless you say so; you can take it back at any time.",
                    "Personne sans votre accord\u{A0}; vous pouvez le retirer à tout moment."),
                action: say("Decide", "Décider"), path: "/desk/me/consents",
                isDone: !consents.isEmpty || student.stated.contains("consents")),
        ]
        // What a round has given comes before all that may come of the next.
        return published == nil ? before + [outcome] : [outcome] + before
    }

    /// Why nothing can be ranked now.
    private var closed: String {
        if rounds.isEmpty {
            return student.team == nil
                ? say("Your school forms the teams and opens a round.", "Votre école forme les équipes et ouvre une session.")
                : say("Your school opens a round for your team.", "Votre école ouvre une session pour votre équipe.")
        }
        return rounds[0].hasRanking
            ? say("Your team has ranked; the round is closed.", "Votre équipe a classé\u{A0}; la session est close.")
            : say(
                "Your team gave no ranking; the round is closed.", "Votre équipe n’a pas donné de classement\u{A0}; la session est close.")
    }

    func response() -> Response {
        let steps = steps
        let next = steps.first { !$0.isDone && $0.isOpen }
        let rows = steps.map { step -> HTML in
            let state: HTML =
                step.isDone
                ? Pieces.badge(say("done", "fait"), .good)
                : step.isOpen
                    ? Pieces.badge(say("to do", "à faire"), .warn)
                    : Pieces.badge(step.isOver ? say("over", "terminé") : say("later", "plus tard"))
            let name: HTML = step.isOpen || step.isDone ? HTML.link(step.title, to: step.path) : "\(step.title)"
            return "<li><span><b>\(name)</b><br><span class=\"soft small\">\(step.text)</span></span>\(state)</li>\n"
        }
        let card: HTML =
            next.map {
                """
                <section class="card next step-next" aria-label="\(say("What comes next", "La suite"))"><h2>\($0.title)</h2><p>\($0.text)</p>
                <p class="actions">\(Pieces.button($0.action, to: $0.path))</p></section>

                """
            }
            ?? "<section class=\"card next\"><h2>\(say("All is done for now", "Tout est fait pour l’instant"))</h2><p>\(say("Your school’s next step comes first; look again in a few days.", "C’est à votre école de jouer\u{A0}; revenez voir dans quelques jours."))</p></section>\n"
        let title = say("Hello \(student.givenName)", "Bonjour \(student.givenName)")
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
