import API
import Foundation
import Hummingbird
import Vivier

/// What is being computed in a round just now, for whoever opens its page, and how what was begun last has ended.
struct RoundWork {
    var desk: Desk
    var round: Round
    /// Whether the reader may stop it.
    var mayStop: Bool

    private var say: Words { desk.say }
    private var piece: Workshop.Piece? { desk.application.workshop.piece(about: "\(round.id)") }
    private var path: String { "/desk/rounds/\(round.id)" }

    /// Nil where nothing goes on.
    var goingOn: HTML? {
        guard let piece, piece.end == nil else { return nil }
        let stop: HTML? = mayStop ? "<button class=\"quiet\">\(say("Stop", "Arrêter"))</button>" : nil
        let phase = piece.progress.map { "<p class=\"soft\">\(LiveRun.phase($0.phase, say))</p>" as HTML }
        let content: HTML = """
            \(phase)\(LiveRun.picture(say))<div class="actions">\(stop)\
            \(Pieces.button(say("Look again", "Actualiser"), to: path, isQuiet: true))</div>
            """
        let followed: HTML = "\(LiveRun.attributes(say)) data-progress-now=\"\(path)/work\""
        // Whoever may not stop it has nothing to send.
        let form: HTML =
            mayStop ? desk.form("\(path)/stop", followed, content) : "<form method=\"get\" action=\"\(path)\" \(followed)>\(content)</form>"
        return """
            <div class="card next"><h2>\(say("A run is going on", "Un calcul est en cours"))</h2>
            <p>\(say(
                "It was begun on \(say.moment(piece.since)) and goes on when you leave this page. Its result comes into the list of runs.",
                "Lancé le \(say.moment(piece.since)), il continue quand vous quittez cette page. Son résultat s’ajoutera à la liste des calculs."))</p>
            \(form)</div>
            """
    }

    /// Where it came to nothing, and no run has followed.
    var ended: HTML? {
        guard mayStop, let end = piece?.end, (round.runs.first?.createdAt ?? .distantPast) < end.at else { return nil }
        let words: String
        switch end.outcome {
        case .done: return nil
        case .stopped: words = say("It was stopped, and nothing was stored.", "Il a été arrêté, et rien n’a été enregistré.")
        case .failed(let error): words = say(Failure(error).sentence)
        }
        return """
            <div class="warning"><p>\(say(
                "The run that was begun last has ended without a result, on \(say.moment(end.at)).",
                "Le dernier calcul lancé s’est terminé sans résultat, le \(say.moment(end.at)).")) \(words)</p></div>

            """
    }
}
