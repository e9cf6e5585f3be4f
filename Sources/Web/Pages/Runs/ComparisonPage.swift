import API
import Hummingbird
import Vivier

/// Two runs side by side: what each is worth, and who has another case.
struct ComparisonPage {
    static func show(_ desk: Desk) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        let say = desk.say
        let others = frame.round.runs.filter { $0.id != frame.run.id }
        let title = say("Compare with another run", "Comparer à un autre calcul")
        guard let other = desk.query("with").flatMap({ Run.ID($0) }) ?? frame.run.branch?.of ?? others.first?.id else {
            return frame.page(
                title,
                Pieces.empty(
                    say("There is no other run in this round yet.", "Il n’y a pas encore d’autre calcul dans cette session."),
                    desk.may(.manageRounds) ? Pieces.button(say("What if …", "Et si…"), to: "\(frame.path)/branch") : nil))
        }
        let query = ComparisonQuery(with: other, q: desk.query("q"), sort: desk.query("sort"), limit: rows, cursor: desk.query("cursor"))
        let comparison = try await desk.perform(CompareRuns(run: frame.run.id, query: query))
        return frame.page(
            title,
            """
            \(controls(frame, others, query, comparison))
            \(figures(comparison, say))
            \(comparison.changesTotal == 0
                ? "<p>\(say("Every team has the same case in both.", "Chaque équipe a le même cas dans les deux."))</p>"
                : changes(comparison, frame, query))
            """)
    }

    /// Changes a page.
    private static let rows = 50

    private static func address(_ frame: RunFrame, _ query: ComparisonQuery, file: Bool = false, cursor: String? = nil) -> String {
        Desk.address(
            "\(frame.path)/comparison\(file ? ".csv" : "")",
            ["with": "\(query.with)", "q": query.q, "sort": query.sort, "cursor": cursor])
    }

    private static func controls(_ frame: RunFrame, _ others: [RunLine], _ query: ComparisonQuery, _ comparison: RunComparison) -> HTML {
        let say = frame.desk.say
        // One of another round is not among the others, but it is chosen.
        let foreign = comparison.isOfOneRound ? [] : [("\(query.with)", comparison.name(of: comparison.with, say))]
        let options = Pieces.options(
            foreign + others.map { ("\($0.id)", say("Run \($0.number)", "Calcul \($0.number)")) }, chosen: "\(query.with)")
        let sorts = Pieces.options(
            [("name", say("name", "nom")), ("-name", say("name, from the end", "nom, depuis la fin"))], chosen: query.sort)
        return """
            <div class="controls"><form method="get" role="search"><div><label for="with">\(say("With", "Avec"))</label>\
            <select id="with" name="with" class="short">\(options)</select></div>\
            <div class="wide"><label for="q">\(say("Team or case", "Équipe ou cas"))</label>\
            <input id="q" name="q" type="search" value="\(query.q ?? "")" maxlength="200"></div>\
            <div><label for="sort">\(say("Sort by", "Trier par"))</label><select id="sort" name="sort" class="short">\(sorts)</select></div>\
            <button class="quiet">\(say("Compare", "Comparer"))</button></form></div>
            """
    }

    /// All that differs, as a file.
    static func file(_ desk: Desk) async throws -> Response {
        let (run, say): (Run.ID, Words) = (try desk.id("run"), desk.say)
        guard let other = desk.query("with").flatMap({ Run.ID($0) }) else { throw Failure.noSuchPage }
        var names = ("", "")
        let rows = try await desk.all { cursor in
            let query = ComparisonQuery(with: other, q: desk.query("q"), sort: desk.query("sort"), limit: 200, cursor: cursor)
            let page = try await desk.perform(CompareRuns(run: run, query: query))
            names = (page.phrase(of: page.with, say), page.phrase(of: page.run, say))
            let rows = page.changes.map { one in
                [
                    one.name, one.withCaseTitle ?? "", one.withFit.map { desk.cell(fit: $0) } ?? "", one.caseTitle ?? "",
                    one.fit.map { desk.cell(fit: $0) } ?? "",
                ]
            }
            return (rows, page.next)
        }
        func heads(_ name: String) -> [String] {
            [say("case in \(name)", "cas au \(name)"), say("fit in \(name)", "adéquation au \(name)")]
        }
        return desk.table([say("team", "équipe")] + heads(names.0) + heads(names.1), rows, "comparison.csv")
    }

    private static func figures(_ comparison: RunComparison, _ say: Words) -> HTML {
        func mean(_ figures: RunComparison.Figures) -> String { figures.placed > 0 ? say.fit(figures.totalFit / figures.placed) : "–" }
        func side(_ figures: RunComparison.Figures) -> HTML {
            """
            <section class="card"><h2>\(HTML.link(say("Run \(figures.number)", "Calcul \(figures.number)"), to: "/desk/runs/\(figures.id)"))</h2>
            \(Pieces.facts([
                (say("Round", "Session"), HTML.link(figures.roundName, to: "/desk/rounds/\(figures.round)")),
                (say("Rule", "Règle"), "\(RoundWords.rules(figures.rules, say))"), (say("Placed", "Placées"), "\(figures.placed) / \(figures.teams)"),
                (say("Mean fit", "Adéquation moyenne"), "\(mean(figures))"), (say("Total fit", "Adéquation totale"), "\(say.number(figures.totalFit))"),
            ]))</section>
            """
        }
        return """
            <div class="pair">\(side(comparison.with))\(side(comparison.run))</div>
            \(Pieces.figures([
                (say("same case", "même cas"), say.number(comparison.same)), (say("another case", "autre cas"), say.number(comparison.moved)),
                (say("without a case now", "sans cas désormais"), say.number(comparison.gained)), (say("with a case now", "avec un cas désormais"), say.number(comparison.lost)),
            ]))
            """
    }

    private static func changes(_ comparison: RunComparison, _ frame: RunFrame, _ query: ComparisonQuery) -> HTML {
        let say = frame.desk.say
        if comparison.changes.isEmpty {
            return Pieces.empty(
                say("No team or case called so changes.", "Aucune équipe ni aucun cas de ce nom ne change."),
                Pieces.button(
                    say("See all", "Tout voir"), to: address(frame, ComparisonQuery(with: query.with)), isQuiet: true))
        }
        func end(_ title: String?, _ fit: Int?) -> HTML { title.map { "\($0)\(fit.map { " · \(say.fit($0))" } ?? "")" } ?? "–" }
        let (before, after) = (comparison.name(of: comparison.with, say), comparison.name(of: comparison.run, say))
        let table = Listing(
            caption: say("Teams whose case is another", "Équipes dont le cas change"),
            columns: [
                .init(title: say("Team", "Équipe"), cell: { "\($0.name)" }),
                .init(title: before, cell: { end($0.withCaseTitle, $0.withFit) }),
                .init(title: after, cell: { end($0.caseTitle, $0.fit) }),
            ], rows: comparison.changes)
        return """
            \(SlopePicture(id: "slope", comparison: comparison).html(say))
            \(frame.desk.export(address(frame, query, file: true)))
            \(table.html)
            \(Pieces.pager(say, next: comparison.next.map { address(frame, query, cursor: $0) }, first: query.cursor.map { _ in address(frame, query) }))
            """
    }
}

extension RunComparison {
    /// Then a run's number alone says which it is.
    var isOfOneRound: Bool { run.round == with.round }

    /// What one of the two is called beside the other.
    func name(of figures: Figures, _ say: Words) -> String {
        let name = say("Run \(figures.number)", "Calcul \(figures.number)")
        return isOfOneRound ? name : "\(name) · \(figures.roundName)"
    }

    /// The same within a sentence.
    func phrase(of figures: Figures, _ say: Words) -> String {
        isOfOneRound
            ? say("run \(figures.number)", "calcul \(figures.number)")
            : say(
                "run \(figures.number) of “\(figures.roundName)”",
                "calcul \(figures.number) de «\u{A0}\(figures.roundName)\u{A0}»")
    }
}
