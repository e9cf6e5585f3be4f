import Foundation

/// The words and the picture of a form whose work is followed while it goes on: what was found and what is proven, growing.
enum LiveRun {
    /// What ``Desk/work(_:then:)`` and the page's script read.
    static func attributes(_ say: Words) -> HTML {
        let phases = [
            "reading": say("Reading", "Lecture"), "scoring": say("Scoring pairs", "Évaluation des paires"),
            "solving": say("Looking for the best", "Recherche du meilleur"),
            "branching": say("Deciding which cases run", "Choix des cas ouverts"),
            "verifying": say("Checking the proof", "Vérification de la preuve"), "storing": say("Storing", "Enregistrement"),
        ]
        let json = String(decoding: (try? JSONForm.encoder.encode(phases)) ?? Data(), as: UTF8.self)
        return """
            data-progress="\(say("Starting…", "Démarrage…"))" data-progress-stop="\(say("Stop", "Arrêter"))" \
            data-progress-stopped="\(say("Stopped. Nothing was stored.", "Arrêté. Rien n’a été enregistré."))" \
            data-progress-lost="\(say("The connection was lost. Look whether it is done.", "La connexion est perdue. Vérifiez si le travail est fait."))" \
            data-progress-phases="\(json)"
            """
    }

    /// Where the script draws; hidden until there is something to draw.
    static func picture(_ say: Words) -> HTML {
        """
        <figure class="picture course" data-course hidden><svg viewBox="0 0 640 170" role="img" aria-label="\(say("Best found and proven bound, so far", "Meilleur trouvé et borne prouvée, jusqu’ici"))">\
        <path class="rule" d="M8 150H632"/><polyline class="otherline" data-line="bound"/><polyline class="line" data-line="found"/></svg>\
        <figcaption><b data-number="found">–</b> \(say("found", "trouvé")) · <b data-number="bound">–</b> \(say("proven bound", "borne prouvée"))\
         · <b data-number="gap">–</b> \(say("between them", "d’écart"))</figcaption></figure>
        """
    }
}
