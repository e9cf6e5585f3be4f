import Formats
import Foundation
import HTTPTypes
import Hummingbird
import Vivier

/// The frame of every page: one column, one style, light and dark, no script.
enum Layout {
    static func response(
        _ title: String, _ language: Language, status: HTTPResponse.Status = .ok, path: String, keeping: Keeping = .revalidated,
        _ body: HTML
    ) -> Response {
        let page = page(title, language, path: path, keeping, body).text
        return Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: policy, .contentLanguage: language.rawValue,
                .vary: "Accept-Language", .cacheControl: keeping == .never ? "no-store" : "no-cache",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: page)))
    }

    /// What a browser may keep of a page.
    enum Keeping {
        case revalidated
        /// It is one person's, or bears a secret: nothing, and no search engine either.
        case never
    }

    /// The one style is allowed by its hash, and nothing else is loaded or run.
    private static let policy =
        "default-src 'none'; style-src 'sha256-\(Data(SHA256.hash(of: Style.sheet.utf8)).base64EncodedString())'; "
        + "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    private static func page(_ title: String, _ language: Language, path: String, _ keeping: Keeping, _ body: HTML) -> HTML {
        let other: Language = language == .french ? .english : .french
        let skip = language == .french ? "Aller au contenu" : "Skip to content"
        let robots: HTML = keeping == .never ? "<meta name=\"robots\" content=\"noindex\">\n" : ""
        return """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            \(robots)<title>\(title)</title>
            <link rel="icon" href="data:,">
            <link rel="alternate" hreflang="\(other.rawValue)" href="\(path)?lang=\(other.rawValue)">
            <style>\(Style.html)</style>
            </head>
            <body>
            <a class="skip" href="#content">\(skip)</a>
            <header>
            <a class="name" href="/">Vivier</a>
            <nav aria-label="\(language == .french ? "Langue" : "Language")">\
            <a href="\(path)?lang=\(other.rawValue)" hreflang="\(other.rawValue)" lang="\(other.rawValue)">\
            \(other == .french ? "Français" : "English")</a></nav>
            </header>
            <main id="content">
            \(body)
            </main>
            </body>
            </html>

            """
    }
}

extension Language {
    /// `?lang=` before `Accept-Language`.
    static func asked(_ request: Request, _ visit: Visit) -> Language {
        request.uri.queryParameters["lang"].flatMap { Language(rawValue: String($0)) } ?? visit.language
    }
}
