import API
import Hummingbird
import Vivier

/// What one more place on each case would be worth.
struct ScarcityPage {
    static func show(_ desk: Desk) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        let say = desk.say
        let title = say("Scarcity", "Rareté")
        let page: Page<ScarceCase>
        do {
            page = try await desk.perform(ListScarceCases(run: frame.run.id, query: desk.sorted(30, desk.query("cursor"))))
        } catch let refusal as any Refusal where refusal.reason.code == "no-prices" {
            if frame.run.certificate.kind == "branches", frame.mayManage {
                return frame.page(
                    title,
                    Pieces.empty(
                        say(
                            "Cases of this run have a minimum of teams, and such a run has no prices. Compute it without a minimum, and look at the scarcity there.",
                            "Des cas de ce calcul ont un minimum d’équipes, et un tel calcul n’a pas de prix. Refaites-le sans minimum, et voyez la rareté de celui-là."
                        ),
                        Pieces.button(say("What if …", "Et si…"), to: "\(frame.path)/branch#minimum")))
            }
            return frame.page(
                title,
                Pieces.empty(
                    frame.run.certificate.kind == "branches"
                        ? say(
                            "A run whose cases have a minimum of teams has no prices.",
                            "Un calcul dont des cas ont un minimum d’équipes n’a pas de prix.") : withoutPrices(frame),
                    waysOn(frame)))
        }
        let path = "\(frame.path)/scarcity"
        let bySkill = try await desk.perform(ShowSkillScarcity(run: frame.run.id)).items
        let picture = BarPicture(
            id: "scarcity", title: say("Worth of one more place on each case", "Valeur d’une place de plus sur chaque cas"),
            description: say("Found by optimising again with the place.", "Trouvée en optimisant de nouveau avec cette place."),
            caption: say(
                "How much the total fit would rise with one more place: where it is worth looking for another such case.",
                "De combien l’adéquation totale monterait avec une place de plus\u{A0}: là où il vaut la peine de chercher un cas semblable."
            ) + (CertificateWords.given(frame.run.settled, say).map { " \($0)" } ?? ""),
            columns: [say("Case", "Cas"), say("Worth", "Valeur")],
            bars: page.items.map { one in
                let points = Self.points(of: one)
                let teams = (one.teams ?? 0) > 0 ? say("a team more, ", "une équipe de plus, ") : ""
                let most = one.worth == nil ? say("at most ", "au plus ") : ""
                return BarPicture.Bar(name: "\(one.title)", value: Double(points), text: teams + most + say.fit(points))
            })
        let isNarrowed = desk.query("q") != nil || desk.query("cursor") != nil
        let controls = Pieces.searched(
            desk, path, say("Case or company", "Cas ou entreprise"),
            [
                ("-worth", say("worth", "valeur")), ("case", say("case", "cas")),
                ("-case", say("case, from the end", "cas, depuis la fin")),
            ])
        let none =
            isNarrowed
            ? Pieces.nothingFound(say, say("No scarce case is called so.", "Aucun cas rare ne porte ce nom."), all: path)
            : Pieces.empty(
                say("No place is scarce: one more would change nothing.", "Aucune place n’est rare\u{A0}: une de plus ne changerait rien."),
                Pieces.button(say("To the run", "Vers le calcul"), to: frame.path, isQuiet: true))
        return frame.page(
            title,
            """
            \(bySkill.isEmpty || isNarrowed ? nil : "<h2>\(say("By skill and month", "Par compétence et par mois"))</h2>\(ScarcityPicture(id: "skills", cells: bySkill).html(say))<h2>\(say("By case", "Par cas"))</h2>" as HTML?)
            \(page.items.isEmpty && !isNarrowed ? nil : controls)
            \(page.items.isEmpty ? nil : desk.export(Desk.address("\(path).csv", ["q": desk.query("q"), "sort": desk.query("sort")])))
            \(page.items.isEmpty ? none : picture.html(say))
            \(Pieces.pager(desk, path, next: page.next))
            """)
    }

    /// Of a run that is not of the best total.
    private static func withoutPrices(_ frame: RunFrame) -> String {
        let say = frame.desk.say
        let why = say(
            "Only a run of the best total has prices in points of fit.",
            "Seul un calcul au meilleur total a des prix en points d’adéquation.")
        guard frame.mayManage else { return why }
        return why
            + say(
                " Compute the same input as the best total, and look at the scarcity there: this run stays as it is.",
                " Refaites la même entrée au meilleur total, et voyez la rareté de ce calcul-là\u{A0}: celui-ci reste tel quel.")
    }

    private static func waysOn(_ frame: RunFrame) -> HTML {
        let (say, rules) = (frame.desk.say, frame.run.rules)
        // Without rankings there is no demand to see.
        let isRanked = rules.policy == "stable" || rules.fairness == "rank"
        let demand = Pieces.button(
            say("Demand and supply", "Demande et offre"), to: "/desk/rounds/\(frame.round.id)/demand", isQuiet: frame.mayManage)
        guard frame.mayManage, rules.policy != RepairPage.policy else {
            return rules.policy == "fairest" && !isRanked
                ? Pieces.button(say("To the run", "Vers le calcul"), to: frame.path, isQuiet: true) : demand
        }
        let branch = Pieces.button(say("What if …", "Et si…"), to: "\(frame.path)/branch#policy")
        return isRanked ? "<div class=\"actions\">\(branch)\(demand)</div>" : branch
    }

    /// All of them as a file.
    static func file(_ desk: Desk) async throws -> Response {
        let (run, say): (Run.ID, Words) = (try desk.id("run"), desk.say)
        let rows = try await desk.all { cursor in
            let page = try await desk.perform(ListScarceCases(run: run, query: desk.sorted(200, cursor)))
            return (
                page.items.map {
                    [$0.title, $0.company, desk.cell(fit: points(of: $0)), $0.worth == nil ? say("at most", "au plus") : ""]
                }, page.next
            )
        }
        return desk.table(
            [say("case", "cas"), say("company", "entreprise"), say("worth", "valeur"), say("note", "note")], rows, "scarcity.csv")
    }

    /// What one more place is worth, or where that was not computed, at most.
    private static func points(of one: ScarceCase) -> Int { max(0, one.worth ?? min(one.price, 10_000)) }
}
