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
        let comparison = try await desk.perform(CompareRuns(run: frame.run.id, query: ComparisonQuery(with: other)))
        let options = others.map { run -> HTML in
            "<option value=\"\(run.id)\"\(run.id == other ? " selected" : "" as HTML)>\(say("Run \(run.number)", "Calcul \(run.number)"))</option>"
        }
        return frame.page(
            title,
            """
            <div class="controls"><form method="get"><label for="with">\(say("With", "Avec"))</label><select id="with" name="with" class="short">\(options)</select>\
            <button class="quiet">\(say("Compare", "Comparer"))</button></form></div>
            \(figures(comparison, say))
            \(comparison.changesTotal == 0
                ? "<p>\(say("Every team has the same case in both.", "Chaque équipe a le même cas dans les deux."))</p>"
                : "\(SlopePicture(id: "slope", comparison: comparison).html(say))\(changes(comparison, say))" as HTML)
            """)
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

    private static func changes(_ comparison: RunComparison, _ say: Words) -> HTML {
        func end(_ title: String?, _ fit: Int?) -> HTML { title.map { "\($0)\(fit.map { " · \(say.fit($0))" } ?? "")" } ?? "–" }
        let (before, after) = (comparison.with.number, comparison.run.number)
        return Listing(
            caption: say("Teams whose case is another", "Équipes dont le cas est un autre")
                + (comparison.changesTotal > comparison.changes.count ? " (\(comparison.changes.count) / \(comparison.changesTotal))" : ""),
            columns: [
                .init(title: say("Team", "Équipe"), cell: { "\($0.name)" }),
                .init(title: say("Run \(before)", "Calcul \(before)"), cell: { end($0.withCaseTitle, $0.withFit) }),
                .init(title: say("Run \(after)", "Calcul \(after)"), cell: { end($0.caseTitle, $0.fit) }),
            ], rows: comparison.changes
        ).html
    }
}
