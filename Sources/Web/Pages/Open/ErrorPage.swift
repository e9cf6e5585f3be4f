import Foundation
import Hummingbird
import Vivier

/// What a browser gets instead of problem details.
enum ErrorPage {
    /// A reader with a browser, not a program of the API.
    static func isWanted(_ request: Request) -> Bool {
        !request.uri.path.hasPrefix("/api/") && (request.headers[.accept]?.contains("text/html") ?? false)
    }

    /// - Parameter isKnown: the reader bears a session, and wants the desk.
    static func notFound(_ language: Language, isKnown: Bool = false) -> Response {
        let french = language == .french
        let title = french ? "Il n’y a rien à cette adresse" : "There is nothing at this address"
        let advice =
            french
            ? "Le lien est peut-être ancien ou incomplet. L’accueil dit ce que l’on trouve ici."
            : "The link may be old or incomplete. The front page says what is here."
        return Layout.response(
            title, language, status: .notFound, path: "/", keeping: isKnown ? .never : .revalidated, isKnown: isKnown,
            """
            <h1>\(title)</h1>
            <p class="lead">\(advice)</p>
            <p>\(back(language, isKnown))</p>
            """)
    }

    /// Anything else that was refused, in words.
    static func of(_ failure: Failure, requestID: String, _ language: Language, isKnown: Bool = false) -> Response {
        let title = Failure.title(failure.status).text(language)
        let trace: HTML = failure.isFault ? "<p class=\"code\">\(requestID)</p>" : ""
        var response = Layout.response(
            title, language, status: failure.status, path: "/", keeping: .never, isKnown: isKnown,
            """
            <h1>\(title)</h1>
            <p class="lead">\(failure.sentence.text(language))</p>
            \(trace)<p>\(back(language, isKnown))</p>
            """)
        for field in failure.headers where field.name != .contentType { response.headers[field.name] = field.value }
        return response
    }

    private static func back(_ language: Language, _ isKnown: Bool) -> HTML {
        isKnown
            ? HTML.link(Sentence(en: "Back to your home", fr: "Retour à votre accueil").text(language), to: "/desk")
            : HTML.link(Sentence(en: "To the front page", fr: "Retour à l’accueil").text(language), to: "/")
    }
}
