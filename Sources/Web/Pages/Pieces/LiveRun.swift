import Foundation

/// The words and the picture of a form whose work is followed while it goes on: what was found and what is proven, growing.
enum LiveRun {
    /// What work does just now.
    static func phase(_ phase: String, _ say: Words) -> String {
        let words = phases(say)[phase] ?? phase
        return words.split(separator: "|").first.map(String.init) ?? words
    }

    /// Behind the stroke what is counted in it, where it is known how much there is.
    private static func phases(_ say: Words) -> [String: String] {
        [
            "reading": say("Reading teams and cases", "Lecture des équipes et des cas"),
            "scoring": say(
                "Scoring every pair of a team and a case|{done} of {total} pairs",
                "Évaluation de chaque paire d’une équipe et d’un cas|{done} paires sur {total}"),
            "solving": say(
                "Looking for the best, and proving it|{done} of {total} pairs", "Recherche du meilleur, et preuve|{done} paires sur {total}"
            ),
            "branching": say(
                "Deciding which cases with a minimum run|{done} of {total} known ways",
                "Choix des cas à minimum qui s’ouvrent|{done} façons connues sur {total}"),
            "limiting": say("Looking for what stands in the way", "Recherche de ce qui fait obstacle"),
            "repairing": say("Looking for the ways that move fewest", "Recherche des voies qui changent le moins"),
            "proving": say("Checking each way|{done} of {total} ways", "Vérification de chaque voie|{done} voies sur {total}"),
            "verifying": say("Checking the proof over every pair", "Vérification de la preuve sur toutes les paires"),
            "storing": say("Storing the result", "Enregistrement du résultat"),
        ]
    }

    /// What ``Desk/work(_:then:)`` and the page's script read.
    static func attributes(_ say: Words) -> HTML {
        let json = String(decoding: (try? JSONForm.encoder.encode(phases(say))) ?? Data(), as: UTF8.self)
        return """
            data-progress="\(say("Starting…", "Démarrage…"))" data-progress-stop="\(say("Stop", "Arrêter"))" \
            data-progress-stopped="\(say("Stopped. Nothing was stored.", "Arrêté. Rien n’a été enregistré."))" \
            data-progress-lost="\(say("The connection was lost. Look whether it is done.", "La connexion est perdue. Vérifiez si le travail est fait."))" \
            data-progress-phases="\(json)"
            """
    }

    /// Where the script draws, says what it has drawn and writes it into the table; hidden until there is something to draw.
    ///
    /// - Parameter id: unique on its page.
    static func picture(_ say: Words, id: String = "course-now") -> HTML {
        let title = say("Best found and proven bound, so far", "Meilleur trouvé et borne prouvée, jusqu’ici")
        let start = say(
            "The best found rises, the proven bound falls; where they meet, the proof is done.",
            "Le meilleur trouvé monte, la borne prouvée descend\u{A0}; là où ils se rejoignent, la preuve est faite.")
        let words = say(
            "After {after} the best found is {found}, the proven bound {bound}.",
            "Après {after}, le meilleur trouvé est {found}, la borne prouvée {bound}.")
        let heads = [say("After", "Après"), say("Found", "Trouvé"), say("Bound", "Borne")].map { "<th scope=\"col\">\($0)</th>" as HTML }
        return """
            <figure class="picture course" data-course hidden><svg viewBox="0 0 640 170" role="img" aria-labelledby="\(id)-title \(id)-words" hidden>\
            <title id="\(id)-title">\(title)</title><desc id="\(id)-words" data-words="\(words)">\(start)</desc>\
            <path class="rule" d="M8 150H632"/><polyline class="otherline" data-line="bound"/><polyline class="line" data-line="found"/></svg>\
            <figcaption>\(say("Total fit, in points of which a perfect match has 10,000", "Adéquation totale, en points\u{A0}; une affectation parfaite en a 10\u{A0}000"))\u{A0}: \
            <b data-number="found">\(say("none yet", "aucune encore"))</b> \(say("found", "trouvés")) · \(say("at most", "au plus")) <b data-number="bound">–</b> \
            \(say("are possible", "sont possibles")) · <b data-number="share">–</b> \(say("of that reached", "atteints"))</figcaption>
            <details><summary>\(say("The same as a table", "Les mêmes données en tableau"))</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="\(title)"><table><thead><tr>\(heads)</tr></thead><tbody data-rows></tbody></table></div></details></figure>
            """
    }
}
