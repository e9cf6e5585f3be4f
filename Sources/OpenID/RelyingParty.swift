package import Foundation

/// Signs people in with one provider: the authorization code flow with PKCE (RFC 7636), discovery, and keys that may change.
package actor RelyingParty {
    package nonisolated let provider: Provider
    private let now: @Sendable () -> Date
    private var endpoints: (value: Endpoints, at: Date)?
    private var keys: (value: [SigningKey], at: Date)?

    /// How long what a provider says of itself is good, in seconds.
    private static let memory = 3_600.0
    /// How long its keys are not asked for again, whatever tokens come, in seconds.
    private static let pause = 5.0

    package init(_ provider: Provider, now: @escaping @Sendable () -> Date = { Date() }) {
        self.provider = provider
        self.now = now
    }

    /// What a provider says of itself.
    struct Endpoints {
        var issuer: String
        var authorization: String
        var token: String
        var keys: String
        var userinfo: String?

        /// - Parameter document: of OpenID Connect Discovery 1.0.
        init(_ document: [String: Any], of provider: Provider) throws(ProviderFault) {
            guard let issuer = document["issuer"] as? String,
                (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) == provider.issuer
            else { throw .untrusted("the configuration is another issuer's") }
            func endpoint(_ name: String) throws(ProviderFault) -> String {
                guard let address = document[name] as? String, Fetch.isAllowed(address, by: provider.issuer) else {
                    throw .unreachable("\(name) is missing, not over https, or inside this network")
                }
                return address
            }
            self.issuer = issuer
            authorization = try endpoint("authorization_endpoint")
            token = try endpoint("token_endpoint")
            keys = try endpoint("jwks_uri")
            userinfo = document["userinfo_endpoint"] == nil ? nil : try endpoint("userinfo_endpoint")
        }
    }

    /// One sign-in: what of it the provider is told, and what the answer is held against.
    package struct Question: Sendable {
        package var state: String
        package var nonce: String
        /// 43…128 unreserved characters.
        package var verifier: String
        package var redirect: String

        package init(state: String, nonce: String, verifier: String, redirect: String) {
            self.state = state
            self.nonce = nonce
            self.verifier = verifier
            self.redirect = redirect
        }
    }

    /// Where to send the browser.
    ///
    /// - Parameter challenge: the SHA-256 of the verifier.
    package func address(for question: Question, challenge: [UInt8]) async throws(ProviderFault) -> String {
        let endpoints = try await discovered()
        let query = [
            ("response_type", "code"), ("client_id", provider.clientID), ("redirect_uri", question.redirect), ("scope", "openid email"),
            ("state", question.state), ("nonce", question.nonce), ("code_challenge", URLSafe.text(challenge)),
            ("code_challenge_method", "S256"),
        ].map { "\($0.0)=\(Fetch.escaped($0.1))" }.joined(separator: "&")
        return endpoints.authorization + (endpoints.authorization.contains("?") ? "&" : "?") + query
    }

    /// Exchanges the code and checks what comes.
    ///
    /// - Returns: the address that the provider vouches for.
    package func address(of code: String, for question: Question) async throws(ProviderFault) -> String {
        let endpoints = try await discovered()
        var form = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", question.redirect), ("code_verifier", question.verifier),
        ]
        if provider.clientSecret == nil { form.append(("client_id", provider.clientID)) }
        let bytes = try await Fetch.post(endpoints.token, form, client: provider.clientSecret.map { (provider.clientID, $0) })
        let answer = try Self.object(bytes, "the token answer")
        guard let text = answer["id_token"] as? String else { throw .untrusted("there is no ID token") }
        let token = try IDToken(text)
        try await checkSignature(of: token, endpoints)
        try token.check(provider, issuer: endpoints.issuer, nonce: question.nonce, now: now())
        var claims = token.claims
        if claims["email"] == nil, let userinfo = endpoints.userinfo, let access = answer["access_token"] as? String {
            let said = try Self.object(try await Fetch.get(userinfo, bearer: access), "the user information")
            guard said["sub"] as? String == token.claims["sub"] as? String else {
                throw .untrusted("the user information is somebody else's")
            }
            claims = said
        }
        // Beyond ASCII two signs can have one small letter: a Kelvin sign is no k, and becomes one.
        guard let email = claims["email"] as? String, (3...254).contains(email.utf8.count),
            email.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), email.split(separator: "@", omittingEmptySubsequences: false).count == 2
        else { throw .untrusted("it gives no address") }
        guard claims["email_verified"] as? Bool == true || claims["email_verified"] as? String == "true" else {
            throw .untrusted("it has not verified the address")
        }
        guard provider.vouches(for: email) else { throw .untrusted("it may not vouch for this address") }
        return email
    }

    private func checkSignature(of token: IDToken, _ endpoints: Endpoints) async throws(ProviderFault) {
        func isSigned(_ keys: [SigningKey]) -> Bool {
            keys.contains { (token.keyID == nil || $0.id == nil || $0.id == token.keyID) && token.isSigned(by: $0) }
        }
        if let keys, now().timeIntervalSince(keys.at) < Self.memory {
            if isSigned(keys.value) { return }
            // Its keys may have changed; but not with every bad token.
            guard now().timeIntervalSince(keys.at) >= Self.pause else { throw .untrusted("the ID token is not signed by the provider") }
        }
        let document = try Self.object(try await Fetch.get(endpoints.keys), "the keys")
        guard let list = document["keys"] as? [[String: Any]], list.count <= 100 else { throw .unreachable("the keys cannot be read") }
        let fresh = list.compactMap(SigningKey.init)
        keys = (fresh, now())
        guard isSigned(fresh) else { throw .untrusted("the ID token is not signed by the provider") }
    }

    private func discovered() async throws(ProviderFault) -> Endpoints {
        if let endpoints, now().timeIntervalSince(endpoints.at) < Self.memory { return endpoints.value }
        let bytes = try await Fetch.get(provider.issuer + "/.well-known/openid-configuration")
        let document = try Self.object(bytes, "the configuration")
        let found = try Endpoints(document, of: provider)
        endpoints = (found, now())
        return found
    }

    private static func object(_ bytes: Data, _ what: String) throws(ProviderFault) -> [String: Any] {
        guard let object = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any] else {
            throw .unreachable("\(what) cannot be read")
        }
        return object
    }
}
