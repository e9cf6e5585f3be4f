import Foundation

/// What a provider signs about a person who signed in with it (OpenID Connect Core 1.0, 2).
struct IDToken {
    let keyID: String?
    let algorithm: SigningKey.Algorithm
    let claims: [String: Any]
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// How far clocks may differ, in seconds.
    private static let leeway = 60.0

    init(_ text: String) throws(ProviderFault) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 65_536, parts.count == 3, let head = Self.object(parts[0]), let claims = Self.object(parts[1]),
            let signature = URLSafe.bytes(parts[2])
        else { throw .untrusted("the ID token is no signed token") }
        // Only what is on the list: neither `none` nor a secret that both sides share.
        guard let name = head["alg"] as? String, let algorithm = SigningKey.Algorithm(rawValue: name), head["crit"] == nil else {
            throw .untrusted("the ID token is signed in a way that is not taken")
        }
        self.algorithm = algorithm
        self.claims = claims
        self.signature = signature
        keyID = head["kid"] as? String
        signed = Array("\(parts[0]).\(parts[1])".utf8)
    }

    func isSigned(by key: SigningKey) -> Bool { key.algorithm == algorithm && key.verifies(signature, over: signed) }

    /// OpenID Connect Core 1.0, 3.1.3.7.
    func check(_ provider: Provider, issuer: String, nonce: String, now: Date) throws(ProviderFault) {
        guard claims["iss"] as? String == issuer else { throw .untrusted("the ID token is another issuer's") }
        let audience = (claims["aud"] as? [String]) ?? (claims["aud"] as? String).map { [$0] } ?? []
        let party = claims["azp"] as? String
        guard audience.contains(provider.clientID), party == nil || party == provider.clientID, audience.count == 1 || party != nil else {
            throw .untrusted("the ID token is for somebody else")
        }
        let time = now.timeIntervalSince1970
        guard let expires = claims["exp"] as? Double, let issued = claims["iat"] as? Double, expires > time - Self.leeway,
            issued < time + Self.leeway, (claims["nbf"] as? Double ?? 0) < time + Self.leeway
        else { throw .untrusted("the ID token is not of now") }
        guard claims["nonce"] as? String == nonce else { throw .untrusted("the ID token answers another question") }
        guard let subject = claims["sub"] as? String, !subject.isEmpty else { throw .untrusted("the ID token names nobody") }
    }

    private static func object(_ part: Substring) -> [String: Any]? {
        URLSafe.bytes(part).flatMap { try? JSONSerialization.jsonObject(with: Data($0)) as? [String: Any] }
    }
}
