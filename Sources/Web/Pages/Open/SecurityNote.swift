import Foundation
import Vivier

/// `security.txt` (RFC 9116): whom to tell of a weakness, and until when that is to be believed.
struct SecurityNote {
    let text: String

    static let path = "/.well-known/security.txt"

    /// Days for which it is good: whoever keeps a copy asks again, and the standard advises less than a year.
    private static let days = 180

    /// Nothing where the house has said of nobody that they take letters.
    init?(_ application: Vivier.Application, now: Date = Date()) {
        guard let contact = application.premises.contact else { return nil }
        let midnight = Date(timeIntervalSince1970: (now.timeIntervalSince1970 / 86_400).rounded(.down) * 86_400)
        // Signs of an address that mean something else in one of the web (RFC 6068).
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~@+")
        let lines = [
            "Contact: mailto:\(contact.addingPercentEncoding(withAllowedCharacters: plain) ?? contact)",
            "Expires: \((midnight + TimeInterval(Self.days * 86_400)).ISO8601Format())", "Preferred-Languages: fr, en",
            "Canonical: \(application.publicURL)\(Self.path)",
        ]
        text = lines.map { "\($0)\n" }.joined()
    }
}
