import API
import Hummingbird
import Vivier

/// What was settled by hand in a round, and the form that settles one more pair.
struct RoundDecisions {
    var desk: Desk
    var round: Round
    var page: Page<Decision>
    var state: FormState

    /// The first ones; a page of their own has all of them.
    private static let most = 10

    static func read(_ desk: Desk, _ round: Round, _ state: FormState) async throws -> RoundDecisions {
        let page = try await desk.perform(ListDecisions(round: round.id, query: SortedQuery(limit: most)))
        return RoundDecisions(desk: desk, round: round, page: page, state: state)
    }

    private static func isDeciding(_ desk: Desk, _ state: FormState) -> Bool {
        desk.query("decide") != nil || state.form?.given("reason") != nil
    }

    static func decision(_ form: Form, in round: Round.ID, _ desk: Desk) async throws -> Decision {
        guard let team: Team.ID = try await RoundChoice.read(form["team"], at: "team", .team, in: round, desk) else {
            throw GeneralRefusal.field("/team", "missing", en: "Choose a team.", fr: "Choisissez une équipe.")
        }
        guard let businessCase: BusinessCase.ID = try await RoundChoice.read(form["case"], at: "case", .case, in: round, desk) else {
            throw GeneralRefusal.field("/case", "missing", en: "Choose a case.", fr: "Choisissez un cas.")
        }
        guard let kind = Decision.Kind(rawValue: form["kind"]), Decision.Kind.settled.contains(kind) else {
            throw GeneralRefusal.field("/kind", "missing", en: "Say pin or ban.", fr: "Dites fixer ou exclure.")
        }
        return Decision(team: team, case: businessCase, kind: kind, reason: form.given("reason") ?? "")
    }

    private var say: Words { desk.say }
    private var mayDecide: Bool { desk.may(.manageRounds) && round.state == "open" }

    var html: HTML? {
        guard mayDecide || !page.items.isEmpty else { return nil }
        let list: HTML = """
            \(DecisionTable(desk: desk, round: round, decisions: page.items).html)\
            \(WholeList.link(say, round.id, "decisions", say("All decisions", "Toutes les décisions")))
            """
        return """
            <h2>\(say("Pinned, banned and declined", "Fixées, exclues et déclinées"))</h2>
            \(page.items.isEmpty ? "<p class=\"soft\">\(say("Nothing is decided by hand.", "Rien n’est décidé à la main."))</p>" : list)
            \(mayDecide ? form : nil)
            """
    }

    private var form: HTML {
        guard Self.isDeciding(desk, state) else {
            let label = say("Pin or ban a pair", "Fixer ou exclure une paire")
            return "<div class=\"actions\">\(Pieces.button(label, to: "/desk/rounds/\(round.id)?decide=yes#decide", isQuiet: true))</div>"
        }
        let inputs = Inputs(say, state)
        let choice = RoundChoice(desk: desk, round: round.id, inputs: inputs)
        let hint = say("Kept with the round, and shown to who reads it.", "Conservée avec la session, et montrée à qui la lit.")
        return """
            <section class="card" id="decide"><h3>\(say("Pin or ban a pair", "Fixer ou exclure une paire"))</h3>
            \(desk.form("/desk/rounds/\(round.id)/decisions", "", """
                <div class="row">\(inputs.choice("kind", say("Decision", "Décision"), Self.kinds(say)))
                \(choice.field("team", say("Team", "Équipe"), .team))
                \(choice.field("case", say("Case", "Cas"), .case))</div>
                \(inputs.text("reason", say("Reason", "Raison"), hint: hint, "required maxlength=\"500\""))
                <button class="quiet">\(say("Decide", "Décider"))</button>
                """))</section>
            """
    }

    static func kinds(_ say: Words) -> [(value: String, label: String)] {
        branchKinds(say) + [
            (
                "conflict",
                say("Conflict of interest: never this case", "Conflit d’intérêts\u{A0}: jamais ce cas")
            )
        ]
    }

    /// What a branch tries.
    static func branchKinds(_ say: Words) -> [(value: String, label: String)] {
        [
            ("pin", say("Pin: the team takes the case", "Fixer\u{A0}: l’équipe prend ce cas")),
            ("ban", say("Ban: never this case", "Exclure\u{A0}: jamais ce cas")),
        ]
    }
}
