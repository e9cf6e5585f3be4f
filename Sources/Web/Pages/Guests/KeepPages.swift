import API
import Hummingbird
import Vivier

/// The question before something about a person ends, and what came of the answer.
struct KeepPages {
    var language: Language

    private func say(_ en: String, _ fr: String) -> String { Words(language: language)(en, fr) }

    private func response(_ title: String, status: HTTPResponse.Status = .ok, path: String = "/", _ body: HTML) -> Response {
        Layout.response(title, language, status: status, path: path, keeping: .never, body)
    }

    func ask(_ question: RetentionDesk.Question, path: String) -> Response {
        let title = say("Shall this be kept?", "Faut-il le garder ?")
        let subject = question.subject.text(language)
        let end = question.endText(language)
        let months = question.months ?? 0
        let ends: HTML =
            question.purpose == .student
            ? ""
            : "<button class=\"quiet\" name=\"answer\" value=\"end\">\(say("End it now", "Y mettre fin maintenant"))</button>"
        return response(
            title, path: path,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("On \(end), \(subject) ends. You need do nothing for that.", "Le \(end), \(subject) prend fin. Vous n’avez rien à faire pour cela."))</p>
            <form class="card door" method="post" action="\(path)?lang=\(language.rawValue)">
            <p>\(say("If you keep it, you are asked again in \(months) months.", "Si vous le gardez, la question vous sera posée de nouveau dans \(months) mois."))</p>
            <button name="answer" value="keep">\(say("Keep it", "Le garder"))</button>
            \(ends)
            </form>
            """)
    }

    func done(kept: Bool) -> Response {
        let title = kept ? say("It is kept", "C’est gardé") : say("It has ended", "C’est terminé")
        return response(
            title,
            """
            <h1>\(title)</h1>
            <p class="lead">\(kept
                ? say("Thank you. You can change your mind at any time in your account.", "Merci. Vous pouvez changer d’avis à tout moment dans votre compte.")
                : say("It acts from now on. Thank you for telling.", "Cela vaut dès maintenant. Merci de l’avoir dit."))</p>
            """)
    }

    func over() -> Response {
        let title = say("There is nothing to answer", "Il n’y a rien à répondre")
        return response(
            title, status: .gone,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("The question was answered, or its time is over.", "La question a reçu sa réponse, ou son temps est passé."))</p>
            """)
    }
}
