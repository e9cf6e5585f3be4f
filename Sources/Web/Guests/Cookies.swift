import Formats
import Hummingbird
import Vivier

/// The cookies of the site: who is signed in, which browser asked for a link, and in which language somebody chose to read.
struct Cookies: Sendable {
    /// People come by HTTPS: the cookies go by it alone, and bind to this host.
    let isSecure: Bool

    enum Name: String {
        case session = "vivier"
        case browser = "vivier-browser"
        case place = "vivier-place"
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

    /// Where somebody was when they were asked to sign in; kept as digits, since an address holds what a cookie may not.
    ///
    /// - Parameter place: one that ``PlaceToReturn`` has checked.
    func keep(_ place: String, on response: inout Response) {
        response.setCookie(
            Cookie(
                name: full(.place), value: SHA256.hex(Array(place.utf8)), maxAge: GuestPages.browserSeconds, path: "/", secure: isSecure,
                httpOnly: true, sameSite: .lax))
    }

    /// - Returns: nil where it is none of the pages for those who are signed in.
    func place(of request: Request) -> String? {
        guard let digits = request.cookies[full(.place)]?.value, digits.utf8.count % 2 == 0, digits.utf8.count <= 4_096 else { return nil }
        var bytes: [UInt8] = []
        var rest = digits[...]
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self).flatMap(PlaceToReturn.checked)
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
