import API
import Formats
import Foundation
import OpenID
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// Every secret that the service gives out or is trusted with, looked for in all that is kept and logged.
@Suite(.timeLimit(.minutes(15))) struct SecretTests {
    private static let hasCryptography = PythonServer.has("cryptography")
    /// Each reader comes from an address of its own, as far as the limits go.
    private static let proxy = TrustedProxies("127.0.0.1")

    @Test func `a secret is drawn nowhere but where its kind is known`() throws {
        let sources = repositoryRoot.appending(path: "Sources")
        var (drawn, generators) = ([String: Int](), Set<String>())
        for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path) where path.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            let count = text.matches(of: /LinkSecret\(\)|TokenSecret\.random\(\)/).count
            if count > 0 { drawn[path] = count }
            if text.contains("SystemRandomNumberGenerator()") { generators.insert(path) }
        }
        #expect(drawn == SecretKind.drawn.mapValues(\.count))
        // Beside the two: keys that seal what goes out and comes back, and names of requests and of students, which open nothing.
        #expect(
            generators == [
                "Vivier/Tokens/TokenSecret.swift", "Vivier/Accounts/LinkSecret.swift", "Formats/Seal.swift",
                "Web/Site/RequestIdentity.swift", "Vivier/Rosters/RosterStaging.swift",
            ])
    }

    @Test func `no secret that the service gives out stands in its database or its log`() async throws {
        let mailbox = Mailbox()
        try await TestSite.serve(
            application: { given, log in mailbox.application(of: given.application, log: log, publicURL: "http://127.0.0.1:8080") },
            trustedProxies: try #require(Self.proxy)
        ) { site in
            var issued = IssuedSecrets()
            let given = site.given
            let school = try await given.school("École <Zoë> & fils")
            let account = try await given.account("dean@example.org")
            for home in [school, try await given.school("Lille")] { _ = try await given.member(account, .schoolAdmin, of: home) }
            let first = try await given.token(.schoolAdmin, of: school)
            try issued.note(.token, first)
            try await useTokens(first, site, &issued)
            try await signIn(site, mailbox, &issued)
            try await comeByInvitation(first, site, mailbox, &issued)
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.database.execute("UPDATE student SET email = 'eve@example.org' WHERE id = \(eve)")
            try await answerQuestion(eve, school, site, mailbox, &issued)
            try await readCalendar(eve, school, site, &issued)
            try await misuse(issued, site)
            try await expectNowhere(issued, site, Set(SecretKind.allCases).subtracting(SecretKind.ofProviders))
        }
    }

    @Test(.enabled(if: hasCryptography, "cryptography is not installed"))
    func `nothing that passes between the service and a provider stands in its database or its log`() async throws {
        let mailbox = Mailbox()
        try await HostileProvider.run { hostile in
            try await TestSite.serve(
                application: { given, log in mailbox.application(of: given.application, log: log, publicURL: "https://vivier.example") },
                providers: { _ in [RelyingParty(try HostileProvider.provider("hostile", hostile.issuer))] },
                trustedProxies: try #require(Self.proxy)
            ) { site in
                let account = try await site.given.account("dean@example.org")
                _ = try await site.given.member(account, .schoolAdmin, of: try await site.given.school("Lille"))
                var issued = IssuedSecrets()
                try issued.note(.providerClientSecret, HostileProvider.secret)
                let person: [String: HostileProvider.Claim] = ["sub": "1", "email": "dean@example.org", "email_verified": true]
                // Let in, and turned away in each way in which a fault is logged.
                for (way, status) in [
                    (HostileProvider.Way(userinfo: person), 303), (HostileProvider.Way(claims: ["nonce": "n"], userinfo: person), 403),
                    (HostileProvider.Way(reply: "error"), 502),
                ] {
                    let browser = Browser(site, from: "192.0.2.\(status % 250)")
                    let left = try await browser.get("/sign-in/with/hostile")
                    let address = try #require(left[header: "Location"])
                    let items = try #require(URLComponents(string: address)?.queryItems)
                    try issued.note(.providerNonce, items.first { $0.name == "nonce" }?.value)
                    try issued.note(.browserCookie, await browser.cookies.first { $0.key.hasSuffix("browser") }?.value)
                    let (code, state) = try hostile.code(way, for: address, now: .now)
                    try issued.note(.providerCode, code)
                    try issued.note(.providerState, state)
                    let back = try await browser.get("/sign-in/from/hostile?code=\(code)&state=\(state)")
                    #expect(back.status == status, "\(way): \(back.status)")
                    _ = try await browser.get("/sign-in/from/hostile?code=\(code)&state=\(state)")
                    let last = try await hostile.lastExchange()
                    try issued.note(.providerVerifier, last.verifier)
                    if status == 502 { continue }
                    try issued.note(.providerIDToken, last.idToken)
                    try issued.note(.providerAccessToken, last.accessToken)
                    if status == 303 { try issued.note(.sessionCookie, await browser.cookies.first { $0.key.hasSuffix("vivier") }?.value) }
                }
                #expect(site.log.all.contains { $0.contains("a provider let nobody in") })
                try await expectNowhere(issued, site, SecretKind.ofProviders.union([.browserCookie, .sessionCookie]))
            }
        }
    }

    // MARK: What is used

    private func useTokens(_ first: String, _ site: TestSite, _ issued: inout IssuedSecrets) async throws {
        let key = "once-\(UUID().uuidString)"
        try issued.note(.idempotencyKey, key)
        for status in [201, 409] {
            let draft = #"{"role": "school-admin"}"#
            let answer = try await site.post("/api/v1/tokens", draft, token: first, headers: ["Idempotency-Key": key])
            #expect(answer.status == status, "\(answer.text)")
            if status == 201 { try issued.note(.token, try answer.json(IssuedToken.self).secret) }
        }
        let longer = try await site.post("/api/v1/tokens", #"{"role": "king"}"#, token: first, headers: ["Idempotency-Key": key])
        #expect(longer.status == 422)
        for token in issued.all[.token] ?? [] { #expect(try await site.get("/api/v1/whoami", token: token).status == 200) }
    }

    private func signIn(_ site: TestSite, _ mailbox: Mailbox, _ issued: inout IssuedSecrets) async throws {
        let browser = Browser(site)
        #expect(try await browser.send("POST", "/sign-in", ["email": "dean@example.org"]).status == 200)
        try issued.note(.browserCookie, await browser.cookies["vivier-browser"])
        let link = try await mailbox.link(to: "dean@example.org")
        try issued.note(.signInLink, link.split(separator: "/").last.map(String.init))
        for (reader, status) in [(Browser(site), 403), (browser, 303), (browser, 410)] {
            #expect(try await reader.send("POST", link).status == status)
        }
        try issued.note(.sessionCookie, await browser.cookies["vivier"])
        let page = try await browser.get("/account")
        try issued.note(.formToken, try page.formToken())
        let other = try #require(page.text.firstMatch(of: /name="membership" value="([0-9a-f-]{36})"/)).output.1
        let changed = try await browser.submit("/account/membership", ["membership": String(other)])
        #expect(changed.status == 303, "\(changed.text)")
        let before = issued.all[.sessionCookie] ?? []
        try issued.note(.sessionCookie, await browser.cookies["vivier"])
        #expect(issued.all[.sessionCookie]?.count == before.count + 1)
        #expect(try await browser.send("POST", "/sign-out", ["form_token": String(repeating: "0", count: 64)]).status == 403)
    }

    private func comeByInvitation(_ token: String, _ site: TestSite, _ mailbox: Mailbox, _ issued: inout IssuedSecrets) async throws {
        let sent = try await site.post("/api/v1/invitations", #"{"email": "neu@example.org", "role": "school-admin"}"#, token: token)
        #expect(sent.status == 201, "\(sent.text)")
        let link = try await mailbox.link(to: "neu@example.org")
        try issued.note(.invitationLink, link.split(separator: "/").last.map(String.init))
        let guest = Browser(site)
        #expect(try await guest.get(link).status == 200)
        for status in [303, 410] { #expect(try await guest.send("POST", link).status == status) }
        try issued.note(.sessionCookie, await guest.cookies["vivier"])
    }

    private func answerQuestion(
        _ student: Student.ID, _ school: Organisation.ID, _ site: TestSite, _ mailbox: Mailbox, _ issued: inout IssuedSecrets
    ) async throws {
        _ = try await site.given.consent(of: student, school, endingIn: "29 days")
        _ = try await RetentionDesk(site.site.application).sweep()
        let link = try await mailbox.link(to: "eve@example.org")
        try issued.note(.questionLink, link.split(separator: "/").last.map(String.init))
        let reader = Browser(site)
        #expect(try await reader.get(link).status == 200)
        #expect(try await reader.send("POST", link, ["answer": "keep"]).status == 200)
        #expect(try await reader.get(link).status == 410)
    }

    /// By a program and by a page; what lies on this machine is not read.
    private func readCalendar(
        _ student: Student.ID, _ school: Organisation.ID, _ site: TestSite, _ issued: inout IssuedSecrets
    ) async throws {
        let address = "https://127.0.0.1/private-\(UUID().uuidString)/basic.ics"
        try issued.note(.calendarLink, address)
        let token = try await site.given.token(.student, of: school, for: student)
        try issued.note(.token, token)
        let read = try await site.post("/api/v1/students/\(student)/calendar/link", #"{"address": "\#(address)"}"#, token: token)
        #expect(read.status == 422, "\(read.text)")
        let browser = try await Browser.signedIn(site, as: .student, of: school, for: student)
        let page = try await browser.submit("/desk/me/availability/calendar", ["address": address, "link": address])
        #expect(page.status == 422, "\(page.status)")
    }

    /// Where secrets do not belong, and while something is broken: whatever is said of that is logged.
    private func misuse(_ issued: IssuedSecrets, _ site: TestSite) async throws {
        let doors: [(SecretKind, String, String)] = [
            (.signInLink, "/sign-in/", "use_sign_in"), (.invitationLink, "/invitation/", "look_at_invitation"),
            (.questionLink, "/keep/", "look_at_question"),
        ]
        for (kind, path, function) in doors {
            let link = path + (try #require(issued.all[kind]?.first))
            try await site.given.database.execute("ALTER FUNCTION \(identifier: function) RENAME TO gone")
            let stranger = Browser(site, from: "192.0.2.1")
            let answer = kind == .signInLink ? try await stranger.send("POST", link) : try await stranger.get(link)
            #expect(answer.status == 500, "\(kind.rawValue): \(answer.status)")
            try await site.given.database.execute("ALTER FUNCTION gone RENAME TO \(identifier: function)")
        }
        for (number, secret) in issued.all.values.flatMap({ $0 }).enumerated() where !secret.contains("/") {
            let stranger = Browser(site, from: "198.51.100.\(number)")
            for path in ["/api/v1/whoami?token=\(secret)&access_token=\(secret)", "/nowhere/\(secret)", "/?secret=\(secret)"] {
                #expect(try await stranger.get(path).status < 500)
            }
            for door in ["sign-in", "invitation", "keep"] { #expect(try await stranger.send("POST", "/\(door)/\(secret)").status < 500) }
            guard issued.all[.token]?.contains(secret) != true else { continue }
            let status = try await site.get("/api/v1/whoami", token: secret).status
            #expect([401, 429].contains(status), "\(status)")
        }
        #expect(site.log.all.count { $0.hasPrefix("error fault") } == doors.count)
        #expect(site.log.all.contains { $0.hasPrefix("debug fault in detail") })
    }

    // MARK: What is looked for

    private func expectNowhere(_ issued: IssuedSecrets, _ site: TestSite, _ kinds: Set<SecretKind>) async throws {
        #expect(Set(issued.all.keys) == kinds, "\(kinds.symmetricDifference(issued.all.keys))")
        let stored = try await site.given.everything()
        let log = site.log.all.joined(separator: "\n")
        #expect(stored.contains("dean@example.org") && log.contains("request"))
        for (kind, texts) in issued.all {
            for text in texts {
                // As it is, and as the bits that it is written for.
                let bits = Data(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/") + "=")
                for form in TraceForms.all(of: text).union(bits.map { [TraceForms.hexadecimal($0)] } ?? []) {
                    #expect(!log.contains(form), "\(kind.rawValue) is logged: \(form)")
                    if kind != .idempotencyKey { #expect(!stored.contains(form), "\(kind.rawValue) is kept: \(form)") }
                }
            }
        }
        // The search itself is tried: what serves to know them again stands there.
        for kind in kinds.intersection([.token, .signInLink, .sessionCookie, .invitationLink]) {
            let isKnown = (issued.all[kind] ?? []).contains { stored.contains(TraceForms.hexadecimal(Data(SHA256.hash(of: $0.utf8)))) }
            #expect(isKnown, "\(kind.rawValue) was never stored")
        }
    }
}
