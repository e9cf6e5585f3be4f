import API
import Foundation
import TestSupport
import Testing
import Vivier

/// A browser: it keeps the cookies that it gets, and says where its forms come from.
actor Browser {
    let site: TestSite
    private(set) var cookies: [String: String] = [:]
    private(set) var set: [String] = []

    private let address: String?

    /// - Parameter address: what a proxy says that it is, where one is trusted.
    init(_ site: TestSite, from address: String? = nil) {
        self.site = site
        self.address = address
    }

    func send(
        _ method: String, _ path: String, _ fields: [String: String] = [:],
        headers: [String: String] = ["Sec-Fetch-Site": "same-origin"]
    ) async throws -> TestSite.Answer {
        var headers = headers
        headers["Accept"] = "text/html"
        headers["X-Forwarded-For"] = address
        if !cookies.isEmpty { headers["Cookie"] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        let allowed = CharacterSet.alphanumerics
        let body = fields.map { "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")" }
        if method == "POST" { headers["Content-Type"] = "application/x-www-form-urlencoded" }
        let answer = try await PlainHTTP.send(method, path, headers, body: body.joined(separator: "&"), port: site.port)
        for match in (answer[header: "Set-Cookie"] ?? "").matches(of: /((?:__Host-)?vivier(?:-browser)?)=([A-Za-z0-9_-]*)([^\n]*)/) {
            set.append(String(match.output.0))
            cookies[String(match.output.1)] = match.output.2.isEmpty ? nil : String(match.output.2)
        }
        return answer
    }

    /// The browser of somebody who is signed in already, in a membership of their own.
    static func signedIn(
        _ site: TestSite, as role: Role, of organisation: Organisation.ID? = nil, for student: Student.ID? = nil
    ) async throws -> Browser {
        let account = try await site.given.account("\(role.rawValue)-\(UUID().uuidString.prefix(8))@example.org")
        let membership = try await site.given.member(account, role, of: organisation, for: student)
        let browser = Browser(site)
        await browser.take(["vivier": try await site.given.session(account, in: membership).secret.text])
        return browser
    }

    /// Sends a form with what the page that it stands on carries.
    func submit(_ path: String, _ fields: [String: String] = [:], from page: String? = nil) async throws -> TestSite.Answer {
        let token = try await get(page ?? "/account").formToken()
        return try await send("POST", path, fields.merging(["form_token": token]) { given, _ in given })
    }

    /// Sends a form with a file, as browsers do.
    func submit(_ path: String, file: String, named name: String, from page: String) async throws -> TestSite.Answer {
        let token = try await get(page).formToken()
        let boundary = "----vivier\(UUID().uuidString)"
        let body = """
            --\(boundary)\r
            Content-Disposition: form-data; name="form_token"\r
            \r
            \(token)\r
            --\(boundary)\r
            Content-Disposition: form-data; name="file"; filename="\(name)"\r
            Content-Type: text/csv\r
            \r
            \(file)\r
            --\(boundary)--\r

            """
        let headers = [
            "Sec-Fetch-Site": "same-origin", "Accept": "text/html", "Content-Type": "multipart/form-data; boundary=\(boundary)",
            "Cookie": cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "),
        ]
        return try await PlainHTTP.send("POST", path, headers, body: body, port: site.port)
    }

    func get(_ path: String) async throws -> TestSite.Answer { try await send("GET", path) }
    func take(_ cookies: [String: String]) { self.cookies = cookies }

    /// Asks for a link, follows it and presses the button.
    func signIn(_ address: String, _ mailbox: Mailbox, number: Int = 1) async throws -> TestSite.Answer {
        #expect(try await send("POST", "/sign-in", ["email": address]).status == 200)
        return try await send("POST", try await mailbox.link(to: address, number: number))
    }
}

extension TestSite.Answer {
    /// What the forms of a page carry, so that no other site can send them.
    func formToken() throws -> String {
        String(try #require(text.firstMatch(of: /name="form_token" value="([0-9a-f]{64})"/)).output.1)
    }
}
