import API
import Foundation
import Logging
import Mail
import Postgres
import TestSupport
import Testing
import Vivier

/// Signing in by a link, from the address to the account, through the real server.
@Suite(.timeLimit(.minutes(15))) struct SignInTests {
    private func serve(
        publicURL: String = "http://127.0.0.1:8080", _ body: @Sendable @escaping (TestSite, Mailbox) async throws -> Void
    ) async throws {
        let mailbox = Mailbox()
        try await TestSite.serve(
            application: { given, log in mailbox.application(of: given.application, log: log, publicURL: publicURL) },
            { site in try await body(site, mailbox) })
    }

    /// An administrator of a school with an awkward name.
    private func dean(_ site: TestSite) async throws -> (account: Identifier<Account>, membership: Membership.ID, school: Organisation.ID) {
        let school = try await site.given.school("École <Zoë> & fils")
        let account = try await site.given.account("dean@example.org")
        return (account, try await site.given.member(account, .schoolAdmin, of: school), school)
    }

    @Test func `a link signs in once, in the browser that asked, and mail scanners do not burn it`() async throws {
        try await serve { site, mailbox in
            _ = try await dean(site)
            let browser = Browser(site)
            #expect(try await browser.get("/account").status == 303)
            #expect(try await browser.get("/sign-in").text.contains("<label for=\"email\">"))
            let sent = try await browser.send("POST", "/sign-in", ["email": " Dean@example.org "])
            #expect(sent.status == 200 && sent[header: "Cache-Control"] == "no-store")
            let cookie = try #require(await browser.set.last)
            let attributes = Set(cookie.split(separator: "; ").dropFirst())
            #expect(attributes == ["HttpOnly", "Max-Age=900", "Path=/", "SameSite=Lax"], "\(cookie)")
            let link = try await mailbox.link(to: "Dean@example.org")
            #expect(link.hasPrefix("/sign-in/"))
            let minutes = try await site.given.database.execute(
                "SELECT extract(epoch FROM expires_at - asked_at)::bigint / 60 FROM sign_in_link")[0].decode(Int.self)
            #expect(minutes == 15)
            for _ in 0..<2 { #expect(try await Browser(site).get(link).status == 200) }
            let other = try await Browser(site).send("POST", link)
            #expect(other.status == 403 && other.text.contains("Another browser"))
            let entered = try await browser.send("POST", link)
            #expect(entered.status == 303 && entered[header: "Location"] == "/desk?lang=en")
            #expect(await browser.cookies.keys.sorted() == ["vivier"])
            let account = try await browser.get("/account?lang=fr")
            #expect(account.status == 200 && account[header: "Cache-Control"] == "no-store")
            #expect(account.text.contains("dean@example.org") && account.text.contains("École &lt;Zoë&gt; &amp; fils"))
            #expect(account.text.contains("Votre compte"))
            let again = try await browser.send("POST", link)
            #expect(again.status == 410 && again.text.contains("This link is over"))
            // The secret of a session is no token, and a link's is neither.
            let secret = try #require(await browser.cookies["vivier"])
            for secret in [secret, String(link.dropFirst(9))] {
                #expect(try await site.get("/api/v1/whoami", token: secret).status == 401)
            }
            let lines = try await site.given.database.execute("SELECT action || ' ' || outcome FROM audit_entry").decode(String.self)
            #expect(lines == ["signIn done"])
        }
    }

    @Test func `an address that nobody knows is answered alike, and gets no letter`() async throws {
        try await serve { site, mailbox in
            _ = try await dean(site)
            let unknown = try await Browser(site).send("POST", "/sign-in", ["email": "dead@example.org"])
            let known = try await Browser(site).send("POST", "/sign-in", ["email": "dean@example.org"])
            _ = try await mailbox.link(to: "dean@example.org")
            #expect(mailbox.all.map(\.to) == ["dean@example.org"])
            #expect(known.status == 200 && unknown.status == 200)
            #expect(unknown.text.replacing("dead@", with: "dean@") == known.text)
            #expect(Set(known.headers.keys) == Set(unknown.headers.keys))
            #expect(known[header: "Set-Cookie"]?.count == unknown[header: "Set-Cookie"]?.count)
            // Neither does the work that is done tell them apart: each leaves a row, of which only one is somebody's.
            let links = try await site.given.database.execute("SELECT account_id IS NOT NULL FROM sign_in_link ORDER BY id").decode(
                Bool.self)
            #expect(links == [false, true])
            // Neither do limits.
            for address in ["dean@example.org", "dead@example.org"] {
                for _ in 0..<2 { #expect(try await Browser(site).send("POST", "/sign-in", ["email": address]).status == 200) }
                for same in [address.uppercased(), "\n\(address)\n", " \(address)\u{A0}"] {
                    let refused = try await Browser(site).send("POST", "/sign-in", ["email": same])
                    #expect(refused.status == 429 && Int(refused[header: "Retry-After"] ?? "") ?? 0 > 200, "\(same): \(refused.status)")
                }
            }
            let wrong = try await Browser(site).send("POST", "/sign-in", ["email": "\"><script>"])
            #expect(wrong.status == 422 && wrong.text.contains("aria-invalid") && wrong.text.contains("&quot;&gt;&lt;script&gt;"))
        }
    }

    @Test func `a link that is too old or never was signs nobody in, and of two at once one does`() async throws {
        try await serve { site, mailbox in
            _ = try await dean(site)
            let browser = Browser(site)
            _ = try await browser.send("POST", "/sign-in", ["email": "dean@example.org"])
            let old = try await mailbox.link(to: "dean@example.org")
            try await site.given.database.execute("UPDATE sign_in_link SET expires_at = now() - interval '1 second'")
            for link in [old, "/sign-in/\(LinkSecret().text)", "/sign-in/x"] {
                #expect(try await browser.send("POST", link).status == 410)
            }
            #expect(await browser.cookies["vivier"] == nil)
            _ = try await browser.send("POST", "/sign-in", ["email": "dean@example.org"])
            let link = try await mailbox.link(to: "dean@example.org", number: 2)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await browser.send("POST", link).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [303] + Array(repeating: 410, count: 7) || statuses.count { $0 == 303 } == 1, "\(statuses)")
            #expect(try await site.given.database.execute("SELECT count(*)::integer FROM session")[0].decode(Int.self) == 1)
        }
    }

    @Test func `a student comes in with the address that the school enrolled, and a session is over when its time is`() async throws {
        try await serve { site, mailbox in
            let school = try await site.given.school("Lille")
            let student = try await site.given.student("Ève O’Neil", of: school)
            try await site.given.database.execute("UPDATE student SET email = 'Eve@example.org' WHERE id = \(student)")
            let browser = Browser(site)
            #expect(try await browser.signIn("eve@example.org", mailbox).status == 303)
            try await site.given.database.execute("UPDATE session SET last_seen_at = now() - interval '13 hours'")
            #expect(try await browser.get("/account").status == 303)
            let again = Browser(site)
            #expect(try await again.signIn("eve@example.org", mailbox, number: 2).status == 303)
            // Twelve hours without use, fourteen days in all.
            try await site.given.database.execute("UPDATE session SET last_seen_at = now() - interval '11 hours 50 minutes'")
            let days = try await site.given.database.execute(
                "SELECT extract(epoch FROM expires_at - created_at)::bigint / 86400 FROM session ORDER BY id DESC LIMIT 1")[0]
                .decode(Int.self)
            #expect(days == 14)
            let account = try await again.get("/account")
            #expect(account.status == 200 && account.text.contains("student") && account.text.contains("Lille"))
            try await site.given.database.execute("UPDATE session SET expires_at = now()")
            try await eventually { try await again.get("/account").status == 303 }
            // When the school takes the student out, the sessions go too.
            let last = Browser(site)
            _ = try await last.signIn("eve@example.org", mailbox, number: 3)
            #expect(try await last.get("/account").status == 200)
            try await site.given.database.execute("DELETE FROM student WHERE id = \(student)")
            try await eventually { try await last.get("/account").status == 303 }
        }
    }

    @Test func `sessions are listed and ended, at once`() async throws {
        try await serve { site, mailbox in
            let dean = try await dean(site)
            let (here, there) = (Browser(site), Browser(site))
            _ = try await here.signIn("dean@example.org", mailbox)
            _ = try await there.signIn("dean@example.org", mailbox, number: 2)
            let page = try await here.get("/account")
            #expect(page.text.contains("this one") && page.text.contains("Sign out everywhere else"))
            #expect(try await there.get("/account").status == 200)
            let token = try page.formToken()
            #expect(try await here.send("POST", "/account/sessions/end", ["form_token": token]).status == 303)
            try await eventually { try await there.get("/account").status == 303 }
            #expect(try await here.get("/account").status == 200)
            // The same by the API, for whoever holds a token of the account.
            let secret = try await site.given.token(.schoolAdmin, of: dean.school)
            try await site.given.database.execute("UPDATE token SET account_id = \(dean.account)")
            let listed: Page<SignedIn> = try await site.get("/api/v1/sessions", token: secret).json()
            let session = try #require(listed.items.first)
            #expect(listed.items.count == 1 && session.role == .schoolAdmin && session.organisation == dean.school)
            #expect(try await site.send("DELETE", "/api/v1/sessions/\(session.id)", token: secret).status == 204)
            try await eventually { try await here.get("/account").status == 303 }

            let last = Browser(site)
            _ = try await last.signIn("dean@example.org", mailbox, number: 3)
            let leaving = try await last.get("/account").formToken()
            #expect(try await last.send("POST", "/sign-out", ["form_token": leaving]).status == 303)
            #expect(await last.cookies.isEmpty)
        }
    }

    @Test func `what another site makes the browser send is refused`() async throws {
        try await serve { site, mailbox in
            let dean = try await dean(site)
            let browser = Browser(site)
            let session = try await site.given.session(dean.account, in: dean.membership)
            await browser.take(["vivier": session.secret.text])
            let token = try await browser.get("/account").formToken()
            for path in ["/account/membership", "/account/sessions/end", "/sign-out"] {
                for headers in [
                    ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"], ["Origin": "https://evil.example"],
                    ["Origin": "null"],
                ] {
                    let answer = try await browser.send("POST", path, ["form_token": token], headers: headers)
                    #expect(answer.status == 403 && answer.text.contains("<html"), "\(path) \(headers)")
                }
                for forged in [[:], ["form_token": ""], ["form_token": String(repeating: "0", count: 64)]] {
                    #expect(try await browser.send("POST", path, forged).status == 403, "\(path) \(forged)")
                }
            }
            #expect(
                try await browser.send("POST", "/sign-in", ["email": "dean@example.org"], headers: ["Sec-Fetch-Site": "cross-site"]).status
                    == 403)
            #expect(mailbox.all.isEmpty)
            #expect(try await browser.get("/account").status == 200)
            // Where a browser says only whence, its own address is right.
            let own = ["Origin": "http://127.0.0.1:\(site.port)"]
            #expect(try await browser.send("POST", "/sign-out", ["form_token": token], headers: own).status == 303)
        }
    }

    @Test func `who is somebody in two places changes from one to the other in a session of its own`() async throws {
        try await serve { site, mailbox in
            let dean = try await dean(site)
            let company = try await site.given.company("Miel & fils")
            let second = try await site.given.member(dean.account, .recruiter, of: company)
            let foreign = try await site.given.member(try await site.given.account("x@example.org"), .operator)
            let browser = Browser(site)
            let session = try await site.given.session(dean.account, in: dean.membership)
            await browser.take(["vivier": session.secret.text])
            let page = try await browser.get("/account")
            #expect(page.text.contains("Miel &amp; fils") && page.text.contains("now"))
            let token = try page.formToken()
            for wrong in ["\(foreign)", "x", "\(session.id)"] {
                let answer = try await browser.send("POST", "/account/membership", ["form_token": token, "membership": wrong])
                #expect(answer.status == 404, "\(wrong): \(answer.text.suffix(400))")
            }
            #expect(try await browser.send("POST", "/account/membership", ["form_token": token, "membership": "\(second)"]).status == 303)
            let secret = try #require(await browser.cookies["vivier"])
            #expect(secret != session.secret.text)
            let roles = try await site.given.database.execute("SELECT role FROM session WHERE ended_at IS NULL").decode(String.self)
            #expect(roles == ["recruiter"])
            let old = Browser(site)
            await old.take(["vivier": session.secret.text])
            try await eventually { try await old.get("/account").status == 303 }
            // Who is no longer a member is no longer in.
            try await site.given.database.execute("DELETE FROM membership WHERE id = \(second)")
            try await eventually { try await browser.get("/account").status == 303 }
        }
    }

    /// A whole school may share one address with somebody who guesses.
    @Test func `whoever tries links that are none is stopped, and good ones open all the same`() async throws {
        try await serve { site, mailbox in
            let dean = try await dean(site)
            let token = try await site.given.token(.schoolAdmin, of: dean.school)
            _ = try await site.post("/api/v1/invitations", #"{"email": "neu@example.org", "role": "school-admin"}"#, token: token)
            let invitation = try await mailbox.link(to: "neu@example.org")
            let browser = Browser(site)
            _ = try await browser.send("POST", "/sign-in", ["email": "dean@example.org"])
            let link = try await mailbox.link(to: "dean@example.org")
            var statuses: [Int] = []
            let start = ContinuousClock.now
            // However slowly: what is given back while they are tried is soon used up too.
            while statuses.count < 400, !statuses.contains(429) {
                let (method, path) = [("POST", "/sign-in/"), ("GET", "/invitation/"), ("GET", "/keep/")][statuses.count % 3]
                statuses.append(try await Browser(site).send(method, "\(path)\(LinkSecret().text)").status)
            }
            #expect(statuses.first == 410 && statuses.last == 429, "\(statuses)")
            // Twenty at once, and one more every three seconds.
            #expect(Double(statuses.count) <= 23 + (ContinuousClock.now - start) / .seconds(3), "\(statuses.count)")
            #expect(try await Browser(site).get(invitation).status == 200)
            #expect(try await Browser(site).send("POST", invitation).status == 303)
            #expect(try await browser.send("POST", link).status == 303)
        }
    }

    @Test func `an invitation makes a member, once`() async throws {
        try await serve { site, mailbox in
            let dean = try await dean(site)
            let token = try await site.given.token(.schoolAdmin, of: dean.school)
            let made = try await site.post(
                "/api/v1/invitations", #"{"email": "neu@example.org", "role": "school-admin", "language": "fr"}"#, token: token)
            #expect(made.status == 201, "\(made.text)")
            let invitation: Invitation = try made.json()
            let link = try await mailbox.link(to: "neu@example.org")
            #expect(mailbox.all.last?.body.contains("vous êtes invité·e") == true && !made.text.contains(link.dropFirst(12)))
            let browser = Browser(site)
            for _ in 0..<2 {
                let page = try await browser.get(link)
                #expect(page.status == 200 && page.text.contains("École &lt;Zoë&gt; &amp; fils") && page.text.contains("lang=\"fr\""))
            }
            #expect(try await browser.send("POST", link).status == 303)
            #expect(try await browser.get("/account").text.contains("neu@example.org"))
            #expect(try await Browser(site).send("POST", link).status == 410)
            let listed: Page<Invitation> = try await site.get("/api/v1/invitations", token: token).json()
            #expect(listed.items.map(\.id) == [invitation.id] && listed.items[0].acceptedAt != nil)
            #expect(try await site.send("DELETE", "/api/v1/invitations/\(invitation.id)", token: token).status == 409)

            let second = try await site.post("/api/v1/invitations", #"{"email": "zwei@example.org", "role": "school-admin"}"#, token: token)
            let other: Invitation = try second.json()
            #expect(try await site.send("DELETE", "/api/v1/invitations/\(other.id)", token: token).status == 204)
            #expect(try await Browser(site).send("POST", try await mailbox.link(to: "zwei@example.org")).status == 410)
            for (body, status) in [
                (#"{"email": "a@example.org", "role": "operator"}"#, 403), (#"{"email": "a@example.org", "role": "student"}"#, 409),
                (#"{"email": "a b@example.org", "role": "school-admin"}"#, 422), (#"{"email": "", "role": "school-admin"}"#, 422),
                (#"{"email": "a@example.org", "role": "school-admin", "language": "de"}"#, 422),
                (#"{"email": "a@example.org\r\nBcc: b@example.org", "role": "school-admin"}"#, 422),
            ] {
                let answer = try await site.post("/api/v1/invitations", body, token: token)
                #expect(answer.status == status, "\(body): \(answer.text)")
            }
        }
    }

    @Test func `an invitation that names no language is read in that of the browser, whoever made it`() async throws {
        try await serve { site, mailbox in
            let dean = try await dean(site)
            let token = try await site.given.token(.schoolAdmin, of: dean.school)
            _ = try await site.post(
                "/api/v1/invitations", #"{"email": "neu@example.org", "role": "school-admin", "language": "en"}"#, token: token)
            let link = try await mailbox.link(to: "neu@example.org")
            let french = ["Accept-Language": "fr-FR,fr;q=0.9,en;q=0.5"]
            #expect(try await site.get(link, headers: french).text.contains("<html lang=\"en\">"))
            // As `vivierd invite` without --language makes it.
            try await site.given.database.execute("UPDATE invitation SET language = NULL")
            #expect(try await site.get(link, headers: french).text.contains("<html lang=\"fr\">"))
            #expect(try await site.get(link, headers: ["Accept-Language": "en"]).text.contains("<html lang=\"en\">"))
            #expect(try await Browser(site).send("POST", link).status == 303)
        }
    }

    /// With the language that the invitation names, that of the browser, and that of the account it makes.
    @Test(arguments: [
        (nil, "en-GB,en;q=0.9,fr;q=0.5", "en"), (nil, "fr-FR,fr;q=0.9,en;q=0.5", "fr"), (nil, "de, fr;q=0.2", "fr"),
        ("fr", "en-GB,en;q=0.9,fr;q=0.5", "fr"),
    ])
    func `the account that an invitation makes speaks as it, else as the browser`(named: String?, spoken: String, made: String) async throws
    {
        try await serve { site, mailbox in
            let dean = try await dean(site)
            let token = try await site.given.token(.schoolAdmin, of: dean.school)
            _ = try await site.post("/api/v1/invitations", #"{"email": "neu@example.org", "role": "school-admin"}"#, token: token)
            let link = try await mailbox.link(to: "neu@example.org")
            try await site.given.database.execute("UPDATE invitation SET language = \(named)")
            let page = try await site.get(link, headers: ["Accept-Language": spoken])
            let form = try #require(page.text.firstMatch(of: /<form class="card door" method="post" action="([^"]+)">/))
            let path = String(form.output.1)
            let headers = ["Sec-Fetch-Site": "same-origin", "Accept-Language": spoken]
            #expect(try await Browser(site).send("POST", path, headers: headers).status == 303)
            let account = try await site.given.database.execute("SELECT language FROM account WHERE email = 'neu@example.org'")
            #expect(try account.decode(String.self) == [made])
        }
    }

    @Test func `over HTTPS the cookies belong to this host and go by nothing else`() async throws {
        try await serve(publicURL: "https://vivier.example") { site, mailbox in
            _ = try await dean(site)
            let browser = Browser(site)
            #expect(try await browser.signIn("dean@example.org", mailbox).status == 303)
            #expect(mailbox.all[0].body.contains("https://vivier.example/sign-in/"))
            #expect(await browser.cookies.keys.sorted() == ["__Host-vivier"])
            #expect(try await browser.get("/sign-in")[header: "Strict-Transport-Security"] == "max-age=31536000")
            for cookie in await browser.set {
                #expect(
                    cookie.hasPrefix("__Host-") && cookie.contains("Path=/") && cookie.contains("Secure") && !cookie.contains("Domain"),
                    "\(cookie)")
            }
            let headers = ["Origin": "https://vivier.example"]
            let token = try await browser.get("/account").formToken()
            #expect(try await browser.send("POST", "/sign-out", ["form_token": token], headers: headers).status == 303)
        }
    }
}
