import API
import Foundation
import OpenID
import Testing

/// An OpenID provider that answers as it is told: the code that a test hands in is what it does with it.
struct HostileProvider: Sendable {
    let server: PythonServer

    var issuer: String { "http://127.0.0.1:\(server.port)" }

    static let client = "vivier"
    static let secret = "a secret & more: 100%"

    static func run<T>(_ body: (HostileProvider) async throws -> T) async throws -> T {
        try await PythonServer.run(script) { try await body(HostileProvider(server: $0)) }
    }

    /// How a code is answered.
    struct Way: Sendable, Encodable {
        var name = ""
        /// In place of what it would say; nil takes it away.
        var claims: [String: Claim?] = [:]
        var alg = "RS256"
        /// Which of its keys signs: `first`, `second`, `curve`, `stranger`.
        var key = "first"
        /// Nil: the key's own name.
        var kid: String?
        /// `token`, or what it sends instead: `huge`, `error`, `html`, `empty`.
        var reply = "token"
        /// What the user information says; nil: the token says it.
        var userinfo: [String: Claim]?
    }

    enum Claim: Sendable, Encodable, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral {
        case text(String)
        case flag(Bool)
        case list([String])
        /// Seconds from the provider's now.
        case soon(Double)

        init(stringLiteral text: String) { self = .text(text) }
        init(booleanLiteral flag: Bool) { self = .flag(flag) }
        init(arrayLiteral list: String...) { self = .list(list) }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .flag(let flag): try container.encode(flag)
            case .list(let list): try container.encode(list)
            case .soon(let seconds): try container.encode("soon:\(seconds)")
            }
        }
    }

    /// A code for the question that stands in the address of the provider's page.
    ///
    /// - Parameter now: what the provider's clock says.
    func code(_ way: Way, for address: String, now: Date) throws -> (code: String, state: String) {
        let items = try #require(URLComponents(string: address)?.queryItems)
        func item(_ name: String) throws -> String {
            guard let value = items.first(where: { $0.name == name })?.value else { throw URLError(.badURL) }
            return value
        }
        let asked = try ["response_type", "code_challenge_method", "scope", "client_id"].map(item)
        #expect(asked == ["code", "S256", "openid email", Self.client])
        struct Code: Encodable {
            var way: Way
            var nonce: String
            var challenge: String
            var redirect: String
            var now: Double
        }
        let code = Code(
            way: way, nonce: try item("nonce"), challenge: try item("code_challenge"), redirect: try item("redirect_uri"),
            now: now.timeIntervalSince1970.rounded())
        return (URLSafe.text([UInt8](try JSONEncoder().encode(code))), try item("state"))
    }

    /// How often its keys were asked for.
    func keyRequests() async throws -> Int {
        let said = try await say("GET", "/count")
        return try #require(Int(said))
    }

    /// From now on it has other keys.
    func rotate() async throws { #expect(try await say("POST", "/rotate") == "done") }

    /// What passed between it and the service last.
    struct Exchange: Decodable {
        var verifier: String
        var idToken: String?
        var accessToken: String?
    }

    func lastExchange() async throws -> Exchange {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Exchange.self, from: Data(try await say("GET", "/last").utf8))
    }

    /// As an operator describes it.
    static func provider(_ id: String, _ issuer: String, domains: [String] = [], organisation: Organisation.ID? = nil) throws -> Provider {
        var item: [String: Any] = [
            "id": id, "title": "Keys of \(id) & co", "issuer": issuer, "client_id": client, "client_secret": secret,
            "domains": domains,
        ]
        if let organisation { item["organisation"] = "\(organisation)" }
        let json = String(decoding: try JSONSerialization.data(withJSONObject: [item]), as: UTF8.self)
        let list = try Provider.list(json)
        return try #require(list.first)
    }

    private func say(_ method: String, _ path: String) async throws -> String {
        try await PlainHTTP.send(method, path, [:], body: "", port: server.port).text
    }

    static let script = #"""
        import base64, hashlib, hmac, http.server, json, urllib.parse
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

        def text(data): return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
        def data(text): return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        def number(value): return text(value.to_bytes((value.bit_length() + 7) // 8, "big"))

        keys = {name: rsa.generate_private_key(65537, 2048) for name in ("first", "second", "stranger")}
        keys["curve"] = ec.generate_private_key(ec.SECP256R1())
        keys["short"] = rsa.generate_private_key(65537, 1024)
        shown, count, last = ["first", "curve", "short"], 0, {}

        def public(name):
            public = keys[name].public_key().public_numbers()
            if name == "curve":
                return {"kty": "EC", "crv": "P-256", "kid": name, "x": text(public.x.to_bytes(32, "big")),
                        "y": text(public.y.to_bytes(32, "big"))}
            return {"kty": "RSA", "use": "sig", "kid": name, "n": number(public.n), "e": number(public.e)}

        def signature(way, signed):
            key = keys[way["key"]]
            if way["alg"] == "none": return b""
            if way["alg"] == "HS256":
                # The oldest trick: the public key as if it were a shared secret.
                pem = keys["first"].public_key().public_bytes(
                    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
                return hmac.new(pem, signed, hashlib.sha256).digest()
            if way["key"] == "curve":
                r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(hashes.SHA256())))
                return r.to_bytes(32, "big") + s.to_bytes(32, "big")
            return key.sign(signed, padding.PKCS1v15(), hashes.SHA256())

        class Provider(http.server.BaseHTTPRequestHandler):
            def log_message(self, *rest): pass

            def say(self, value, status=200):
                body = value if isinstance(value, bytes) else json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try: self.wfile.write(body)
                except OSError: pass

            def do_GET(self):
                global count
                here = "http://127.0.0.1:%d" % self.server.server_address[1]
                if self.path == "/.well-known/openid-configuration":
                    self.say({"issuer": here, "authorization_endpoint": here + "/authorize?tenant=1", "token_endpoint": here + "/token",
                              "jwks_uri": here + "/keys", "userinfo_endpoint": here + "/userinfo"})
                elif self.path == "/other/.well-known/openid-configuration":
                    self.say({"issuer": here, "authorization_endpoint": here, "token_endpoint": here, "jwks_uri": here})
                elif self.path == "/plain/.well-known/openid-configuration":
                    self.say({"issuer": here + "/plain", "authorization_endpoint": "http://example.org/a", "token_endpoint": here,
                              "jwks_uri": here})
                elif self.path == "/away/.well-known/openid-configuration":
                    self.send_response(302)
                    self.send_header("Location", here + "/.well-known/openid-configuration")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                elif self.path == "/keys":
                    count += 1
                    self.say({"keys": [public(name) for name in shown] + [{"kty": "oct", "k": "AA"}, {"kty": "RSA"}]})
                elif self.path == "/count": self.say(str(count).encode())
                elif self.path == "/last": self.say(last)
                elif self.path == "/userinfo":
                    self.say(json.loads(data(self.headers["Authorization"].removeprefix("Bearer "))))
                else: self.say(b"", 404)

            def do_POST(self):
                global shown, last
                if self.path == "/rotate":
                    shown = ["second"]
                    return self.say(b"done")
                form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
                who = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode().split(":")
                if [urllib.parse.unquote(part) for part in who] != ["vivier", "a secret & more: 100%"]:
                    return self.say({"error": "invalid_client"}, 401)
                code = json.loads(data(form["code"]))
                proof = text(hashlib.sha256(form["code_verifier"].encode()).digest())
                if proof != code["challenge"] or form["redirect_uri"] != code["redirect"] or form["grant_type"] != "authorization_code":
                    return self.say({"error": "invalid_grant"}, 400)
                way, last = code["way"], {"verifier": form["code_verifier"]}
                if way["reply"] == "huge": return self.say(b" " * (2 << 20))
                if way["reply"] == "error": return self.say({"error": "server_error"}, 500)
                if way["reply"] == "html": return self.say(b"<html>")
                if way["reply"] == "empty": return self.say({})
                now = int(code["now"])
                claims = {"iss": "http://127.0.0.1:%d" % self.server.server_address[1], "aud": "vivier", "sub": "1", "iat": now,
                          "exp": now + 300, "nonce": code["nonce"], "email": "dean@example.org", "email_verified": True}
                if way.get("userinfo"): del claims["email"], claims["email_verified"]
                for name, value in way["claims"].items():
                    if value is None: claims.pop(name, None)
                    elif str(value).startswith("soon:"): claims[name] = now + float(value[5:])
                    else: claims[name] = value
                head = {"alg": way["alg"], "kid": way.get("kid") or way["key"]}
                signed = (text(json.dumps(head).encode()) + "." + text(json.dumps(claims).encode())).encode()
                last |= {"access_token": text(json.dumps(way.get("userinfo") or {}).encode()),
                         "id_token": signed.decode() + "." + text(signature(way, signed))}
                self.say({"token_type": "Bearer"} | {name: last[name] for name in ("access_token", "id_token")})

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
            print("port", server.server_address[1], flush=True)
            server.serve_forever()
        """#
}
