import API
import Hummingbird
import Vivier

/// The last look before a run is published: what will happen, and that it cannot be taken back.
struct PublishPage {
    static let unsure = GeneralRefusal.field(
        "/sure", "missing", en: "Tick the box: a published run never changes again.",
        fr: "Cochez la case\u{A0}: un calcul publié ne change plus.")

    static func show(_ desk: Desk, _ state: FormState) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        let (say, run) = (desk.say, frame.run)
        let inputs = Inputs(say, state)
        let title = say("Publish run \(run.number)", "Publier le calcul \(run.number)")
        guard run.state == "draft" else {
            return frame.page(title, "<p>\(say("It is published already.", "Il est déjà publié."))</p>")
        }
        let without = run.teams - run.placed
        let points = [
            say(
                "The placed teams (\(say.number(run.placed))) and the companies see their match.",
                "Les équipes placées (\(say.number(run.placed))) et les entreprises voient leur affectation."),
            without > 0
                ? say.count(
                    without, ("team stays without a case.", "teams stay without a case."),
                    ("équipe reste sans cas.", "équipes restent sans cas."))
                : say("Every team has a case.", "Chaque équipe a un cas."),
            say(
                "The run and its proof never change again; a repair is a run of its own.",
                "Le calcul et sa preuve ne changent plus\u{A0}; une réparation est un calcul à part."),
            say(
                "Anyone can check the proof on a public page. It names the round, “\(frame.round.name)”, and who holds it, and no team, company or person.",
                "Chacun peut vérifier la preuve sur une page publique. Elle nomme la session, «\u{A0}\(frame.round.name)\u{A0}», et qui la porte, mais ni équipe, ni entreprise, ni personne."
            ),
            say(
                "The figures there, for everybody to see: teams (\(say.number(run.teams))), cases (\(say.number(run.cases))), pairs that were possible (\(say.number(run.eligible))), teams placed (\(say.number(run.placed))), the total fit, the rule, and when it was published.",
                "Les chiffres visibles de tous\u{A0}: équipes (\(say.number(run.teams))), cas (\(say.number(run.cases))), couples possibles (\(say.number(run.eligible))), équipes placées (\(say.number(run.placed))), l’adéquation totale, la règle et la date de publication."
            ),
        ]
        return frame.page(
            title,
            """
            \(inputs.summary)\(frame.older)
            <div class="columns"><div class="card next"><h2>\(say("What happens", "Ce qui se passe"))</h2><ul>\(points.map { "<li>\($0)</li>" as HTML })</ul>
            \(desk.form("\(frame.path)/publish", "", """
                \(inputs.tick("sure", say("I have looked at the exceptions and the fairness page", "J’ai relu les exceptions et la page d’équité")))\(inputs.faults(of: "sure"))
                <div class="actions"><button>\(say("Publish", "Publier"))</button>\(Pieces.button(say("Not yet", "Pas encore"), to: frame.path, isQuiet: true))</div>
                """))</div>
            <section class="card"><h2>\(CertificateWords.title(run.certificate, run.rules, besides: run.settled, say))</h2><p>\(CertificateWords.meaning(run.certificate, run.rules, say))</p>\(CertificateWords.given(run.settled, say).map { "<p><b>\($0)</b></p>" as HTML })</section></div>
            """)
    }
}
