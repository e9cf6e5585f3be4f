import API
import Hummingbird
import Vivier

/// The matches of a run as one picture.
struct RunPicturePage {
    static func show(_ desk: Desk) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        let say = desk.say
        let matches = try await desk.perform(ListMatches(run: frame.run.id, query: PageQuery(limit: 200))).items
        var unplaced: [UnplacedTeam] = []
        if desk.may(.compareRuns), frame.run.teams <= 200, frame.run.placed < frame.run.teams {
            unplaced = try await desk.perform(ListUnplaced(run: frame.run.id, query: PageQuery(limit: 50))).items
        }
        let picture = MatchPicture(id: "matches", matches: matches, unplaced: unplaced) {
            ExplanationPage.path(frame.run.id, $0.team, $0.case)
        }
        return frame.page(
            say("Who works on what", "Qui travaille sur quoi"),
            matches.isEmpty ? Pieces.empty(say("No team has a case.", "Aucune équipe n’a de cas.")) : picture.html(say))
    }
}

/// What one more place on each case would be worth.
struct ScarcityPage {
    static func show(_ desk: Desk) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        let say = desk.say
        let title = say("Scarcity", "Rareté")
        let page: Page<ScarceCase>
        do {
            page = try await desk.perform(ListScarceCases(run: frame.run.id, query: PageQuery(limit: 30, cursor: desk.query("cursor"))))
        } catch let refusal as any Refusal where refusal.reason.code == "no-prices" {
            return frame.page(
                title,
                Pieces.empty(
                    say(refusal.reason.sentence),
                    Pieces.button(say("Demand and supply", "Demande et offre"), to: "/desk/rounds/\(frame.round.id)/demand")))
        }
        let path = "\(frame.path)/scarcity"
        let bySkill = try await desk.perform(ShowSkillScarcity(run: frame.run.id)).items
        let picture = BarPicture(
            id: "scarcity", title: say("Worth of one more place on each case", "Valeur d’une place de plus sur chaque cas"),
            description: say("By the prices of the certificate.", "D’après les prix du certificat."),
            caption: say(
                "How much the total fit would rise with one more place: where it is worth looking for another such case.",
                "De combien l’adéquation totale monterait avec une place de plus\u{A0}: là où il vaut la peine de chercher un cas semblable."
            ),
            columns: [say("Case", "Cas"), say("Worth", "Valeur")],
            bars: page.items.map { BarPicture.Bar(name: "\($0.title)", value: Double($0.price), text: say.fit($0.price)) })
        return frame.page(
            title,
            """
            \(bySkill.isEmpty || desk.query("cursor") != nil ? nil : "<h2>\(say("By skill and month", "Par compétence et par mois"))</h2>\(ScarcityPicture(id: "skills", cells: bySkill).html(say))<h2>\(say("By case", "Par cas"))</h2>" as HTML?)
            \(page.items.isEmpty ? Pieces.empty(say("No place is scarce: one more would change nothing.", "Aucune place n’est rare\u{A0}: une de plus ne changerait rien.")) : picture.html(say))
            \(Pieces.pager(say, next: page.next.map { "\(path)?cursor=\($0)" }, first: desk.query("cursor").map { _ in path }))
            """)
    }
}
