import Hummingbird
import Vivier

/// The cookies of the site: who is signed in, which browser asked for a link, and in which language somebody chose to read.
struct Cookies: Sendable {
    /// People come by HTTPS: the cookies go by it alone, and bind to this host.
    let isSecure: Bool

    enum Name: String {
        case session = "vivier"
        case browser = "vivier-browser"
    }

    /// - Returns: nil where there is none in the form of a secret.
    func secret(_ name: Name, of request: Request) -> LinkSecret? {
        request.cookies[full(name)].flatMap { LinkSecret($0.value) }
    }

    /// - Parameter seconds: how long a browser keeps it.
    func set(_ name: Name, _ secret: LinkSecret, for seconds: Int, on response: inout Response) {
        response.setCookie(
            Cookie(
                name: full(name), value: secret.text, maxAge: seconds, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax))
    }

    func forget(_ name: Name, on response: inout Response) {
        response.setCookie(Cookie(name: full(name), value: "", maxAge: 0, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax))
    }

    /// The language that somebody chose; nil where nobody did.
    static func language(of request: Request) -> Language? {
        request.cookies["vivier-language"].flatMap { Language(rawValue: $0.value) }
    }

    /// For a year: it says nothing about anybody.
    static func keep(_ language: Language, isSecure: Bool, on response: inout Response) {
        response.setCookie(
            Cookie(
                name: "vivier-language", value: language.rawValue, maxAge: 365 * 86_400, path: "/", secure: isSecure, httpOnly: true,
                sameSite: .lax))
    }

    private func full(_ name: Name) -> String { isSecure ? "__Host-\(name.rawValue)" : name.rawValue }
}
