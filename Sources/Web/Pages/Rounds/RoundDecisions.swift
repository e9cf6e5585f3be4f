import API
import Hummingbird
import Vivier

/// What was settled by hand in a round, and the form that settles one more pair.
struct RoundDecisions {
    var desk: Desk
    var round: Round
    var page: Page<Decision>
    var state: FormState

    static func read(_ desk: Desk, _ round: Round, _ state: FormState) async throws -> RoundDecisions {
        let page = try await desk.perform(ListDecisions(round: round.id, query: PageQuery(limit: 50, cursor: desk.query("cursor"))))
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
        guard let kind = Decision.Kind(rawValue: form["kind"]) else {
            throw GeneralRefusal.field("/kind", "missing", en: "Say pin or ban.", fr: "Dites fixer ou exclure.")
        }
        return Decision(team: team, case: businessCase, kind: kind, reason: form.given("reason") ?? "")
    }

    private var say: Words { desk.say }
    private var mayDecide: Bool { desk.may(.manageRounds) && round.state == "open" }

    var html: HTML? {
        guard mayDecide || !page.items.isEmpty else { return nil }
        let list = Listing(
            caption: say("Decided by hand", "Décidé à la main"),
            columns: [
                .init(title: say("Team", "Équipe"), cell: { "\($0.teamName ?? "–")" }),
                .init(title: say("Case", "Cas"), cell: { "\($0.caseTitle ?? "–")" }),
                .init(
                    title: say("Decision", "Décision"),
                    cell: { $0.kind == .pin ? Pieces.badge(say("pinned", "fixée"), .good) : Pieces.badge(say("banned", "exclue"), .bad) }),
                .init(title: say("Reason", "Raison"), cell: { "\($0.reason)" }),
            ]
                + (mayDecide
                    ? [
                        .init(
                            title: say("Change", "Modifier"),
                            cell: { decision in
                                desk.button(
                                    "/desk/rounds/\(round.id)/decisions/\(decision.team)/\(decision.case)/lift", say("Lift", "Lever"),
                                    kind: "quiet small")
                            })
                    ] : []),
            rows: page.items)
        return """
            <h2>\(say("Pinned and banned", "Fixées et exclues"))</h2>
            \(page.items.isEmpty ? "<p class=\"soft\">\(say("Nothing is decided by hand.", "Rien n’est décidé à la main."))</p>" : list.html)
            \(Pieces.pager(say, next: page.next.map { "/desk/rounds/\(round.id)?cursor=\($0)" }, first: nil))
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
        [
            ("pin", say("Pin: the team takes the case", "Fixer\u{A0}: l’équipe prend ce cas")),
            ("ban", say("Ban: never this case", "Exclure\u{A0}: jamais ce cas")),
        ]
    }
}
