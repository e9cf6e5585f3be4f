import CCrypto
import Foundation

/// A provider's public key (RFC 7517) that signs with RS256 or ES256 (RFC 7518, 3.3 and 3.4); others are not taken.
struct SigningKey: Sendable {
    enum Algorithm: String, Sendable {
        case rs256 = "RS256"
        case es256 = "ES256"
    }

    let id: String?
    let algorithm: Algorithm
    /// SubjectPublicKeyInfo (RFC 5280), in DER.
    private let info: [UInt8]

    /// Nil for a key of another kind, or one that is not for signatures.
    init?(_ key: [String: Any]) {
        func number(_ name: String) -> [UInt8]? { (key[name] as? String).flatMap { URLSafe.bytes($0) } }
        if let use = key["use"] as? String, use != "sig" { return nil }
        id = key["kid"] as? String
        switch (key["kty"] as? String, key["alg"] as? String ?? "") {
        case ("RSA", ""), ("RSA", "RS256"):
            // Fewer than 2048 bits prove little.
            guard let modulus = number("n"), let exponent = number("e"), modulus.drop(while: { $0 == 0 }).count >= 256 else { return nil }
            algorithm = .rs256
            let rsa = DER.sequence(DER.integer(modulus) + DER.integer(exponent))
            info = DER.sequence(DER.sequence(DER.rsaEncryption + [5, 0]) + DER.bits(rsa))
        case ("EC", ""), ("EC", "ES256"):
            guard key["crv"] as? String == "P-256", let x = number("x"), let y = number("y"), x.count == 32, y.count == 32 else {
                return nil
            }
            algorithm = .es256
            info = DER.sequence(DER.sequence(DER.ellipticKey + DER.p256) + DER.bits([4] + x + y))
        default: return nil
        }
    }

    /// Whether a signature is this key's over some bytes.
    func verifies(_ signature: [UInt8], over bytes: [UInt8]) -> Bool {
        var encoded = signature
        if algorithm == .es256 {
            guard signature.count == 64 else { return false }
            encoded = DER.sequence(DER.integer(Array(signature[..<32])) + DER.integer(Array(signature[32...])))
        }
        return info.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            guard let key = d2i_PUBKEY(nil, &start, buffer.count) else { return false }
            defer { EVP_PKEY_free(key) }
            guard let context = EVP_MD_CTX_new() else { return false }
            defer { EVP_MD_CTX_free(context) }
            guard EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1 else { return false }
            return EVP_DigestVerify(context, encoded, encoded.count, bytes, bytes.count) == 1
        }
    }
}

/// As much of DER (X.690) as public keys and signatures need.
private enum DER {
    static let rsaEncryption: [UInt8] = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1]
    static let ellipticKey: [UInt8] = [6, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1]
    static let p256: [UInt8] = [6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7]

    static func sequence(_ content: [UInt8]) -> [UInt8] { value(0x30, content) }
    static func bits(_ content: [UInt8]) -> [UInt8] { value(3, [0] + content) }

    /// Unsigned.
    static func integer(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array(bytes.drop { $0 == 0 })
        guard let first = digits.first else { return value(2, [0]) }
        return value(2, (first >= 0x80 ? [0] : []) + digits)
    }

    private static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = content.count
        while rest > 0 {
            length.insert(UInt8(rest & 0xFF), at: 0)
            rest >>= 8
        }
        return [tag] + (content.count < 128 ? [UInt8(content.count)] : [0x80 | UInt8(length.count)] + length) + content
    }
}

/// Bytes as text that may stand in addresses: base64url without padding (RFC 4648, 5).
package enum URLSafe {
    package static func text(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        guard !text.contains("="), !text.contains("+"), !text.contains("/") else { return nil }
        var base64 = String(text).replacing("-", with: "+").replacing("_", with: "/")
        base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        return Data(base64Encoded: base64).map(Array.init)
    }
}
