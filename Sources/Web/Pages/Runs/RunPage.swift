import API
import Foundation
import Hummingbird
import Vivier

/// A run: how good it is and how that is known, then its matches.
struct RunPage {
    var frame: RunFrame
    var matches: Page<Match>
    var lost: [LostMatch]
    var verification: Verification?

    static func show(_ desk: Desk, _ verification: Verification? = nil) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        let query = MatchQuery(q: desk.query("q"), sort: desk.query("sort"), limit: 50, cursor: desk.query("cursor"))
        let matches = try await desk.perform(ListMatches(run: frame.run.id, query: query))
        let lost =
            frame.run.state == "published" && desk.may(.compareRuns)
            ? try await desk.perform(ListLostMatches(round: frame.round.id)).items : []
        return RunPage(frame: frame, matches: matches, lost: lost, verification: verification).response()
    }

    private var desk: Desk { frame.desk }
    private var say: Words { desk.say }
    private var run: Run { frame.run }

    func response() -> Response {
        frame.page(
            lead: RoundWords.rules(run.rules, say),
            """
            \(Pieces.figures([
                (say("of \(say.number(run.teams)) \(run.teams == 1 ? "team" : "teams") placed", "\(run.placed < 2 ? "équipe placée" : "équipes placées") sur \(say.number(run.teams))"), say.number(run.placed)),
                (say("mean fit", "adéquation moyenne"), run.placed > 0 ? say.fit(run.totalFit / run.placed) : "–"),
                (say("eligible pairs compared, full cases too", "paires possibles comparées, cas complets compris"), say.number(run.eligible)),
                CertificateWords.distance(run.certificate, besides: run.settled, say),
            ].compactMap(\.self)))
            \(LostMatchPiece(desk: desk, lost: lost).html)
            \(CertificatePiece(frame: frame, verification: verification).html)
            \(frame.older)\(next)\(shown)
            \(run.warnings.isEmpty ? nil : "<div class=\"warning\"><p>\(say("What this run leaves aside", "Ce que ce calcul laisse de côté"))</p><ul>\(run.warnings.map { "<li>\($0)</li>" as HTML })</ul></div>" as HTML?)
            <h2 id="matches">\(say("Matches", "Affectations"))</h2>
            \(frame.isHeld ? nil : "<p class=\"soft\">\(say("The figures above are of the whole run; the list shows what is yours.", "Les chiffres ci-dessus portent sur tout le calcul\u{A0}; la liste montre ce qui vous concerne."))</p>" as HTML?)
            \(list)
            """)
    }

    /// What there is to do once a run is published: nothing but to show its proof where every team has a case, else a way for those without.
    private var shown: HTML? {
        guard run.state == "published", lost.isEmpty else { return nil }
        let proof = "/proofs/\(run.id)"
        let without = run.teams - run.placed
        guard without > 0, frame.mayManage, desk.may(.publishRounds) else {
            return """
                <div class="card next"><h2>\(say("Published", "Publié"))</h2><p>\(say(
                    "Teams and companies see their matches. Whoever wants to know that they are right can check the proof without an account.",
                    "Équipes et entreprises voient leurs affectations. Qui veut s’assurer qu’elles sont justes peut vérifier la preuve sans compte."))</p>
                <div class="actions">\(Pieces.button(say("Show the proof to others", "Montrer la preuve"), to: proof))</div></div>

                """
        }
        let teams = say.count(without, ("team without a case", "teams without a case"), ("équipe sans cas", "équipes sans cas"))
        let repairs = run.rules.policy == RepairPage.policy
        let way =
            repairs
            ? say(
                "Another round can take them, with cases that have places left. If a company withdraws or a team leaves, repair the run.",
                "Une autre session peut les prendre, avec des cas où il reste des places. Si une entreprise se retire ou qu’une équipe part, réparez le calcul."
            )
            : say(
                "Another round can take them, with cases that have places left.",
                "Une autre session peut les prendre, avec des cas où il reste des places.")
        return """
            <div class="card next"><h2>\(say("Published, \(teams)", "Publié, \(teams)"))</h2><p>\(way)</p>
            <div class="actions">\(Pieces.button(say("Open another round", "Ouvrir une autre session"), to: "/desk/rounds/new"))\
            \(Pieces.button(say("Show the proof to others", "Montrer la preuve"), to: proof, isQuiet: true))</div></div>

            """
    }

    private var next: HTML? {
        guard desk.may(.publishRounds), run.state == "draft", frame.mayManage else { return nil }
        let without = run.teams - run.placed
        let exceptions =
            without > 0
            ? say.count(without, ("team without a case", "teams without a case"), ("équipe sans cas", "équipes sans cas"))
            : say("Every team has a case", "Chaque équipe a un cas")
        return """
            <div class="card next"><h2>\(exceptions)</h2><div class="actions">
            \(Pieces.button(say("Review exceptions", "Relire les exceptions"), to: "\(frame.path)/exceptions"))
            \(Pieces.button(say("Fairness", "Équité"), to: "\(frame.path)/fairness", isQuiet: true))
            \(Pieces.button(say("Publish …", "Publier…"), to: "\(frame.path)/publish", isQuiet: true))</div></div>
            """
    }

    private func address(sort: String? = nil, cursor: String? = nil) -> String {
        var items: [(String, String)] = []
        if let q = desk.query("q") { items.append(("q", q)) }
        if let sort = sort ?? desk.query("sort") { items.append(("sort", sort)) }
        if let cursor { items.append(("cursor", cursor)) }
        let query = items.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
        return query.isEmpty ? frame.path : "\(frame.path)?\(query.joined(separator: "&"))"
    }

    /// Where there are several: their teams may be called the same.
    private var schools: [Listing<Match>.Column] {
        guard Set(matches.items.map(\.school)).count > 1 else { return [] }
        return [.init(title: say("School", "École"), cell: { "\($0.school)" })]
    }

    private var list: HTML {
        let may = desk.may(.compareRuns)
        let listing = Listing(
            caption: say("Who works on what", "Qui travaille sur quoi"),
            columns: [
                .init(
                    title: say("Team", "Équipe"), sort: "team",
                    cell: { may ? HTML.link($0.teamName, to: ExplanationPage.path(run.id, $0.team, $0.case)) : "\($0.teamName)" })
            ] + schools + [
                .init(
                    title: say("Case", "Cas"), sort: "case",
                    cell: { match in
                        "\(match.caseTitle)\(match.withdrawn ? " \(Pieces.badge(say("withdrawn since", "retiré depuis"), .bad))" : "" as HTML)"
                    }),
                .init(title: say("Company", "Entreprise"), sort: "company", cell: { "\($0.company)" }),
                .init(
                    title: say("Fit", "Adéquation"), sort: "fit", isNumber: true,
                    cell: { match in
                        "\(say.fit(match.fit))\(match.pinned ? " \(Pieces.badge(say("pinned", "fixée")))" : "" as HTML)"
                    }),
            ], rows: matches.items, say: say, sort: desk.query("sort") ?? "-fit", sorted: { address(sort: $0) })
        let label = say("Team, case, company", "Équipe, cas, entreprise")
        let sort: HTML? = desk.query("sort").map { "<input type=\"hidden\" name=\"sort\" value=\"\($0)\">" }
        let export = "\(frame.path)/matches.csv" + (address().firstIndex(of: "?").map { String(address()[$0...]) } ?? "")
        return """
            <div class="controls"><form method="get" role="search"><label class="visually-hidden" for="q">\(label)</label>\
            <input id="q" name="q" type="search" value="\(desk.query("q") ?? "")" placeholder="\(label)">\(sort)\
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>\
            <a class="button quiet" href="\(export)">\(say("Export (CSV)", "Exporter (CSV)"))</a></div>
            \(matches.items.isEmpty ? "<p>\(say("No match is called so.", "Aucune affectation ne correspond."))</p>" : listing.html)
            \(Pieces.pager(say, next: matches.next.map { address(cursor: $0) }, first: desk.query("cursor").map { _ in address() }))
            """
    }
}
