import Formats
import Foundation

/// The secret of a link, a session or a browser: 256 random bits in base64url. Only its SHA-256 is ever stored.
package struct LinkSecret: Sendable, Equatable {
    package let text: String

    /// A new one, from the system's generator.
    package init() {
        var generator = SystemRandomNumberGenerator()
        let bits = (0..<4).map { _ in generator.next() as UInt64 }
        text = bits.withUnsafeBytes { Data($0).base64URL }
    }

    /// - Returns: nil unless `text` has the form of a secret.
    package init?(_ text: some StringProtocol) {
        let isInAlphabet = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard text.utf8.count == 43, isInAlphabet else { return nil }
        self.text = String(text)
    }

    /// What is stored and looked up: 32 bytes.
    package var digest: [UInt8] { SHA256.hash(of: text.utf8) }

    /// Closes what only whoever has the link may read: nothing of that is in the database.
    package func closed(_ text: String) -> [UInt8]? { seal?.closed(Array(text.utf8)) }

    /// - Returns: nil unless it was closed with this link.
    package func opened(_ closed: [UInt8]) -> String? { seal?.opened(closed).flatMap { String(validating: $0, as: UTF8.self) } }

    private var seal: Seal? { Seal(key: SHA256.hash(of: Array("address \(text)".utf8))) }

    /// What the forms of a session bear: whoever can make the browser send its cookie cannot read it from there.
    package var formToken: String { SHA256.hex(of: Array("form \(text)".utf8)) }

    /// Whether a form bears that. Digests are compared, of which whoever guesses knows no part beforehand: how long it takes tells nothing.
    package func isFormToken(_ text: String?) -> Bool {
        text.map { SHA256.hash(of: $0.utf8) } == SHA256.hash(of: formToken.utf8)
    }
}

extension Data {
    /// RFC 4648, 5, without padding.
    var base64URL: String {
        let urlSafe = base64EncodedData().lazy.filter { $0 != UInt8(ascii: "=") }.map { (byte: UInt8) -> UInt8 in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: byte
            }
        }
        return String(decoding: urlSafe, as: UTF8.self)
    }
}
