import API
import Vivier

/// The students of a cohort as a list that can be searched, narrowed, sorted and taken along.
struct StudentList {
    var desk: Desk
    /// Of the cohort's page.
    var path: String
    var query: StudentListQuery
    var students: Page<StudentLine>

    private var say: Words { desk.say }

    var html: HTML {
        let options = Pieces.options(
            [("", say("Everybody", "Tout le monde"))] + CohortReadiness.Part.allCases.map { ($0.rawValue, say($0.lacking)) },
            chosen: query.lacking?.rawValue ?? "")
        return """
            <div class="controls"><form method="get" action="\(path)" role="search" data-refresh="list" data-refresh-address>
            <div class="wide"><label for="search">\(say("Name, given name or key", "Nom, prénom ou clé"))</label>
            <input id="search" type="search" name="search" value="\(query.search ?? "")"></div>
            <div><label for="lacking">\(say("Who is shown", "Qui est affiché"))</label>
            <select id="lacking" name="lacking" class="short">\(options)</select></div>
            <input type="hidden" name="sort" value="\(query.sort?.rawValue ?? "name")">
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>\(exports)</div>
            <div id="list">\(list)</div>
            """
    }

    private var exports: HTML? {
        guard desk.may(.importRosters) else { return nil }
        return """
            <p class="files"><a class="button quiet" href="\(path)/students.csv" download>\(say("Export (CSV)", "Exporter (CSV)"))</a>\
            <a class="button quiet" href="\(path)/students.xlsx" download>\(say("Export (Excel)", "Exporter (Excel)"))</a></p>
            """
    }

    private var list: HTML {
        guard !students.items.isEmpty else {
            return Pieces.empty(
                say("Nobody of the cohort answers to that.", "Personne de la promotion ne correspond."),
                Pieces.button(say("Show everybody", "Afficher tout le monde"), to: path, isQuiet: true))
        }
        let listing = Listing<StudentLine>(
            caption: say("Students of the cohort", "Étudiants de la promotion"),
            columns: [
                .init(title: say("Name", "Nom"), sort: "name") {
                    HTML.link("\($0.familyName) \($0.givenName)", to: "/desk/students/\($0.id)")
                },
                .init(title: say("Key", "Clé"), sort: "key") { "\($0.key)" },
                .init(title: say("Team", "Équipe")) { $0.team.map { "\($0)" } ?? none },
                .init(title: say("Skills", "Compétences"), isNumber: true) { "\(say.number($0.skills))" },
                .init(title: say("Free time", "Disponibilités")) { mark($0.hasAvailability) },
                .init(title: say("Seen by companies", "Visible des entreprises")) { mark($0.hasConsent) },
            ], rows: students.items, say: say, sort: query.sort?.rawValue
        ) { address(sort: $0) }
        return """
            \(listing.html)\(Pieces.pager(say, next: students.next.map { address(sort: query.sort?.rawValue, cursor: $0) },
                first: query.cursor.map { _ in address(sort: query.sort?.rawValue) }))
            """
    }

    private var none: HTML { "<span class=\"soft\">–</span>" }

    private func mark(_ isThere: Bool) -> HTML {
        isThere ? Pieces.badge(say("yes", "oui"), .good) : "<span class=\"soft\">\(say("not yet", "pas encore"))</span>"
    }

    private func address(sort: String?, cursor: String? = nil) -> String {
        desk.place(path, ["search": query.search, "lacking": query.lacking?.rawValue, "sort": sort, "cursor": cursor]) + "#students"
    }
}
