import API
import Hummingbird
import Vivier

/// The public list of the companies that propose cases, with words to look for.
struct PublicCompanyList {
    /// Companies a page.
    static let rows = 24
    /// The address of the list as a file.
    static let file = "/companies.csv"

    var page: Page<ListPublicCompanies.Line>
    var list: ListPublicCompanies
    var say: Words
    var origin: String
    /// Who reads it, where somebody is signed in.
    var guest: Guest?

    private var words: String? { list.q }
    private var isFirst: Bool { list.cursor == nil }

    func response(to request: Request) -> Response {
        let title = say("Companies", "Entreprises")
        return Layout(
            title: title, say: say, path: request.uri.string, isNarrow: false,
            canonical: words == nil && isFirst && list.sort == .name ? "\(origin)/companies" : nil,
            summary: say(
                "Firms that propose real cases to student teams.", "Les entreprises qui proposent de vrais cas à des équipes étudiantes.")
        ).seen(by: guest).response(
            to: request,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("Firms that propose real cases to student teams.", "Les entreprises qui proposent de vrais cas à des équipes étudiantes."))</p>
            <div class="controls"><form method="get" action="/companies" role="search">
            <div class="wide"><label for="q">\(say("Name, town or sector", "Nom, ville ou secteur"))</label>
            <input id="q" type="search" name="q" value="\(words ?? "")" maxlength="200"></div>
            <div><label for="sort">\(say("Sort by", "Trier par"))</label><select id="sort" name="sort" class="short">\(sorts)</select></div>
            <button class="quiet">\(say("Search", "Rechercher"))</button></form></div>
            \(page.items.isEmpty ? nil : Pieces.export(say, address(Self.file)))
            \(cards)\(Pieces.pager(say, next: page.next.map { address(cursor: $0) }, first: isFirst ? nil : address(cursor: nil)))
            """)
    }

    private var sorts: [HTML] {
        let ways: [(ListPublicCompanies.Sort, String)] = [
            (.name, say("name", "nom")), (.cases, say("most cases first", "le plus de cas d’abord")),
        ]
        return Pieces.options(ways.map { ($0.0.rawValue, $0.1) }, chosen: list.sort.rawValue)
    }

    private var cards: HTML {
        if page.items.isEmpty {
            return words == nil
                ? Pieces.empty(
                    say("No company proposes a public case yet.", "Aucune entreprise ne propose encore de cas public."),
                    Pieces.button(say("Sign in to post one", "Se connecter pour en déposer un"), to: "/sign-in"))
                : Pieces.empty(
                    say("No company is called so.", "Aucune entreprise ne correspond."),
                    Pieces.button(say("See all companies", "Voir toutes les entreprises"), to: "/companies", isQuiet: true))
        }
        let items = page.items.map { one -> HTML in
            let about = [one.sector, one.city].compactMap(\.self).joined(separator: " · ")
            let cases = say.count(one.cases, ("public case", "public cases"), ("cas public", "cas publics"))
            return """
                <li class="card"><h2 class="small-title">\(HTML.link(one.name, to: AddressWords.path(ofCompany: one.id, one.name)))</h2>
                \(about.isEmpty ? nil : "<p>\(about)</p>" as HTML?)<p class="soft small">\(cases)</p></li>

                """
        }
        return "<ul class=\"grid\">\n\(items)</ul>\n"
    }

    private func address(_ path: String = "/companies", cursor: String? = nil) -> String {
        Desk.address(path, ["q": words, "sort": list.sort == .name ? nil : list.sort.rawValue, "cursor": cursor])
    }
}
