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

    // MARK: Answers

    func page(_ title: String, status: HTTPResponse.Status = .ok, isNarrow: Bool = false, _ body: HTML) -> Response {
        let notice: HTML? = query("notice").flatMap(Notice.init).map { "<p class=\"notice\" role=\"status\">\(say($0.sentence))</p>\n" }
        return Layout(
            title: title, say: say, path: request.method == .post ? path : request.uri.string, keeping: .never,
            navigation: Navigation(role: role, path: path, formToken: guest.secret.formToken), isNarrow: isNarrow
        ).response(status: status, "\(notice)\(body)")
    }

    /// To another page after something was done; its address is ours, never one that somebody gave.
    func go(to path: String, _ notice: Notice? = nil) -> Response {
        Response(status: .seeOther, headers: [.location: address(path, notice)])
    }

    func address(_ path: String, _ notice: Notice? = nil) -> String {
        guard let notice else { return path }
        return "\(path)\(path.contains("?") ? "&" : "?")notice=\(notice.rawValue)"
    }

    /// A form that only a page of this session can have sent.
    func form(_ action: String, _ attributes: HTML = "", _ content: HTML) -> HTML {
        """
        <form method="post" action="\(action)" \(attributes)>\
        <input type="hidden" name="form_token" value="\(guest.secret.formToken)">\(content)</form>
        """
    }

    /// A form that is one button.
    func button(_ action: String, _ label: String, kind: String = "quiet", fields: KeyValuePairs<String, String> = [:]) -> HTML {
        let hidden = fields.map { "<input type=\"hidden\" name=\"\($0.key)\" value=\"\($0.value)\">" as HTML }
        return form(action, "", "\(hidden)<button class=\"\(kind)\">\(label)</button>")
    }
}

extension Request {
    /// A parameter of the address as a form of a page sends it, `+` being a space, without the spaces around it; nil where it is absent,
    /// empty or not encoded as it should be.
    func typed(_ name: String) -> String? {
        let items = (try? QueryReader.items(of: uri.query)) ?? []
        let plain = items.first { $0.name == name }?.value.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return plain.isEmpty ? nil : plain
    }
}
