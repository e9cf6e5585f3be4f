import API
import Hummingbird
import Vivier

/// The public list of cases, with words to look for.
struct PublicCaseList {
    /// Cases a page.
    static let rows = 24
    /// The address of the list as a file.
    static let file = "/cases.csv"

    var page: Page<PublicCaseLine>
    var query: PublicCaseQuery
    var say: Words
    var origin: String
    /// Who reads it, where somebody is signed in.
    var guest: Guest?

    private var words: String? { query.q }
    /// Only those without a team.
    private var isOpen: Bool { query.isOpen }
    private var sort: PublicCaseQuery.Sort { query.sort }
    private var isFirst: Bool { query.cursor == nil }

    func response(to request: Request) -> Response {
        let title = say("Business cases", "Cas d’entreprise")
        return Layout(
            title: title, say: say, path: request.uri.string, isNarrow: false,
            canonical: words == nil && !isOpen && isFirst && sort == .newest ? "\(origin)/cases" : nil,
            summary: say(
                "Real questions of small firms for student teams.",
                "De vraies questions de petites entreprises pour des équipes étudiantes.")
        ).seen(by: guest).response(
            to: request,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("Real questions of small firms, for teams of students.", "De vraies questions de petites entreprises, pour des équipes étudiantes."))</p>
            <div class="controls"><form method="get" action="/cases" role="search">
            <div class="wide"><label for="q">\(say("Title or company", "Titre ou entreprise"))</label>
            <input id="q" type="search" name="q" value="\(words ?? "")" maxlength="200"></div>
            <div><label for="sort">\(say("Sort by", "Trier par"))</label><select id="sort" name="sort" class="short">\(sorts)</select></div>
            <label class="choice"><input type="checkbox" name="open" value="yes"\(isOpen ? " checked" : "" as HTML)><span>\(say("Only those without a team yet", "Seulement ceux encore sans équipe"))</span></label>
            <button class="quiet">\(say("Search", "Rechercher"))</button></form></div>
            \(page.items.isEmpty ? nil : Pieces.export(say, address(Self.file)))
            \(list)\(Pieces.pager(say, next: page.next.map { address(cursor: $0) }, first: isFirst ? nil : address(cursor: nil)))
            """)
    }

    private var sorts: [HTML] {
        let ways: [(PublicCaseQuery.Sort, String)] = [
            (.newest, say("newest first", "les plus récents")), (.soonest, say("begins first", "début le plus proche")),
            (.title, say("title", "titre")),
        ]
        return Pieces.options(ways.map { ($0.0.rawValue, $0.1) }, chosen: sort.rawValue)
    }

    private var list: HTML {
        if page.items.isEmpty {
            return words == nil && !isOpen
                ? Pieces.empty(
                    say(
                        "No case is published yet. A company posts the first one.",
                        "Aucun cas n’est encore publié. Une entreprise dépose le premier."),
                    Pieces.button(say("Sign in to post one", "Se connecter pour en déposer un"), to: "/sign-in"))
                : Pieces.empty(
                    words == nil
                        ? say("Every case has a team already.", "Tous les cas ont déjà une équipe.")
                        : say("No case bears these words.", "Aucun cas ne porte ces mots."),
                    Pieces.button(say("See all cases", "Voir tous les cas"), to: "/cases", isQuiet: true))
        }
        return "<ul class=\"grid\">\n\(page.items.map { PublicCaseCard(line: $0, say: say, level: 2).html })</ul>\n"
    }

    private func address(_ path: String = "/cases", cursor: String? = nil) -> String {
        Desk.address(path, ["q": words, "open": isOpen ? "yes" : nil, "sort": sort == .newest ? nil : sort.rawValue, "cursor": cursor])
    }
}

/// A public case in a few lines.
struct PublicCaseCard {
    var line: PublicCaseLine
    var say: Words
    /// Of its heading.
    var level: Int
    var showsCompany = true

    var html: HTML {
        let place = line.remote ? say("remote", "à distance") : line.place ?? ""
        let company: HTML? =
            showsCompany
            ? "<p class=\"soft small\">\(HTML.link(line.company.name, to: AddressWords.path(ofCompany: line.company.id, line.company.name)))</p>"
            : nil
        return """
            <li class="card"><h\(level) class="small-title">\(HTML.link(line.title, to: AddressWords.path(of: line.id, line.title)))</h\(level)>
            \(company)<p>\(Markdown.words(line.beginning, most: 150))</p>
            <p class="soft small state-line">\(PublicCasePage.badge(line.state, line.window, say)) <span>\(say.days(line.window)) · \(say.hoursAWeek(line.hoursPerWeek))\(place.isEmpty ? "" : " · \(place)")</span></p></li>

            """
    }
}
