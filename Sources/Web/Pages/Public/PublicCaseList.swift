import API
import Hummingbird
import Vivier

/// The public list of cases, with words to look for.
struct PublicCaseList {
    /// Cases a page.
    static let rows = 24

    var page: Page<PublicCaseLine>
    var words: String?
    var isFirst: Bool
    var say: Words
    var origin: String

    func response(to request: Request) -> Response {
        let title = say("Business cases", "Cas d’entreprise")
        return Layout(
            title: title, say: say, path: request.uri.string, isNarrow: false, canonical: words == nil && isFirst ? "\(origin)/cases" : nil,
            summary: say(
                "Real questions of small firms for student teams.",
                "De vraies questions de petites entreprises pour des équipes étudiantes.")
        ).response(
            to: request,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("Real questions of small firms, for teams of students.", "De vraies questions de petites entreprises, pour des équipes étudiantes."))</p>
            <div class="controls"><form method="get" action="/cases" role="search">
            <input type="search" name="q" value="\(words ?? "")" maxlength="200" aria-label="\(say("Words of titles and companies", "Mots des titres et des entreprises"))">
            <button class="quiet">\(say("Search", "Chercher"))</button></form></div>
            \(list)\(Pieces.pager(say, next: page.next.map { address(cursor: $0) }, first: isFirst ? nil : address(cursor: nil)))
            """)
    }

    private var list: HTML {
        if page.items.isEmpty {
            return words == nil
                ? Pieces.empty(
                    say(
                        "No case is published yet. A company posts the first one.",
                        "Aucun cas n’est encore publié. Une entreprise dépose le premier."),
                    Pieces.button(say("Sign in to post one", "Se connecter pour en déposer un"), to: "/sign-in"))
                : Pieces.empty(
                    say("No case bears these words.", "Aucun cas ne porte ces mots."),
                    Pieces.button(say("See all cases", "Voir tous les cas"), to: "/cases", isQuiet: true))
        }
        return "<ul class=\"grid\">\n\(page.items.map { PublicCaseCard(line: $0, say: say, level: 2).html })</ul>\n"
    }

    private func address(cursor: String?) -> String {
        Desk.address("/cases", ["q": words, "cursor": cursor])
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
            showsCompany ? "<p class=\"soft small\">\(HTML.link(line.company.name, to: "/companies/\(line.company.id)"))</p>" : nil
        return """
            <li class="card"><h\(level) class="small-title">\(HTML.link(line.title, to: AddressWords.path(of: line.id, line.title)))</h\(level)>
            \(company)<p>\(Markdown.words(line.beginning, most: 150))</p>
            <p class="soft small">\(PublicCasePage.badge(line.state, say)) \(say.days(line.window)) · \(say.hoursAWeek(line.hoursPerWeek))\(place.isEmpty ? "" : " · \(place)")</p></li>

            """
    }
}
