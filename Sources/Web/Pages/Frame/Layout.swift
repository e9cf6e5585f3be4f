import Foundation
import HTTPTypes
import Hummingbird
import Vivier

/// The frame of every page: who one is and where, then one column, then what this place is.
struct Layout {
    var title: String
    var say: Words
    /// The address of the page, of which the other language is another reading.
    var path: String
    var keeping: Keeping = .revalidated
    var navigation: Navigation?
    /// A column for reading, not for working.
    var isNarrow = true
    /// What the other language is asked with, where the page answers a form: asking for its address alone would lose what was typed.
    var resent: Resent?
    /// The one address of the page among those that show it, with its scheme and host; nil where it has one only.
    var canonical: String?
    /// What search engines and previews say of the page.
    var summary: String?

    /// The reader bears a session, though nobody has looked whose it is: the door leads to the desk.
    var isKnown = false

    /// It may be found by search engines, though this reader is somebody who is signed in.
    var isPublic = false

    /// A form that was sent, as it is sent once more to be read.
    struct Resent {
        var path: String
        var fields: HTML
    }

    /// What a browser may keep of a page.
    enum Keeping {
        case revalidated
        /// It is one person's, or bears a secret: nothing, and no search engine either.
        case never
    }

    func response(status: HTTPResponse.Status = .ok, _ body: HTML) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: Self.policy, .contentLanguage: say.language.rawValue,
                .vary: "Accept-Language, Cookie", .cacheControl: keeping == .never ? "no-store" : "no-cache",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: page(body).text)))
    }

    /// The same page for whoever is signed in: with the own sections, and kept by nobody.
    func seen(by guest: Guest?) -> Layout {
        guard let guest else { return self }
        var own = self
        own.keeping = .never
        own.isPublic = true
        own.navigation = Navigation(
            role: guest.principal.role, path: String(path.prefix { $0 != "?" }), formToken: guest.secret.formToken)
        return own
    }

    /// Packed where the reader takes that. Only for pages that are the same for everybody: of one that bears a secret the length could tell it.
    func response(to request: Request, status: HTTPResponse.Status = .ok, _ body: HTML) -> Response {
        var response = response(status: status, body)
        guard keeping != .never, navigation == nil, Gzip.isTaken(by: request), let packed = Gzip.pack(Array(page(body).text.utf8)) else {
            return response
        }
        response.headers[.contentEncoding] = "gzip"
        response.headers[.vary] = "Accept-Language, Cookie, Accept-Encoding"
        response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: packed))
        return response
    }

    static func response(
        _ title: String, _ language: Language, status: HTTPResponse.Status = .ok, path: String, keeping: Keeping = .revalidated,
        isKnown: Bool = false, _ body: HTML
    ) -> Response {
        Layout(title: title, say: Words(language: language), path: path, keeping: keeping, isKnown: isKnown).response(status: status, body)
    }

    /// Everything comes from this site; nothing inside a page is run, and no style stands in it.
    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
        + "form-action 'self'; frame-ancestors 'none'"

    private func page(_ body: HTML) -> HTML {
        let robots: HTML = keeping == .never && !isPublic ? "<meta name=\"robots\" content=\"noindex\">\n" : ""
        let about: HTML = """
            \(canonical.map { "<link rel=\"canonical\" href=\"\($0)\">\n" as HTML })\
            \(summary.map { "<meta name=\"description\" content=\"\($0)\">\n" as HTML })
            """
        let suffix = title.contains("Vivier") ? "" : " · Vivier"
        return """
            <!doctype html>
            <html lang="\(say.language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            \(robots)\(about)<title>\(title)\(suffix)</title>
            <link rel="icon" href="data:,">
            <link rel="alternate" hreflang="\(other.rawValue)" href="\(path(in: other))">
            <link rel="stylesheet" href="\(Asset.style.path)">
            <script src="\(Asset.script.path)" defer></script>
            </head>
            <body>
            <a class="skip" href="#content">\(say("Skip to content", "Aller au contenu"))</a>
            <header class="top">
            <a class="brand" href="\(navigation == nil ? "/" : "/desk")">Vivier</a>
            \(navigation?.sections(say) ?? outside)
            <div class="\(navigation == nil ? "aside" : "aside wide")">\(navigation?.account(say) ?? door)\(otherReading)</div>\(navigation?.menu(say, otherReading))
            </header>
            <main id="content" class="\(isNarrow ? "narrow" : "wide")">
            \(body)
            </main>
            \(foot)</body>
            </html>

            """
    }

    /// What anybody may look through.
    private var outside: HTML {
        let here = String(path.prefix { $0 != "?" })
        let items = [
            ("/cases", say("Cases", "Cas")), ("/companies", say("Companies", "Entreprises")), ("/proofs", say("Proofs", "Preuves")),
        ]
        .map { place, name -> HTML in
            let mark: HTML = here == place || here.hasPrefix(place + "/") ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(place)\"\(mark)>\(name)</a></li>"
        }
        return "<nav class=\"open\" aria-label=\"\(say("Sections", "Rubriques"))\"><ul class=\"sections\">\(items)</ul></nav>\n"
    }

    private var other: Language { say.language == .french ? .english : .french }

    private var otherReading: HTML {
        let name = other == .french ? "Français" : "English"
        guard let resent else {
            return "<a href=\"\(path(in: other))\" hreflang=\"\(other.rawValue)\" lang=\"\(other.rawValue)\">\(name)</a>"
        }
        return """
            <form method="post" action="\(resent.path)?lang=\(other.rawValue)">\(resent.fields)\
            <button class="link" lang="\(other.rawValue)">\(name)</button></form>
            """
    }

    private var door: HTML {
        if isKnown { return HTML.link(say("Your home", "Votre accueil"), to: "/desk") }
        return path.hasPrefix("/sign-in") ? "" : HTML.link(say("Sign in", "Se connecter"), to: "/sign-in")
    }

    private var foot: HTML {
        """
        <footer class="foot"><span>\(say("Real cases, student teams, proven matches.", "Des cas réels, des équipes étudiantes, des affectations prouvées."))</span>\
        <span>\(say("Skills: ESCO classification of the European Commission.", "Compétences : classification ESCO de la Commission européenne."))</span></footer>

        """
    }

    private func path(in language: Language) -> String {
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let kept = parts.dropFirst().first?.split(separator: "&").filter { !$0.hasPrefix("lang=") && !$0.hasPrefix("notice=") } ?? []
        return "\(parts.first ?? "/")?\((kept.map(String.init) + ["lang=\(language.rawValue)"]).joined(separator: "&"))"
    }
}
