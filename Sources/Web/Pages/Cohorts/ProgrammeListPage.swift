import API
import Hummingbird
import Vivier

/// The programmes of a school, an operator's: of all, searched, sorted, page by page and as a file.
struct ProgrammeListPage {
    static let path = "/desk/programmes"

    static func show(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let page = try await desk.perform(ListProgrammes(query: desk.sorted(50, desk.query("cursor"))))
        let list = WholeList(
            desk: desk, path: path, title: say("Programmes", "Programmes"), above: [(say("Cohorts", "Promotions"), "/desk/cohorts")],
            onward: desk.may(.manageCohorts)
                ? (say("New cohort", "Nouvelle promotion"), "/desk/cohorts/new")
                : (say("To the cohorts", "Vers les promotions"), "/desk/cohorts"))
        return list.response(
            label: say("Name or code", "Nom ou code"),
            ways: [
                ("code", say("code", "code")), ("-code", say("code, from the end", "code, depuis la fin")), ("name", say("name", "nom")),
                ("-name", say("name, from the end", "nom, depuis la fin")),
            ], next: page.next, rows: page.items.isEmpty ? nil : try await table(desk, page.items, list),
            none: say(
                "No programme yet: one is added on the way to a cohort.",
                "Aucun programme encore\u{A0}: on en ajoute un en créant une promotion."))
    }

    private static func table(_ desk: Desk, _ programmes: [Programme], _ list: WholeList) async throws -> HTML {
        let say = desk.say
        var columns: [Listing<Programme>.Column] = [
            .init(title: say("Name", "Nom"), sort: "name") { "\($0.name)" },
            .init(title: say("Code", "Code"), sort: "code") { "\($0.code)" },
        ]
        if desk.role == .operator {
            let schools = try await desk.names(of: programmes.map(\.school))
            columns.append(.init(title: say("School", "École")) { "\(schools[$0.school] ?? "–")" })
        }
        return Listing<Programme>(
            caption: list.title, columns: columns, rows: programmes, say: say, sort: desk.query("sort") ?? "code", sorted: list.sorted
        ).html
    }

    static func file(_ desk: Desk) async throws -> Response {
        desk.csv(try await desk.perform(ExportProgrammes(query: desk.sortedFile, form: .people(desk.say.language))), "programmes.csv")
    }
}
