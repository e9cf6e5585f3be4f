import API
import Hummingbird
import Vivier

/// The rounds that were published, for anybody: each with the way to its proof.
struct ProofListPage {
    var lines: [ListProofs.Line]
    var next: String?
    var isFirst: Bool
    var say: Words
    /// The address of the service, for the canonical link.
    var origin: String
    /// Who reads it, where somebody is signed in.
    var guest: Guest?

    func response() -> Response {
        let title = say("Proofs of published rounds", "Preuves des sessions publiées")
        let promise = say(
            "Each published round has a proof that its assignment keeps its rule. Anyone can check it, without trusting this site.",
            "Chaque session publiée a une preuve que son affectation respecte sa règle. Chacun peut la vérifier, sans faire confiance à ce site."
        )
        let list = Listing(
            caption: say("Published rounds, newest first", "Sessions publiées, les plus récentes d’abord"),
            columns: [
                .init(
                    title: say("Round", "Session"),
                    cell: { line in
                        let mark: HTML? = line.isSuperseded ? " \(Pieces.badge(say("replaced since", "remplacé depuis")))" : nil
                        return "\(HTML.link(line.round, to: "/proofs/\(line.run)"))\(mark)"
                    }),
                .init(title: say("Published by", "Publiée par"), cell: { "\($0.holder)" }),
                .init(
                    title: say("Teams placed", "Équipes placées"), isNumber: true,
                    cell: { "\(say.number($0.placed)) / \(say.number($0.teams))" }),
                .init(title: say("On", "Le"), cell: { "\(say.moment($0.publishedAt))" }),
            ], rows: lines)
        return Layout(title: title, say: say, path: "/proofs", canonical: "\(origin)/proofs", summary: promise).seen(by: guest)
            .response(
                """
                <h1>\(title)</h1>
                <p class="lead">\(promise)</p>
                \(lines.isEmpty ? Pieces.empty(say("No round is published yet.", "Aucune session n’est encore publiée.")) : list.html)
                \(Pieces.pager(say, next: next.map { "/proofs?cursor=\($0)" }, first: isFirst ? nil : "/proofs"))
                """)
    }
}
