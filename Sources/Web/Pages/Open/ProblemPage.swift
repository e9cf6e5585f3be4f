import Hummingbird
import Vivier

/// What the `type` of a problem leads to: what a code means and what to do about it.
struct ProblemPage {
    var code: String
    var language: Language

    /// - Returns: nil unless the code has the form of one: nobody gets a page for any other word.
    init?(code: String, language: Language) {
        guard (2...60).contains(code.utf8.count), code.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }) else {
            return nil
        }
        self.code = code
        self.language = language
    }

    func response() -> Response {
        let french = language == .french
        let sentence = ProblemCodes.explanation(of: code).text(language)
        let rest =
            french
            ? "La réponse elle-même dit dans « detail » ce qui s’est passé, et dans « errors » quel champ est en cause. Le code ne change jamais ; la phrase suit Accept-Language."
            : "The answer itself says in “detail” what happened, and in “errors” which field it was. The code never changes; the sentence follows Accept-Language."
        return Layout.response(
            code, language, path: "/problems/\(code)",
            """
            <p class="code">\(french ? "Un problème de l’API (RFC 9457)" : "A problem of the API (RFC 9457)")</p>
            <h1><code>\(code)</code></h1>
            <p class="lead">\(sentence)</p>
            <p>\(rest)</p>
            """)
    }
}
