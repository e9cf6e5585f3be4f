import API
import Hummingbird
import Vivier

/// The runs of a round as a table: the newest few on the round's own page, all of them on one of their own.
struct RunTable {
    var say: Words
    var runs: [RunLine]
    /// Where the table is a whole list: the sort in force, and the address of the same list by another one.
    var order: (sort: String, sorted: (String) -> String)?

    var html: HTML {
        func key(_ name: String) -> String? { order == nil ? nil : name }
        return Listing(
            caption: order == nil ? say("Runs, newest first", "Calculs, les plus récents d’abord") : say("Runs", "Calculs"),
            columns: [
                .init(
                    title: say("Run", "Calcul"), sort: key("number"),
                    cell: { HTML.link(say("Run\u{A0}\($0.number)", "Calcul\u{A0}\($0.number)"), to: "/desk/runs/\($0.id)") }),
                .init(title: say("State", "État"), cell: { RoundWords.runBadge($0.state, say) }),
                .init(title: say("Placed", "Placées"), sort: key("placed"), isNumber: true, cell: { "\(say.number($0.placed))" }),
                .init(
                    title: say("Mean fit", "Adéquation moyenne"), sort: key("fit"), isNumber: true,
                    cell: { "\($0.meanFit.map { say.fit($0) } ?? "–")" }),
                .init(title: say("When", "Quand"), cell: { "\(say.moment($0.createdAt))" }),
            ], rows: runs, say: order == nil ? nil : say, sort: order?.sort, sorted: order?.sorted ?? { $0 }
        ).html
    }
}

/// All runs of a round, searched, sorted, page by page and as a file.
struct RunListPage {
    static func show(_ desk: Desk) async throws -> Response {
        let round = try await desk.perform(ShowRound(round: try desk.id("round")))
        let page = try await desk.perform(ListRuns(round: round.id, query: desk.sorted(50, desk.query("cursor"))))
        let say = desk.say
        let list = WholeList(desk, of: round, name: "runs", title: say("Runs", "Calculs"))
        return list.response(
            label: say("Number, or hash of the input", "Numéro, ou empreinte de l’entrée"),
            ways: [
                ("-number", say("newest first", "les plus récents")), ("number", say("oldest first", "les plus anciens")),
                ("-placed", say("most teams placed", "le plus d’équipes placées")),
                ("placed", say("fewest teams placed", "le moins d’équipes placées")),
                ("-fit", say("best mean fit", "meilleure adéquation moyenne")),
                ("fit", say("lowest mean fit", "plus basse adéquation moyenne")),
            ], next: page.next,
            rows: page.items.isEmpty
                ? nil : RunTable(say: say, runs: page.items, order: (desk.query("sort") ?? "-number", list.sorted)).html,
            none: say(
                "No run yet: the round’s page says what comes first.",
                "Aucun calcul encore\u{A0}: la page de la session dit par où commencer."))
    }

    static func file(_ desk: Desk) async throws -> Response {
        let export = ExportRuns(round: try desk.id("round"), query: desk.sortedFile, form: .people(desk.say.language))
        return desk.csv(try await desk.perform(export), "runs.csv")
    }
}
