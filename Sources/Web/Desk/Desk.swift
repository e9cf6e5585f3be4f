import API
import Foundation
import HTTPTypes
import Hummingbird
import Vivier

/// A page asked for by somebody who is signed in: who, in which language, and the only way to the use cases.
struct Desk: Sendable {
    let application: Vivier.Application
    let request: Request
    let visit: Visit
    let guest: Guest
    /// The address of the page that is asked for; of a form, that of the page on which it stands.
    var standsOn = "/desk"

    var say: Words { Words(language: visit.language) }
    var role: Role { guest.principal.role }
    var path: String { request.uri.path }
    var caller: Caller { guest.caller(visit, visit.language) }

    func may(_ permission: Permission) -> Bool { permission.roles.contains(role) }

    func perform<U: UseCase>(_ useCase: U, progress: @escaping @Sendable (WorkProgress) -> Void = { _ in }) async throws -> U.Answer {
        try await application.perform(useCase, by: caller, progress: progress)
    }

    // MARK: What is asked

    /// - Throws: ``Failure/noSuchPage`` where the address bears no identifier there.
    func id<Subject>(_ name: String) throws -> Identifier<Subject> {
        guard let id = visit.parameters.get(name).flatMap({ Identifier<Subject>($0) }) else { throw Failure.noSuchPage }
        return id
    }

    /// A parameter of the address without the spaces around it; nil where it is absent or empty.
    func query(_ name: String) -> String? { request.typed(name) }

    /// Of a parameter that may stand there several times.
    func queries(_ name: String) -> [String] { QueryReader.allTyped(name, of: request.uri.query) }

    // MARK: Answers

    func page(_ title: String, status: HTTPResponse.Status = .ok, isNarrow: Bool = false, _ body: HTML) -> Response {
        let notice: HTML? = query("notice").flatMap(Notice.init).map { "<p class=\"notice\" role=\"status\">\(say($0.sentence))</p>\n" }
        let isForm = request.method == .post
        return Layout(
            title: title, say: say, path: isForm ? standsOn : request.uri.string, keeping: .never,
            navigation: Navigation(role: role, path: path, formToken: guest.secret.formToken), isNarrow: isNarrow,
            resent: isForm ? Self.shown.map { Layout.Resent(path: path, fields: resent($0, "only_show")) } : nil
        ).response(status: status, "\(notice)\(body)")
    }

    /// The form that the page shows again, which the other language shows again as well.
    @TaskLocal static var shown: Form?

    /// To another page after something was done; its address is ours, never one that somebody gave.
    func go(to path: String, _ notice: Notice? = nil) -> Response {
        Response(status: .seeOther, headers: [.location: address(path, notice)])
    }

    func address(_ path: String, _ notice: Notice? = nil) -> String {
        guard let notice else { return path }
        let parts = path.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let place = parts.dropFirst().first.map { "#\($0)" } ?? ""
        return "\(parts[0])\(parts[0].contains("?") ? "&" : "?")notice=\(notice.rawValue)\(place)"
    }

    /// A form that only a page of this session can have sent. What is wrong in it the service says, in the reader's language and at the field.
    func form(_ action: String, _ attributes: HTML = "", _ content: HTML) -> HTML {
        """
        <form method="post" novalidate action="\(action)" \(attributes)>\
        <input type="hidden" name="form_token" value="\(guest.secret.formToken)">\
        <input type="hidden" name="once" value="\(SentForms.key())">\
        <input type="hidden" name="\(Form.standsOn)" value="\(standsOn)">\(content)</form>
        """
    }

    /// A button of what cannot be taken back: it opens the question, which says what comes of it, and only then does it.
    func asking(
        _ action: String, _ label: String, _ question: String, yes: String, fields: KeyValuePairs<String, String> = [:]
    ) -> HTML {
        asking(label, question, button(action, yes, kind: "small danger", fields: fields))
    }

    func asking(_ label: String, _ question: String, _ button: HTML) -> HTML {
        """
        <details class="asking"><summary class="button quiet small danger">\(label)</summary>\
        <div><p>\(question)</p>\(button)</div></details>
        """
    }

    /// What was sent, as hidden fields of a form that sends it again, with a mark of what shall come of it.
    func resent(_ form: Form, _ mark: String? = nil) -> HTML {
        let kept = form.items.filter { !["form_token", "once", "only_show"].contains($0.name) }
        let own = [("form_token", guest.secret.formToken), ("once", SentForms.key())] + (mark.map { [($0, "yes")] } ?? [])
        return "\((own + kept).map { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" as HTML })"
    }

    /// A form that is one button.
    func button(_ action: String, _ label: String, kind: String = "quiet", fields: KeyValuePairs<String, String> = [:]) -> HTML {
        let hidden = fields.map { "<input type=\"hidden\" name=\"\($0.key)\" value=\"\($0.value)\">" as HTML }
        return form(action, "", "\(hidden)<button class=\"\(kind)\">\(label)</button>")
    }

    /// A button that sends a form of the page elsewhere, where many would each need one.
    func button(_ action: String, _ label: String, kind: String, of form: String) -> HTML {
        "<button form=\"\(form)\" formaction=\"\(action)\" class=\"\(kind)\">\(label)</button>"
    }
}

extension Request {
    /// A parameter of the address as a form of a page sends it; see ``QueryReader/typed(_:of:)``.
    func typed(_ name: String) -> String? { QueryReader.typed(name, of: uri.query) }
}
