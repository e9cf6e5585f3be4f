import API
import Foundation
import Logging
import OpenID
import Postgres
import Synchronization
import TestSupport
import Testing
import Vivier
import Web

/// Signing in with providers, through the real server: one that others wrote, and one that lies.
@Suite(.timeLimit(.minutes(15))) struct OpenIDTests {
    private static let hasMock = PythonServer.has("oidc_provider_mock")
    private static let hasCryptography = PythonServer.has("cryptography")

    private static let mock = """
        import logging, threading, oidc_provider_mock as mock
        logging.disable()
        people = {"dean": ("Dean@example.org", True), "eve": ("eve@example.org", True), "mallory": ("dean@example.org", False),
                  "nobody": ("nobody@example.org", True), "silent": (None, True)}
        claims = [mock.User(sub=sub, claims={"email_verified": verified} | ({"email": email} if email else {}))
                  for sub, (email, verified) in people.items()]
        with mock.run_server_in_thread(user_claims=claims) as server:
            print("port", server.server_port, flush=True)
            threading.Event().wait()
        """

    /// What the provider's page does once somebody has said who they are.
    private func agree(at address: String, as person: String) async throws -> String {
        let url = try #require(URLComponents(string: address))
        let path = "\(url.path)?\(url.percentEncodedQuery ?? "")"
        let answer = try await PlainHTTP.send(
            "POST", path, ["Content-Type": "application/x-www-form-urlencoded"], body: "sub=\(person)", port: try #require(url.port))
        let location = try #require(answer[header: "Location"], "\(answer.text)")
        let back = try #require(URLComponents(string: location))
        return "\(back.path)?\(back.percentEncodedQuery ?? "")"
    }

    private func leave(_ browser: Browser, for provider: String) async throws -> String {
        let answer = try await browser.get("/sign-in/with/\(provider)")
        #expect(answer.status == 303, "\(answer.text)")
        return try #require(answer[header: "Location"])
    }

    @Test(.enabled(if: hasMock, "oidc-provider-mock is not installed"))
    func `who has a verified address at a provider is in, once, in the browser that asked`() async throws {
        let proxy = try #require(TrustedProxies("127.0.0.1"))
        try await PythonServer.run(Self.mock) { server in
            // The same provider twice: once for anybody, once for one company alone.
            try await TestSite.serve(
                providers: { given in
                    let company = try await given.company("Miel & fils")
                    let issuer = "http://localhost:\(server.port)"
                    return [
                        RelyingParty(try HostileProvider.provider("campus", issuer + "/")),
                        RelyingParty(try HostileProvider.provider("miel", issuer, organisation: company)),
                        RelyingParty(try HostileProvider.provider("elsewhere", issuer, domains: ["example.com"])),
                    ]
                }, trustedProxies: proxy
            ) { site in
                let school = try await site.given.school("Lille")
                let account = try await site.given.account("dean@example.org")
                let membership = try await site.given.member(account, .schoolAdmin, of: school)
                let student = try await site.given.student("Ève O’Neil", of: school)
                try await site.given.database.execute("UPDATE student SET email = 'Eve@example.org' WHERE id = \(student)")

                let browser = Browser(site)
                let page = try await browser.get("/sign-in?lang=fr")
                #expect(page.text.contains("Se connecter avec Keys of campus &amp; co") && page.text.contains("/sign-in/with/miel?lang=fr"))
                let back = try await agree(at: try await leave(browser, for: "campus"), as: "dean")
                let other = Browser(site)
                _ = try await leave(other, for: "campus")
                #expect(try await other.get(back).status == 403)
                #expect(try await Browser(site).get(back).status == 403)
                // The state belongs to the provider that was asked.
                #expect(try await browser.get(back.replacing("/from/campus", with: "/from/miel")).status == 403)
                let entered = try await browser.get(back)
                #expect(entered.status == 303 && entered[header: "Location"] == "/desk?lang=en", "\(entered.text)")
                #expect(await browser.cookies.keys.sorted() == ["vivier"])
                #expect(try await browser.get("/account").text.contains("Lille"))
                #expect(try await browser.get(back).status == 403)

                let second = Browser(site)
                let newcomer = try await second.get(try await agree(at: try await leave(second, for: "campus"), as: "eve") + "&lang=en")
                #expect(newcomer.status == 303)
                #expect(try await second.get("/account").text.contains("student"))
                // An account that is made now speaks as the browser.
                let spoken = try await site.given.database.execute("SELECT language FROM account WHERE lower(email) = 'eve@example.org'")
                #expect(try spoken[0].decode(String.self) == "en")

                for (person, provider, sentence) in [
                    ("mallory", "campus", "did not let you in"), ("silent", "campus", "did not let you in"),
                    ("nobody", "campus", "Nobody here has this address"), ("dean", "miel", "Nobody here has this address"),
                    ("eve", "miel", "Nobody here has this address"), ("dean", "elsewhere", "did not let you in"),
                ] {
                    let third = Browser(site, from: "192.0.2.\(person.count + provider.count * 10)")
                    let answer = try await third.get(try await agree(at: try await leave(third, for: provider), as: person))
                    #expect(answer.status == 403 && answer.text.contains(sentence), "\(person) at \(provider): \(answer.text)")
                    #expect(await third.cookies["vivier"] == nil)
                }

                // A provider that speaks for one organisation lets nobody into another.
                let company: Organisation.ID = try await site.given.id("SELECT id FROM company")
                try await site.given.member(account, .recruiter, of: company)
                let bound = Browser(site)
                #expect(try await bound.get(try await agree(at: try await leave(bound, for: "miel"), as: "dean")).status == 303)
                let home = try await bound.get("/account")
                #expect(home.text.contains("Miel &amp; fils"))
                let token = try home.formToken()
                let refused = try await bound.send("POST", "/account/membership", ["form_token": token, "membership": "\(membership)"])
                #expect(refused.status == 404, "\(refused.status)")
                #expect(try await bound.get("/account").text.contains("Miel &amp; fils"))

                #expect(try await Browser(site).get("/sign-in/with/nobody").status == 404)
                #expect(try await Browser(site).get("/sign-in/from/nobody?state=x&code=y").status == 404)
                let signedIn = try await site.given.database.execute("SELECT action FROM audit_entry WHERE outcome = 'done'").decode(
                    String.self)
                #expect(signedIn == ["signIn", "signIn", "signIn"])
            }
        }
    }

    @Test(.enabled(if: hasCryptography, "cryptography is not installed"))
    func `a token that proves nothing lets nobody in`() async throws {
        typealias Way = HostileProvider.Way
        let bad: [Way] = [
            Way(name: "another issuer", claims: ["iss": "https://accounts.example.com"]),
            Way(name: "no issuer", claims: ["iss": nil]),
            Way(name: "for somebody else", claims: ["aud": "another"]),
            Way(name: "for nobody", claims: ["aud": nil]),
            Way(name: "for several, by none", claims: ["aud": ["vivier", "another"]]),
            Way(name: "for several, by another", claims: ["aud": ["vivier", "another"], "azp": "another"]),
            Way(name: "too old", claims: ["exp": .soon(-600)]),
            Way(name: "for ever", claims: ["exp": nil]),
            Way(name: "exp is a text", claims: ["exp": "9999999999"]),
            Way(name: "of the future", claims: ["iat": .soon(600)]),
            Way(name: "not yet", claims: ["nbf": .soon(600)]),
            Way(name: "another nonce", claims: ["nonce": "n"]),
            Way(name: "no nonce", claims: ["nonce": nil]),
            Way(name: "of nobody", claims: ["sub": nil]),
            Way(name: "not signed", alg: "none"),
            Way(name: "a public key as a secret", alg: "HS256"),
            Way(name: "another algorithm", alg: "RS512"),
            Way(name: "an elliptic name for an RSA key", alg: "ES256"),
            Way(name: "an RSA name for an elliptic key", alg: "RS256", key: "curve"),
            Way(name: "a stranger's key", key: "stranger", kid: "first"),
            Way(name: "a key that nobody knows", key: "stranger"),
            Way(name: "a key that is too short", key: "short"),
            Way(name: "a key of the future", key: "second"),
            Way(name: "not verified", claims: ["email_verified": false]),
            Way(name: "verified, perhaps", claims: ["email_verified": nil]),
            Way(name: "no address", claims: ["email": "dean"]),
            Way(name: "two addresses", claims: ["email": "dean@evil.example@example.org"]),
            Way(name: "a Kelvin sign for a k", claims: ["email": "\u{212A}im@example.org"]),
            Way(name: "user information of another", userinfo: ["sub": "2", "email": "dean@example.org", "email_verified": true]),
            Way(name: "user information of nobody", userinfo: ["email": "dean@example.org", "email_verified": true]),
        ]
        let broken = ["huge", "error", "html"].map { Way(name: $0, reply: $0) }
        let good: [Way] = [
            Way(), Way(alg: "ES256", key: "curve"), Way(claims: ["aud": ["vivier"], "email_verified": "true"]),
            Way(claims: ["aud": ["vivier", "another"], "azp": "vivier"]), Way(claims: ["exp": .soon(-30), "iat": .soon(30)]),
            Way(userinfo: ["sub": "1", "email": "DEAN@example.org", "email_verified": true]),
        ]
        let clock = Clock()
        let proxy = try #require(TrustedProxies("127.0.0.1"))
        try await HostileProvider.run { hostile in
            try await TestSite.serve(
                application: { given, log in Mailbox().application(of: given.application, log: log, publicURL: "https://vivier.example") },
                providers: { _ in
                    try ["", "/other", "/plain", "/away", "/missing"].map { path in
                        let id = path.isEmpty ? "hostile" : String(path.dropFirst())
                        return RelyingParty(try HostileProvider.provider(id, hostile.issuer + path), now: { clock.now })
                    } + [RelyingParty(try HostileProvider.provider("down", "http://127.0.0.1:1"))]
                }, trustedProxies: proxy
            ) { site in
                let account = try await site.given.account("dean@example.org")
                let school = try await site.given.school("Lille")
                try await site.given.member(account, .schoolAdmin, of: school)
                try await site.given.member(try await site.given.account("kim@example.org"), .schoolAdmin, of: school)
                // Each from an address of its own, as far as the limits go.
                let addresses = Mutex(0)
                func next() -> String {
                    addresses.withLock {
                        $0 += 1; return "192.0.2.\($0)"
                    }
                }
                func sessions() async throws -> Int {
                    try await site.given.database.execute("SELECT count(*)::integer FROM session")[0].decode(Int.self)
                }
                func attempt(_ way: Way) async throws -> TestSite.Answer {
                    let browser = Browser(site, from: next())
                    let (code, state) = try hostile.code(way, for: try await leave(browser, for: "hostile"), now: clock.now)
                    return try await browser.get("/sign-in/from/hostile?code=\(code)&state=\(state)")
                }
                for way in bad {
                    let answer = try await attempt(way)
                    #expect(answer.status == 403 && answer.text.contains("did not let you in"), "\(way.name): \(answer.status)")
                }
                #expect(try await sessions() == 0)
                for way in broken { #expect(try await attempt(way).status == 502, "\(way.name)") }
                #expect(try await attempt(Way(reply: "empty")).status == 403)
                for way in good { #expect(try await attempt(way).status == 303, "\(way)") }
                #expect(try await sessions() == good.count)

                // Bad tokens do not make us ask for the keys again and again; time does, so that new keys are taken.
                let asked = try await hostile.keyRequests()
                #expect(asked == 1, "\(asked)")
                try await hostile.rotate()
                #expect(try await attempt(Way(key: "second")).status == 403)
                clock.pass(6)
                #expect(try await attempt(Way(key: "second")).status == 303)
                #expect(try await attempt(Way()).status == 403)
                #expect(try await hostile.keyRequests() == 2)

                for (id, status) in [("other", 502), ("plain", 502), ("away", 502), ("missing", 502), ("down", 502)] {
                    #expect(try await Browser(site, from: next()).get("/sign-in/with/\(id)").status == status, "\(id)")
                }
                // Nothing of a code or a token stands in the log.
                let log = site.log.all
                #expect(log.contains { $0.contains("a provider let nobody in") })
                let loud = log.filter { $0.contains("dean@example.org") || $0.contains("code=") || $0.contains("eyJ") }
                #expect(loud.isEmpty, "\(loud.prefix(2))")
            }
        }
    }

    /// Stands still until it is told.
    private final class Clock: Sendable {
        private let time = Mutex(Date())

        var now: Date { time.withLock { $0 } }

        func pass(_ seconds: Double) { time.withLock { $0 += seconds } }
    }

    @Test func `what an operator describes wrongly is named`() throws {
        let right = #"{"id": "campus", "title": "Campus", "issuer": "https://id.example.org/realms/x/", "client_id": "v"}"#
        let read = try Provider.list("[\(right)]")
        #expect(read.map(\.issuer) == ["https://id.example.org/realms/x"] && read[0].clientSecret == nil && read[0].domains.isEmpty)
        for (json, fault) in [
            ("{}", "a JSON array"), ("[1]", "a JSON array"), ("[{}]", "[0].id: a text"),
            ("[\(right), \(right)]", "[1].id: campus stands twice"),
            (right.replacing("campus", with: "Cam pus"), "[0].id: a–z"), (right.replacing("https", with: "http"), "[0].issuer: an https"),
            (right.replacing("https://", with: "https://me@"), "[0].issuer: an https"),
            (right.replacing("}", with: #", "organisation": "x"}"#), "[0].organisation: the id"),
            (right.replacing("}", with: #", "domains": "x"}"#), "[0].domains: a list"),
            (right.replacing("}", with: #", "scope": "x"}"#), "[0].scope: there is no such field"),
            (right.replacing("\"v\"", with: "\"\""), "[0].client_id: a text"),
        ] {
            let json = json.hasPrefix("{\"") ? "[\(json)]" : json
            do {
                _ = try Provider.list(json)
                Issue.record("\(json) was taken")
            } catch {
                #expect(error.description.contains(fault), "\(json): \(error)")
            }
        }
    }
}
