import API
import Vivier

/// What a certificate proves, in plain words.
enum CertificateWords {
    /// - Parameter settled: where a repair keeps teams, nothing is proven but beside them.
    static func title(_ certificate: Run.Certificate, _ rules: RoundRules, besides settled: Run.Settled? = nil, _ say: Words) -> String {
        if let gap = certificate.gap, gap > 0 {
            return say("Proven to be close to the best", "Prouvé proche du meilleur")
        }
        switch certificate.kind {
        case "no-blocking-pair": return say("Proven stable", "Prouvé stable")
        case "leximin-chain": return say("Proven fairest", "Prouvé le plus équitable")
        default:
            return settled?.kept ?? 0 > 0
                ? say(
                    "Proven: beside the teams that stay, nothing is better",
                    "Prouvé\u{A0}: à côté des équipes qui restent, rien n’est meilleur")
                : say("Proven: nothing is better", "Prouvé\u{A0}: rien n’est meilleur")
        }
    }

    static func meaning(_ certificate: Run.Certificate, _ rules: RoundRules, _ say: Words) -> String {
        switch certificate.kind {
        case "no-blocking-pair":
            return say(
                "No team and no case would both rather have each other than what they have. Anyone can see it in one pass over all eligible pairs.",
                "Aucune équipe et aucun cas ne se préféreraient tous deux à ce qu’ils ont. Chacun peut le voir en un passage sur toutes les paires possibles."
            )
        case "leximin-chain":
            return say(
                "No assignment places more teams; and the worst-off cannot fare better, then the next, level by level: each level has its own proof.",
                "Aucune affectation ne place plus d’équipes\u{A0}; et la moins bien lotie ne peut être mieux, puis la suivante, palier par palier\u{A0}: chaque palier a sa preuve."
            )
        case "branches":
            let gap = certificate.gap ?? 0
            return gap == 0
                ? say(
                    "Cases with a minimum of teams either run or do not; every way to decide that is bounded, and none exceeds this total.",
                    "Les cas à minimum d’équipes s’ouvrent ou non\u{A0}; chaque façon d’en décider a sa borne, et aucune ne dépasse ce total."
                )
                : say(
                    "Cases with a minimum of teams either run or do not; no way to decide that exceeds this total by more than \(say.fitUpTo(gap)).",
                    "Les cas à minimum d’équipes s’ouvrent ou non\u{A0}; aucune façon d’en décider ne dépasse ce total de plus de \(say.fitUpTo(gap))."
                )
        default:
            let first = rules.placement == "everyone-first"
            return first
                ? say(
                    "No other assignment places more teams, nor, placing as many, has a larger total fit. One whole-number price a case proves it over every eligible pair.",
                    "Aucune autre affectation ne place plus d’équipes, ni, en en plaçant autant, n’a une adéquation totale plus grande. Un prix entier par cas le prouve sur toutes les paires possibles."
                )
                : say(
                    "No other assignment has a larger total fit. One whole-number price a case proves it over every eligible pair.",
                    "Aucune autre affectation n’a une adéquation totale plus grande. Un prix entier par cas le prouve sur toutes les paires possibles."
                )
        }
    }
}

extension CertificateWords {
    /// How far below the best total the run is at most, as a figure; nil of a run that does not seek the best total.
    static func distance(
        _ certificate: Run.Certificate, besides settled: Run.Settled? = nil, _ say: Words
    ) -> (name: String, value: String)? {
        certificate.gap.map { gap in
            (
                settled?.kept ?? 0 > 0
                    ? say(
                        "below the best total beside the teams that stay, at most",
                        "sous le meilleur total à côté des équipes qui restent, au plus")
                    : say("below the best possible total, at most", "sous le meilleur total possible, au plus"),
                gap == 0 ? "0" : say.fitUpTo(gap)
            )
        }
    }

    /// What people settled beforehand, under which the proof holds; nil where nobody did, or it was not counted.
    static func given(_ settled: Run.Settled?, _ say: Words) -> String? {
        guard let settled else { return nil }
        var parts: [String] = []
        if settled.pinned > 0 {
            parts.append(
                say.count(
                    settled.pinned, ("pair fixed by hand", "pairs fixed by hand"), ("paire fixée à la main", "paires fixées à la main")))
        }
        if settled.banned > 0 {
            parts.append(
                say.count(
                    settled.banned, ("pair excluded by hand", "pairs excluded by hand"),
                    ("paire exclue à la main", "paires exclues à la main")))
        }
        if settled.kept > 0 {
            parts.append(
                say.count(
                    settled.kept, ("team that the repair leaves on its case", "teams that the repair leaves on their cases"),
                    ("équipe que la réparation laisse à son cas", "équipes que la réparation laisse à leur cas")))
        }
        guard !parts.isEmpty else { return nil }
        return say("This holds given \(say.list(parts)).", "Cela vaut compte tenu de\u{A0}: \(say.list(parts)).")
    }

    /// Of what kind the proof is, in a few words.
    static func kind(_ kind: String, _ say: Words) -> String {
        switch kind {
        case "no-blocking-pair":
            say(
                "Every pair compared, none that both sides would rather have",
                "Chaque paire comparée, aucune que les deux côtés préféreraient")
        case "leximin-chain":
            say("A proof for each level, from the worst-off up", "Une preuve par palier, en partant des moins bien loties")
        case "branches":
            say("A bound for each way to open the cases with a minimum", "Une borne pour chaque façon d’ouvrir les cas à minimum")
        default: say("One price a case, which bounds every total", "Un prix par cas, qui borne tout total")
        }
    }
}

/// The certificate of a run, how it came about, and how to check it.
struct CertificatePiece {
    var frame: RunFrame
    var verification: Verification?

    private var desk: Desk { frame.desk }
    private var say: Words { desk.say }
    private var run: Run { frame.run }

    var html: HTML {
        """
        <section class="card" aria-labelledby="proof"><div class="seal"><b aria-hidden="true">≈</b><div>
        <h2 id="proof">\(CertificateWords.title(run.certificate, run.rules, besides: run.settled, say))</h2>
        <p>\(CertificateWords.meaning(run.certificate, run.rules, say))</p>\(CertificateWords.given(run.settled, say).map { "<p><b>\($0)</b></p>" as HTML })\(verdict)
        <details><summary>\(say("How it came about, and how to check it", "Comment on y est arrivé, et comment vérifier"))</summary>
        \(course)
        \(Pieces.facts([
            (say("Snapshot", "Instantané"), "<span class=\"hash\">\(run.snapshotHash)</span>"), (say("Checked", "Vérifié"), "\(say.moment(run.certificate.verifiedAt))"),
            (say("Computed in", "Calculé en"), "\(say.duration(milliseconds: run.computeMilliseconds))"), (say("Certificate", "Certificat"), "\(CertificateWords.kind(run.certificate.kind, say))"),
        ]))
        \(tools)</details></div></div></section>
        """
    }

    private var course: HTML? {
        run.course.flatMap { Set($0.map(\.milliseconds)).count > 1 ? CoursePicture(id: "course", points: $0).html(say) : nil }
    }

    private var verdict: HTML? {
        verification.map { verification -> HTML in
            verification.valid
                ? "<p role=\"status\">\(Pieces.badge(say("valid", "valide"), .good)) \(say("Checked again just now, over every eligible pair.", "Vérifié à nouveau à l’instant, sur toutes les paires possibles."))</p>"
                : "<p role=\"alert\" class=\"fault\">\(verification.broken ?? "")</p>"
        }
    }

    private var tools: HTML? {
        guard desk.may(.verifyRuns) else { return nil }
        let proof: HTML? =
            run.state == "draft" ? nil : Pieces.button(say("Public proof", "Preuve publique"), to: "/proofs/\(run.id)", isQuiet: true)
        return """
            <div class="actions">\(desk.form("\(frame.path)/verification", LiveRun.attributes(say), "<button class=\"quiet\">\(say("Verify now", "Vérifier maintenant"))</button>"))
            <a class="button quiet" href="\(frame.path)/snapshot.json">\(say("Snapshot", "Instantané"))</a>\
            <a class="button quiet" href="\(frame.path)/result.json">\(say("Result", "Résultat"))</a>\(proof)</div>
            """
    }
}
