import API
import Formats
import Hummingbird
import Vivier

/// The consent ledger of a school: what its students agreed to and took back, searched, sorted, page by page and as a file. Who a student is
/// stands on the page of that person alone, as long as there is one.
struct LedgerPage {
    static func path(_ school: Organisation.ID) -> String { "/desk/schools/\(school)/ledger" }

    static func show(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let school: Organisation.ID = try desk.id("school")
        let page = try await desk.perform(ListLedger(school: school, query: desk.sorted(50, desk.query("cursor"))))
        let names = try await desk.names(of: [school] + page.items.map(\.company))
        let list = WholeList(
            desk: desk, path: path(school), title: say("Consent ledger", "Registre des consentements"), whose: names[school],
            above: desk.role == .operator
                ? [(say("Organisations", "Organisations"), "/desk/organisations")] : [(say("Audit", "Journal"), "/desk/audit")],
            onward: (say("To the cohorts", "Vers les promotions"), "/desk/cohorts"))
        return list.response(
            label: say(
                "Id of a student or a company, event, purpose or hash",
                "Identifiant d’étudiant ou d’entreprise, événement, finalité ou empreinte"),
            ways: [
                ("-number", say("newest first", "les plus récentes")), ("number", say("oldest first", "les plus anciennes")),
            ], next: page.next, rows: page.items.isEmpty ? nil : table(desk, page.items, names, list),
            none: say(
                "No entry yet: the first consent of a student writes one.",
                "Aucune écriture encore\u{A0}: le premier consentement d’un étudiant en fait une."))
    }

    private static func table(_ desk: Desk, _ entries: [LedgerEntry], _ names: [Organisation.ID: String], _ list: WholeList) -> HTML {
        let say = desk.say
        func called(_ value: String) -> String { ValueWords.called(value, isFrench: say.language == .french) }
        func search(_ words: String, _ label: String) -> HTML { HTML.link(label, to: Desk.address(list.path, ["q": words])) }
        return Listing<LedgerEntry>(
            caption: list.title,
            columns: [
                .init(title: say("Number", "Numéro"), sort: "number", isNumber: true) { "\(say.number($0.number))" },
                .init(title: say("When", "Quand")) { "\(say.moment($0.at))" },
                .init(title: say("Event", "Événement")) { search($0.event.rawValue, called($0.event.rawValue)) },
                .init(title: say("By", "Par")) { "\($0.actedBy.map(called) ?? "–")" },
                .init(title: say("What for", "Objet")) { "\(say($0.purpose.inWords))" },
                .init(title: say("For whom", "Pour qui")) { entry in
                    let every = say("every company", "toutes les entreprises")
                    return "\(entry.company.map { names[$0] ?? say("one company", "une entreprise") } ?? every)"
                },
                .init(title: say("Student", "Étudiant")) { search("\($0.student)", String("\($0.student)".suffix(8))) },
                .init(title: say("Hash", "Empreinte")) { "<code title=\"\($0.sha256)\">\(String($0.sha256.prefix(12)))</code>" },
            ], rows: entries, say: say, sort: desk.query("sort") ?? "-number", sorted: list.sorted
        ).html
    }

    static func file(_ desk: Desk) async throws -> Response {
        let export = ExportLedger(school: try desk.id("school"), query: desk.sortedFile, form: .people(desk.say.language))
        return desk.csv(try await desk.perform(export), "ledger.csv")
    }
}
