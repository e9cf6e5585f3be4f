import API
import Hummingbird
import Vivier

/// The cases that the reader may see: searched, in one state, in the order of choice.
struct CaseListPage {
    var desk: Desk
    var query: CaseListQuery
    var page: Page<CaseLine>

    private var say: Words { desk.say }
    private var isOwn: Bool { [.companyOwner, .company].contains(desk.role) }
    private var isNarrowed: Bool { query.q != nil || query.state != nil }

    func response() -> Response {
        let title = isOwn ? say("Your cases", "Vos cas") : say("Cases", "Cas")
        let post: HTML =
            desk.may(.writeCases)
            ? Pieces.button(say("Post a case", "Déposer un cas"), to: "/desk/cases/new") : ""
        return desk.page(
            title,
            """
            <div class="headline"><h1>\(title)</h1>\(post)</div>
            \(page.items.isEmpty && !isNarrowed && query.cursor == nil ? empty : listed)
            """)
    }

    private var empty: HTML {
        isOwn
            ? Pieces.empty(
                say(
                    "No case yet. Describe a real problem of yours: it takes three minutes, and you see at once roughly how many teams could do it.",
                    "Aucun cas encore. Décrivez un vrai problème de votre entreprise : trois minutes suffisent, et vous voyez aussitôt à peu près combien d’équipes sauraient le traiter."
                ),
                Pieces.button(say("Post your first case", "Déposer votre premier cas"), to: "/desk/cases/new"))
            : Pieces.empty(
                say(
                    "No company has published a case yet. Companies come in by invitation of the operator: give the operator the address of those that you know.",
                    "Aucune entreprise n’a encore publié de cas. Les entreprises entrent sur invitation de l’opérateur\u{A0}: donnez-lui l’adresse de celles que vous connaissez."
                ),
                desk.role == .operator
                    ? Pieces.button(say("New company", "Nouvelle entreprise"), to: "/desk/organisations/new?kind=company") : nil)
    }

    private var listed: HTML {
        let found: HTML =
            page.items.isEmpty
            ? Pieces.empty(
                say("No case is like that.", "Aucun cas ne correspond."),
                Pieces.button(say("Show all cases", "Voir tous les cas"), to: "/desk/cases", isQuiet: true))
            : "\(table)\(pager)"
        return "\(controls)\(found)"
    }

    private var controls: HTML {
        let states = Pieces.options(
            BusinessCase.State.allCases.map { ($0.rawValue, say($0.inWords)) }, chosen: query.state?.rawValue)
        let export = Desk.address("/desk/cases/export", ["q": query.q, "state": query.state?.rawValue, "sort": query.sort])
        return """
            <div class="controls"><form role="search" action="/desk/cases">
            <label class="visually-hidden" for="q">\(say("Search", "Rechercher"))</label>
            <input id="q" name="q" type="search" value="\(query.q ?? "")" placeholder="\(say("Title, company, reference", "Titre, entreprise, référence"))">
            <label class="visually-hidden" for="state">\(say("State", "État"))</label>
            <select id="state" name="state" class="short"><option value="">\(say("Every state", "Tous les états"))</option>\(states)</select>
            \(query.sort.map { "<input type=\"hidden\" name=\"sort\" value=\"\($0)\">" as HTML })
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>
            <a class="button quiet small" href="\(export)">\(say("Export (CSV)", "Exporter (CSV)"))</a></div>

            """
    }

    private var table: HTML {
        var columns: [Listing<CaseLine>.Column] = [
            .init(title: say("Title", "Titre"), sort: "title") { HTML.link($0.title, to: "/desk/cases/\($0.id)") },
            .init(title: say("State", "État")) { Pieces.badge(say($0.state.inWords), $0.state.tone) },
            .init(title: say("Window", "Période"), sort: "from") { HTML(escaping: CaseWords.window($0.window, say)) },
            .init(title: say("Places", "Places"), isNumber: true) { HTML(escaping: say.number($0.capacity)) },
            .init(title: say("Skills", "Compétences")) { HTML(escaping: $0.skills.prefix(3).joined(separator: ", ")) },
        ]
        if !isOwn { columns.insert(.init(title: say("Company", "Entreprise")) { HTML(escaping: $0.company) }, at: 1) }
        return Listing(
            caption: say("Cases", "Cas"), columns: columns, rows: page.items, say: say, sort: query.sort,
            sorted: { Desk.address("/desk/cases", ["q": query.q, "state": query.state?.rawValue, "sort": $0]) }
        ).html
    }

    private var pager: HTML? {
        let fields: (String?) -> String = { cursor in
            Desk.address("/desk/cases", ["q": query.q, "state": query.state?.rawValue, "sort": query.sort, "cursor": cursor])
        }
        return Pieces.pager(say, next: page.next.map(fields), first: query.cursor == nil ? nil : fields(nil))
    }
}
