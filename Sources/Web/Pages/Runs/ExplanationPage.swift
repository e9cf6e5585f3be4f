import API
import Formats
import Hummingbird
import Vivier

/// Why a team and a case fit as they do, why they have each other or not, and what it would have taken.
struct ExplanationPage {
    var frame: RunFrame
    var found: Explanation
    var remedies: Remedies?
    var state: FormState

    /// Up to so many eligible pairs what it would have taken is looked for at once.
    private static let mostPairsAtOnce = 20_000

    static func path(_ run: Run.ID, _ team: Team.ID, _ businessCase: BusinessCase.ID) -> String {
        "/desk/runs/\(run)/explanation?team=\(team)&case=\(businessCase)"
    }

    static func show(_ desk: Desk, _ state: FormState) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        guard let team = (desk.query("team") ?? state.form?["team"]).flatMap({ Team.ID($0) }),
            let businessCase = (desk.query("case") ?? state.form?["case"]).flatMap({ BusinessCase.ID($0) })
        else { throw Failure.noSuchPage }
        let query = ExplanationQuery(team: team, case: businessCase)
        let found = try await desk.perform(ExplainPair(run: frame.run.id, query: query))
        var remedies: Remedies?
        if !found.matched, desk.query("remedies") != nil || frame.run.eligible <= mostPairsAtOnce {
            remedies = try await desk.perform(FindRemedies(run: frame.run.id, query: query))
        }
        return ExplanationPage(frame: frame, found: found, remedies: remedies, state: state).response()
    }

    private var desk: Desk { frame.desk }
    private var say: Words { desk.say }

    func response() -> Response {
        frame.page(
            say("\(found.teamName) and “\(found.caseTitle)”", "\(found.teamName) et «\u{A0}\(found.caseTitle)\u{A0}»"), lead: verdict,
            """
            \(Pieces.figures([
                (say("fit", "adéquation"), found.eligible ? say.fit(found.fit) : "–"), (say("skills", "compétences"), say.fit(found.skillFit)),
                (say("time", "temps"), say.fit(found.timeFit)),
                (say("what it would cost everyone", "ce que cela coûterait à tous"), found.matched ? "–" : found.cost.map(words) ?? "–"),
            ]))
            <div class="columns"><div>
            <h2>\(say("Skills", "Compétences"))</h2>\(skills)
            <h2>\(say("Common time by week", "Temps commun par semaine"))</h2>\(weeks)
            </div><div>
            \(whatItTook)
            <h2>\(say("Conditions", "Conditions"))</h2>
            <ul class="gates">\(found.gates.map { "<li\($0.passed ? "" : " class=\"shut\"" as HTML)>\($0.message)</li>" as HTML })</ul>
            \(decide)
            </div></div>
            """)
    }

    private var verdict: String {
        if found.matched { return say("The run gives the team this case.", "Le calcul donne ce cas à l’équipe.") }
        if !found.eligible {
            return say(
                "The team cannot take the case: a condition is not met.",
                "L’équipe ne peut prendre ce cas\u{A0}: une condition n’est pas remplie.")
        }
        if let standing = found.standing { return standing.message }
        if found.cost?.isNothing == true {
            return say("Another assignment that is just as good would give it.", "Une autre affectation tout aussi bonne le lui donnerait.")
        }
        return say("With it, all together would be worse off.", "Avec lui, l’ensemble serait moins bon.")
    }

    /// Points of fit, and teams that would then have no case.
    private func words(_ cost: Explanation.Cost) -> String {
        let points = say(
            "\(say.number(cost.fitLost)) \(abs(cost.fitLost) == 1 ? "point" : "points")",
            "\(say.number(cost.fitLost)) \(abs(cost.fitLost) < 2 ? "point" : "points")")
        guard let teams = cost.placedLost, teams != 0 else {
            return cost.exact ? points : say("at least \(points)", "au moins \(points)")
        }
        let fewer =
            teams > 0
            ? say.count(
                teams, ("team fewer with a case", "teams fewer with a case"),
                ("équipe de moins avec un cas", "équipes de moins avec un cas"))
            : say.count(
                -teams, ("team more with a case", "teams more with a case"), ("équipe de plus avec un cas", "équipes de plus avec un cas"))
        return cost.exact ? "\(fewer), \(points)" : say("at least \(fewer)", "au moins \(fewer)")
    }

    private var skills: HTML {
        guard !found.skills.isEmpty else { return "<p>\(say("The case asks for no skill.", "Le cas ne demande aucune compétence."))</p>" }
        let drawn = found.skills.map { part in
            CreditPicture.Skill(
                name: part.skill, needed: part.neededLevel, held: part.foundLevel, share: part.worth, by: part.member, through: part.through
            )
        }
        return CreditPicture(id: "skills", skills: drawn).html(say)
    }

    private var weeks: HTML {
        let bars = found.weeks.map { week in
            BarPicture.Bar(
                name: Day(week.week).map { say.day($0) } ?? week.week, value: Double(week.commonHalfHours) / 2,
                text: "\(week.commonHalfHours / 2)\u{A0}h",
                mark: Double(week.neededHalfHours) / 2)
        }
        return BarPicture(
            id: "weeks", title: say("Hours that all members share, week by week", "Heures que tous partagent, semaine par semaine"),
            description: say("The mark stands at the hours that the case needs.", "Le trait est aux heures que le cas demande."),
            caption: say("Mark: hours needed.", "Trait\u{A0}: heures demandées."),
            columns: [say("Week of", "Semaine du"), say("Shared", "Partagées")], bars: bars
        ).html(say)
    }

    private var whatItTook: HTML? {
        guard !found.matched else { return nil }
        let title: HTML = "<h2>\(say("What it would have taken", "Ce qu’il aurait fallu"))</h2>"
        guard let remedies else {
            let path = "\(Self.path(frame.run.id, found.team, found.case))&remedies=yes"
            return "\(title)<p>\(Pieces.button(say("Find out", "Chercher"), to: path, isQuiet: true))</p>"
        }
        let conditions: HTML? =
            remedies.conditions.isEmpty
            ? nil : "<p>\(say("First", "D’abord"))</p><ul>\(remedies.conditions.map { "<li>\($0)</li>" as HTML })</ul>"
        let ways: HTML =
            remedies.remedies.isEmpty
            ? "<p class=\"soft\">\(say("No change of levels, hours or places alone would do.", "Aucun changement de niveaux, d’heures ou de places ne suffirait à lui seul."))</p>"
            : "<ul>\(remedies.remedies.map { "<li>\($0.message)</li>" as HTML })</ul>"
        let forced: HTML? = remedies.forced.map { forced -> HTML in
            "<p class=\"soft\">\(moves(forced))</p>"
        }
        return "\(title)\(conditions)\(ways)\(forced)"
    }

    private func moves(_ forced: Remedies.Forced) -> String {
        let moved = say.count(
            forced.teamsMoved, ("other team would move", "other teams would move"),
            ("autre équipe changerait", "autres équipes changeraient"))
        let cost = words(Explanation.Cost(fitLost: forced.fitLost, placedLost: forced.placedLost, exact: true))
        return say("As it is: \(moved); it would cost everyone \(cost).", "En l’état\u{A0}: \(moved)\u{A0}; cela coûterait à tous \(cost).")
    }

    /// Settles the pair for the next run.
    private var decide: HTML? {
        guard frame.mayManage, frame.round.state == "open" else { return nil }
        let inputs = Inputs(say, state)
        return """
            <h2>\(say("Decide by hand", "Décider à la main"))</h2>\(inputs.summary)
            \(desk.form("\(frame.path)/decisions", "", """
                <input type="hidden" name="team" value="\(found.team)"><input type="hidden" name="case" value="\(found.case)">
                \(inputs.choice("kind", say("For the next run", "Pour le prochain calcul"), RoundDecisions.kinds(say)))
                \(inputs.text("reason", say("Reason", "Raison"), "required maxlength=\"500\""))
                <button class="quiet">\(say("Decide", "Décider"))</button>
                """))
            """
    }
}
