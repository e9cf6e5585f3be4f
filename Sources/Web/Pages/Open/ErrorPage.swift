import Foundation
import Hummingbird
import Vivier

/// What a browser gets instead of problem details.
enum ErrorPage {
    /// A reader with a browser, not a program of the API.
    static func isWanted(_ request: Request) -> Bool {
        !request.uri.path.hasPrefix("/api/") && (request.headers[.accept]?.contains("text/html") ?? false)
    }

    static func notFound(_ language: Language) -> Response {
        let french = language == .french
        let title = french ? "Il n’y a rien à cette adresse" : "There is nothing at this address"
        let advice =
            french
            ? "Le lien est peut-être ancien ou incomplet. L’accueil dit ce que l’on trouve ici."
            : "The link may be old or incomplete. The front page says what is here."
        return Layout.response(
            title, language, status: .notFound, path: "/",
            """
            <h1>\(title)</h1>
            <p class="lead">\(advice)</p>
            <p>\(HTML.link(french ? "Retour à l’accueil" : "To the front page", to: "/"))</p>
            """)
    }

    /// Anything else that was refused, in words.
    static func of(_ failure: Failure, requestID: String, _ language: Language) -> Response {
        let title = Failure.title(failure.status).text(language)
        let back = Sentence(en: "To the front page", fr: "Retour à l’accueil").text(language)
        let trace: HTML = failure.isFault ? "<p class=\"code\">\(requestID)</p>" : ""
        var response = Layout.response(
            title, language, status: failure.status, path: "/", keeping: .never,
            """
            <h1>\(title)</h1>
            <p class="lead">\(failure.sentence.text(language))</p>
            \(trace)<p>\(HTML.link(back, to: "/"))</p>
            """)
        for field in failure.headers where field.name != .contentType { response.headers[field.name] = field.value }
        return response
    }
}
