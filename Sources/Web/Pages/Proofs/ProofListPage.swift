import API
import Hummingbird
import Vivier

/// The rounds that were published, for anybody: each with the way to its proof.
struct ProofListPage {
    /// Runs a page.
    static let rows = 50
    /// The address of the list as a file.
    static let file = "/proofs.csv"

    var lines: [ListProofs.Line]
    var next: String?
    var list: ListProofs
    var say: Words
    /// The address of the service, for the canonical link.
    var origin: String
    /// Who reads it, where somebody is signed in.
    var guest: Guest?

    /// A reader can do nothing about it: who publishes, and what is there meanwhile.
    private var empty: HTML {
        if list.q != nil {
            return Pieces.empty(
                say("No published round is called so.", "Aucune session publiée ne porte ces mots."),
                Pieces.button(say("See all", "Tout voir"), to: "/proofs", isQuiet: true))
        }
        guard list.cursor == nil else {
            return Pieces.empty(
                say("There is no round beyond these.", "Il n’y a pas d’autre session au-delà."),
                Pieces.button(say("From the beginning", "Depuis le début"), to: "/proofs", isQuiet: true))
        }
        return Pieces.empty(
            say(
                "No round is published yet. A school publishes one when its teams have their cases; its proof stands here from then on.",
                "Aucune session n’est encore publiée. Une école en publie une quand ses équipes ont leurs cas\u{A0}; sa preuve est ici dès lors."
            ), Pieces.button(say("Meanwhile, see the cases", "En attendant, voir les cas"), to: "/cases"))
    }

    func response() -> Response {
        let title = say("Proofs of published rounds", "Preuves des sessions publiées")
        let promise = say(
            "Each published round has a proof that its assignment keeps its rule. Anyone can check it, without trusting this site.",
            "Chaque session publiée a une preuve que son affectation respecte sa règle. Chacun peut la vérifier, sans faire confiance à ce site."
        )
        let table = Listing(
            caption: say("Published rounds", "Sessions publiées"),
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
                <div class="controls"><form method="get" action="/proofs" role="search">
                <div class="wide"><label for="q">\(say("Round, or who published it", "Session, ou qui l’a publiée"))</label>
                <input id="q" type="search" name="q" value="\(list.q ?? "")" maxlength="200"></div>
                <div><label for="sort">\(say("Sort by", "Trier par"))</label><select id="sort" name="sort" class="short">\(sorts)</select></div>
                <button class="quiet">\(say("Search", "Rechercher"))</button></form></div>
                \(lines.isEmpty ? empty : "\(Pieces.export(say, address(Self.file)))\(table.html)")
                \(Pieces.pager(say, next: next.map { address(cursor: $0) }, first: list.cursor.map { _ in address() }))
                """)
    }

    private var sorts: [HTML] {
        let ways: [(ListProofs.Sort, String)] = [
            (.newest, say("newest first", "les plus récentes")), (.round, say("name of the round", "nom de la session")),
        ]
        return Pieces.options(ways.map { ($0.0.rawValue, $0.1) }, chosen: list.sort.rawValue)
    }

    private func address(_ path: String = "/proofs", cursor: String? = nil) -> String {
        Desk.address(path, ["q": list.q, "sort": list.sort == .newest ? nil : list.sort.rawValue, "cursor": cursor])
    }
}
