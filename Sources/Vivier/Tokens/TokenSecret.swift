import Formats
import Foundation

/// The secret of a token: `vvr_`, 256 random bits, and a checksum, so that scanners of leaked secrets find it and a typing error is
/// known without asking the database. Only its SHA-256 is ever stored.
package struct TokenSecret: Sendable {
    /// Shown once to whoever it is issued to.
    package let text: String

    private static let prefix = "vvr_"
    /// 43 characters of base64url hold 256 bits.
    private static let randomLength = 43
    private static let checksumLength = 6

    /// A new one, from the system's generator.
    package static func random() -> TokenSecret {
        var generator = SystemRandomNumberGenerator()
        let bits = (0..<4).map { _ in generator.next() as UInt64 }
        let body = bits.withUnsafeBytes { Data($0).base64URL }
        return TokenSecret(body: body)
    }

    /// - Returns: nil unless `text` has the form of a secret, its checksum included.
    package init?(_ text: String) {
        guard text.utf8.count == Self.prefix.utf8.count + Self.randomLength + Self.checksumLength, text.hasPrefix(Self.prefix) else {
            return nil
        }
        let body = text.dropFirst(Self.prefix.count).prefix(Self.randomLength)
        guard text.utf8.elementsEqual((Self.prefix + body + Self.checksum(of: body)).utf8) else { return nil }
        self.text = text
    }

    private init(body: String) {
        text = Self.prefix + body + Self.checksum(of: body[...])
    }

    /// What is stored and looked up: 32 bytes. Equal digests are found by index, so that no comparison of secrets takes measurable time.
    package var digest: [UInt8] { SHA256.hash(of: text.utf8) }

    private static func checksum(of body: Substring) -> String {
        String(Data(SHA256.hash(of: body.utf8)).base64URL.prefix(checksumLength))
    }
}
