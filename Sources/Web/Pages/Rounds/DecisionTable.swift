import API
import Hummingbird
import Vivier

/// What was settled by hand in a round, by whoever holds it or by the companies, as a table: the first few on the round's own page, all of it on one of its own.
struct DecisionTable {
    var desk: Desk
    var round: Round
    var decisions: [Decision]
    /// Where the table is a whole list: the sort in force, and the address of the same list by another one.
    var order: (sort: String, sorted: (String) -> String)?

    private var say: Words { desk.say }
    private var mayDecide: Bool { desk.may(.manageRounds) && round.state == "open" }

    var html: HTML {
        func key(_ name: String) -> String? { order == nil ? nil : name }
        var columns: [Listing<Decision>.Column] = [
            .init(title: say("Team", "Équipe"), sort: key("team"), cell: { "\($0.teamName ?? "–")" }),
            .init(title: say("Case", "Cas"), sort: key("case"), cell: { "\($0.caseTitle ?? "–")" }),
            .init(
                title: say("Decision", "Décision"),
                cell: { badge($0.kind) }),
            .init(title: say("Reason", "Raison"), cell: { $0.reason.isEmpty ? "–" : "\($0.reason)" }),
        ]
        if mayDecide { columns.append(.init(title: say("Change", "Modifier"), cell: lift)) }
        return Listing(
            caption: say("Decided by hand", "Décidé à la main"), columns: columns, rows: decisions, say: order == nil ? nil : say,
            sort: order?.sort, sorted: order?.sorted ?? { $0 }
        ).html
    }

    private func badge(_ kind: Decision.Kind) -> HTML {
        switch kind {
        case .pin: Pieces.badge(say("pinned", "fixée"), .good)
        case .ban: Pieces.badge(say("banned", "exclue"), .bad)
        case .conflict: Pieces.badge(say("conflict of interest", "conflit d’intérêts"), .bad)
        case .veto: Pieces.badge(say("declined by the company", "déclinée par l’entreprise"), .bad)
        }
    }

    /// Leads back to the list on which it was pressed.
    private func lift(_ decision: Decision) -> HTML {
        // A company takes its veto back itself.
        guard Decision.Kind.settled.contains(decision.kind) else { return "–" }
        return desk.button(
            "/desk/rounds/\(round.id)/decisions/\(decision.team)/\(decision.case)/lift", say("Lift", "Lever"), kind: "quiet small",
            fields: ["from": order == nil ? "round" : "list"])
    }
}

/// All that was settled by hand in a round, searched, sorted, page by page and as a file.
struct DecisionListPage {
    static func show(_ desk: Desk) async throws -> Response {
        let round = try await desk.perform(ShowRound(round: try desk.id("round")))
        let page = try await desk.perform(ListDecisions(round: round.id, query: desk.sorted(50, desk.query("cursor"))))
        let say = desk.say
        let list = WholeList(desk, of: round, name: "decisions", title: say("Pinned, banned and declined", "Fixées, exclues et déclinées"))
        return list.response(
            label: say("Team, case or reason", "Équipe, cas ou raison"),
            ways: [
                ("team", say("team", "équipe")), ("-team", say("team, from the end", "équipe, depuis la fin")),
                ("case", say("case", "cas")),
                ("-case", say("case, from the end", "cas, depuis la fin")),
            ], next: page.next,
            rows: page.items.isEmpty
                ? nil
                : DecisionTable(desk: desk, round: round, decisions: page.items, order: (desk.query("sort") ?? "team", list.sorted)).html,
            none: say("Nothing is decided by hand.", "Rien n’est décidé à la main."))
    }

    static func file(_ desk: Desk) async throws -> Response {
        let export = ExportDecisions(round: try desk.id("round"), query: desk.sortedFile, form: .people(desk.say.language))
        return desk.csv(try await desk.perform(export), "decisions.csv")
    }
}
