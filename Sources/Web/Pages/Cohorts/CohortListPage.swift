import API
import Hummingbird
import Vivier

/// The cohorts of a school.
struct CohortListPage {
    var desk: Desk
    var query: CohortListQuery
    var cohorts: Page<Cohort>

    private var say: Words { desk.say }
    private var path: String { "/desk/cohorts" }

    func response() -> Response {
        let title = say("Cohorts", "Promotions")
        let add: HTML? =
            desk.may(.manageCohorts) ? Pieces.button(say("New cohort", "Nouvelle promotion"), to: "/desk/cohorts/new") : nil
        let isEmpty = cohorts.items.isEmpty && query.search == nil && query.cursor == nil
        return desk.page(
            title,
            """
            <div class="head"><div><h1>\(title)</h1>
            <p class="lead">\(say("The students of one programme and one intake.", "Les étudiants d’un programme et d’une rentrée."))</p></div>\
            \(isEmpty ? nil : add)</div>
            \(isEmpty ? Pieces.empty(nothing, add) : list)
            \(WholeList.link(say, say("All programmes", "Tous les programmes"), to: ProgrammeListPage.path))
            """)
    }

    private var nothing: String {
        desk.may(.manageCohorts)
            ? say(
                "No cohort yet. Create the first one, then import its roster.",
                "Aucune promotion pour l’instant. Créez la première, puis importez sa liste.")
            : say("No cohort yet.", "Aucune promotion pour l’instant.")
    }

    private var list: HTML {
        let listing = Listing<Cohort>(
            caption: query.sort == .newest
                ? say("Cohorts, newest first", "Promotions, les plus récentes d’abord") : say("Cohorts", "Promotions"),
            columns: [
                .init(title: say("Name", "Nom"), sort: "name") { HTML.link($0.name, to: "/desk/cohorts/\($0.id)") }
            ] + schools + [
                .init(title: say("Code", "Code"), sort: "code") { "\($0.code)" },
                .init(title: say("Dates", "Dates")) { "\(dates($0))" },
                .init(title: say("Students", "Étudiants"), isNumber: true) { "\(say.number($0.students))" },
                .init(title: say("Teams", "Équipes"), isNumber: true) { "\(say.number($0.teams))" },
            ], rows: cohorts.items, say: say, sort: query.sort?.rawValue
        ) { desk.place(path, ["search": query.search, "sort": $0]) }
        let search = query.search ?? ""
        let next = cohorts.next.map { desk.place(path, ["search": query.search, "sort": query.sort?.rawValue, "cursor": $0]) }
        let first = query.cursor.map { _ in desk.place(path, ["search": query.search, "sort": query.sort?.rawValue]) }
        return """
            <div class="controls"><form method="get" action="\(path)" role="search" data-refresh="list" data-refresh-address>
            <div class="wide"><label for="search">\(say("Name or code", "Nom ou code"))</label>
            <input id="search" type="search" name="search" value="\(search)"></div>
            <input type="hidden" name="sort" value="\(query.sort?.rawValue ?? "newest")">
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>
            <a class="button quiet" href="\(desk.place("/desk/cohorts/export", ["search": query.search]))" download>\(say("Export (CSV)", "Exporter (CSV)"))</a></div>
            <div id="list">\(cohorts.items.isEmpty ? Pieces.nothingFound(say, say("Nothing is called that.", "Rien ne porte ce nom."), all: path) : listing.html)
            \(Pieces.pager(say, next: next, first: first))</div>
            """
    }

    /// Of several schools each has its M1.
    private var schools: [Listing<Cohort>.Column] {
        cohorts.items.contains { $0.schoolName != nil } ? [.init(title: say("School", "École")) { "\($0.schoolName ?? "–")" }] : []
    }

    private func dates(_ cohort: Cohort) -> String {
        switch (cohort.startsOn, cohort.endsOn) {
        case (let from?, let until?): "\(say.day(from)) – \(say.day(until))"
        case (let from?, nil): say("from \(say.day(from))", "à partir du \(say.day(from))")
        case (nil, let until?): say("until \(say.day(until))", "jusqu’au \(say.day(until))")
        case (nil, nil): "–"
        }
    }
}
