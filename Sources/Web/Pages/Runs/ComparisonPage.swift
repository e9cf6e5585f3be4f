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
            \(controls(frame, others, query))
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

    private static func controls(_ frame: RunFrame, _ others: [RunLine], _ query: ComparisonQuery) -> HTML {
        let say = frame.desk.say
        let options = Pieces.options(
            others.map { ("\($0.id)", say("Run \($0.number)", "Calcul \($0.number)")) }, chosen: "\(query.with)")
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
        var numbers = (0, 0)
        let rows = try await desk.all { cursor in
            let query = ComparisonQuery(with: other, q: desk.query("q"), sort: desk.query("sort"), limit: 200, cursor: cursor)
            let page = try await desk.perform(CompareRuns(run: run, query: query))
            numbers = (page.with.number, page.run.number)
            let rows = page.changes.map { one in
                [
                    one.name, one.withCaseTitle ?? "", one.withFit.map { desk.cell(fit: $0) } ?? "", one.caseTitle ?? "",
                    one.fit.map { desk.cell(fit: $0) } ?? "",
                ]
            }
            return (rows, page.next)
        }
        func heads(_ number: Int) -> [String] {
            [say("case in run \(number)", "cas au calcul \(number)"), say("fit in run \(number)", "adéquation au calcul \(number)")]
        }
        return desk.table([say("team", "équipe")] + heads(numbers.0) + heads(numbers.1), rows, "comparison.csv")
    }

    private static func figures(_ comparison: RunComparison, _ say: Words) -> HTML {
        func mean(_ figures: RunComparison.Figures) -> String { figures.placed > 0 ? say.fit(figures.totalFit / figures.placed) : "–" }
        func side(_ figures: RunComparison.Figures) -> HTML {
            """
            <section class="card"><h2>\(HTML.link(say("Run \(figures.number)", "Calcul \(figures.number)"), to: "/desk/runs/\(figures.id)"))</h2>
            \(Pieces.facts([
                (say("Rule", "Règle"), "\(RoundWords.policy(figures.policy, say))"), (say("Placed", "Placées"), "\(figures.placed) / \(figures.teams)"),
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
        let (before, after) = (comparison.with.number, comparison.run.number)
        let table = Listing(
            caption: say("Teams whose case is another", "Équipes dont le cas change"),
            columns: [
                .init(title: say("Team", "Équipe"), cell: { "\($0.name)" }),
                .init(title: say("Run \(before)", "Calcul \(before)"), cell: { end($0.withCaseTitle, $0.withFit) }),
                .init(title: say("Run \(after)", "Calcul \(after)"), cell: { end($0.caseTitle, $0.fit) }),
            ], rows: comparison.changes)
        return """
            \(SlopePicture(id: "slope", comparison: comparison).html(say))
            \(frame.desk.export(address(frame, query, file: true)))
            \(table.html)
            \(Pieces.pager(say, next: comparison.next.map { address(frame, query, cursor: $0) }, first: query.cursor.map { _ in address(frame, query) }))
            """
    }
}
