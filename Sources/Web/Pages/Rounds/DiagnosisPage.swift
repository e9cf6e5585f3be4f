import API
import Hummingbird
import Vivier

/// What stands in the way of a round before it runs: in words, in a picture, with what would mend it.
struct DiagnosisPage {
    var desk: Desk
    var round: Round
    var diagnosis: RoundDiagnosis

    private var say: Words { desk.say }

    /// The link to it; with the page's script one sees how far it has come before it is there.
    static func way(_ label: String, of round: Round.ID, _ say: Words, isQuiet: Bool = false) -> HTML {
        """
        <a class="\(isQuiet ? "button quiet" : "button")" href="/desk/rounds/\(round)/diagnosis" \(LiveRun.attributes(say))>\(label)</a>
        """
    }

    func response() -> Response {
        let title = say("Diagnosis", "Diagnostic")
        let without = diagnosis.teams - diagnosis.mostPlaced
        return desk.page(
            title,
            """
            \(Pieces.crumbs(say, [(say("Rounds", "Sessions"), "/desk/rounds"), (round.name, "/desk/rounds/\(round.id)")]))
            <h1>\(title)</h1>
            <p class="lead">\(without <= 0
                ? say("Nothing stands in the way: every team can have a case.", "Rien ne fait obstacle\u{A0}: chaque équipe peut avoir un cas.")
                : say(
                    "Whatever the run does, \(without) \(without == 1 ? "team stays" : "teams stay") without a case. Here is why, and what would change it.",
                    "Quoi que fasse le calcul, \(without) \(without == 1 ? "équipe restera" : "équipes resteront") sans cas. Voici pourquoi, et ce qui y changerait."))</p>
            \(Pieces.figures([
                (say("teams", "équipes"), say.number(diagnosis.teams)), (say("places left", "places restantes"), say.number(diagnosis.places)),
                (say("cases with a place", "cas avec une place"), say.number(diagnosis.cases)),
                (say("can be placed at most", "au plus placées"), say.number(diagnosis.mostPlaced)), (say("eligible pairs with a place left", "paires possibles avec une place"), say.number(diagnosis.eligible)),
            ]))
            \(diagnosis.note.map { "<p class=\"warning\">\($0)</p>" as HTML })
            \(run)
            \(tight)
            \(stranded)
            \(idle)
            \(short)
            \(file)
            <div class="actions">\(Pieces.button(say("Back to the round", "Retour à la session"), to: "/desk/rounds/\(round.id)", isQuiet: true))</div>
            """)
    }

    /// The next thing, now that one knows.
    private var run: HTML? {
        guard round.state == "open", desk.may(.manageRounds), round.isHeld(by: desk.caller), diagnosis.mostPlaced > 0 else { return nil }
        let path = "/desk/rounds/\(round.id)"
        let label = round.runs.isEmpty ? say("Run", "Lancer le calcul") : say("Run again", "Relancer")
        return desk.form(
            "\(path)/runs", "\(LiveRun.attributes(say)) data-progress-stop-at=\"\(path)/stop\"",
            "\(LiveRun.picture(say))<div class=\"actions\"><button>\(label)</button></div>")
    }

    private var tight: HTML? {
        guard !diagnosis.shortages.isEmpty else { return nil }
        let sets = diagnosis.shortages.enumerated().map { index, shortage -> HTML in
            let names = shortage.teams.map(\.name)
            let others = shortage.teamsTotal - names.count
            return """
                <section class="card"><h3>\(shortage.message)</h3>
                \(ShortagePicture(id: "tight-\(index)", shortage: shortage).html(say))
                <p class="soft">\(say.pair(say("Teams", "Équipes"), names.joined(separator: ", ") + (others > 0 ? " + \(others)" : "")))</p>
                \(RepairList(shortage.repairs, say).html)</section>

                """
        }
        return "<h2>\(say("Too many teams for too few places", "Trop d’équipes pour trop peu de places"))</h2>\n\(sets)"
    }

    private var stranded: HTML? {
        guard diagnosis.strandedTotal > 0 else { return nil }
        let rows = diagnosis.stranded.map { team -> HTML in
            let nearest: HTML? = team.nearestTitle.map { title in
                "<br><span class=\"soft\">\(say.pair(say("Nearest: \(title)", "Le plus proche\u{A0}: \(title)"), team.missing.joined(separator: say("; ", "\u{A0}; "))))</span>"
            }
            return
                "<li><div><b>\(team.name)</b>\(nearest)\(RepairList(team.repairs, say, isBrief: true).html)</div><span>\(gates(team.gates) { say.count($0, ("case", "cases"), ("cas", "cas")) })</span></li>"
        }
        return """
            <h2>\(say("Teams that no case is open to", "Équipes auxquelles aucun cas n’est ouvert")) <span class="soft">\(say.number(diagnosis.strandedTotal))</span></h2>
            <ul class="rows">\(rows)\(more(diagnosis.strandedTotal, rows.count))</ul>
            \(RepairList(diagnosis.strandedRepairs, say).html)
            """
    }

    private var idle: HTML? {
        guard diagnosis.idleTotal > 0 else { return nil }
        let rows = diagnosis.idle.map { one -> HTML in
            let alone = one.alone.prefix(3).map {
                "<br><span class=\"soft\">\(say.pair(GateWords.name($0.code, say), $0.text))</span>" as HTML
            }
            let closed = gates(one.gates) { say.count($0, ("team", "teams"), ("équipe", "équipes")) }
            return "<li><div><b>\(one.title)</b>\(alone)</div><span>\(closed)</span></li>"
        }
        return """
            <h2>\(say("Cases that no team can take", "Cas qu’aucune équipe ne peut prendre")) <span class="soft">\(say.number(diagnosis.idleTotal))</span></h2>
            <ul class="rows">\(rows)\(more(diagnosis.idleTotal, rows.count))</ul>
            """
    }

    private var short: HTML? {
        guard diagnosis.shortTotal > 0 else { return nil }
        let rows = diagnosis.short.map { one -> HTML in
            "<li><b>\(one.title)</b><span>\(say("needs \(one.minimum) teams, \(one.eligible) can take it", "demande \(one.minimum) équipes, \(one.eligible) peuvent le prendre"))</span></li>"
        }
        return
            "<h2>\(say("Cases that cannot run", "Cas qui ne peuvent s’ouvrir"))</h2>\n<ul class=\"rows\">\(rows)\(more(diagnosis.shortTotal, rows.count))</ul>"
    }

    /// Where all of them are had, named one by one.
    private var file: HTML? {
        let isAny = !diagnosis.shortages.isEmpty || diagnosis.strandedTotal + diagnosis.idleTotal + diagnosis.shortTotal > 0
        return isAny ? desk.export("/desk/rounds/\(round.id)/diagnosis.csv") : nil
    }

    /// How many more there are than stand here.
    private func more(_ total: Int, _ shown: Int) -> HTML? {
        total > shown
            ? "<li class=\"soft\">\(say("and \(say.number(total - shown)) more, in the file below", "et \(say.number(total - shown)) de plus, dans le fichier ci-dessous"))</li>"
            : nil
    }

    /// Which conditions keep most pairs apart.
    ///
    /// - Parameter count: the other sides of these pairs, as they are said.
    private func gates(_ gates: [GateCount], _ count: (Int) -> String) -> HTML {
        let chips = gates.prefix(4).map { gate -> HTML in Pieces.badge(say.pair(GateWords.name(gate.code, say), count(gate.closed)), .warn)
        }
        return "\(chips.enumerated().map { $0.offset == 0 ? $0.element : " \($0.element)" as HTML })"
    }
}

/// What conditions are called in a few words.
enum GateWords {
    static func name(_ code: String, _ say: Words) -> String {
        switch code {
        case "language": say("language", "langue")
        case "place": say("place", "lieu")
        case "team-size": say("team size", "taille d’équipe")
        case "window": say("weeks", "semaines")
        case "must-skill": say("must skill", "compétence indispensable")
        case "time": say("common time", "temps commun")
        case "mentor": say("mentor slots", "créneaux du mentor")
        case "school": say("not open to the school", "non ouvert à l’école")
        case "conflict": say("conflict of interest", "conflit d’intérêts")
        case "veto": say("declined", "décliné")
        case "ban": say("banned", "exclu")
        case "busy": say("busy elsewhere", "engagée ailleurs")
        case "ranking": say("not ranked", "non classé")
        default: code
        }
    }
}
