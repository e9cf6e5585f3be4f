import API
import Foundation
import Mail
import OpenID
import Postgres
import TestSupport
import Testing
import Vivier
import Web

/// Whatever host a request says that it is for: no link, in no letter and on no page, takes it from there. Where it stands is for the operator to
/// say.
@Suite(.timeLimit(.minutes(15))) struct ForeignHostTests {
    private static let home = "https://vivier.example"
    /// As a request reaches a server that others share a name with, and as whoever poisons links sends it.
    private static let lies = [
        ["Host": "evil.example"], ["Host": "vivier.example.evil.example"], ["Host": "evil.example:443"],
        ["Host": "vivier.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "X-Forwarded-Port": "666"],
        ["Host": "vivier.example", "Forwarded": "host=evil.example;proto=http", "X-Host": "evil.example"],
        ["Host": "vivier.example", "X-Original-Host": "evil.example", "Origin": "https://vivier.example"],
    ]

    private func serve(_ body: @Sendable @escaping (TestSite, Mailbox) async throws -> Void) async throws {
        let mailbox = Mailbox()
        // Of a proxy that is trusted the address is taken, and nothing else.
        let proxy = try #require(TrustedProxies("127.0.0.1"))
        try await TestSite.serve(
            application: { given, log in mailbox.application(of: given.application, log: log, publicURL: Self.home) },
            trustedProxies: proxy
        ) { site in try await body(site, mailbox) }
    }

    private func ask(
        _ site: TestSite, _ method: String, _ path: String, _ lie: [String: String], body: String = "", more: [String: String] = [:]
    ) async throws -> TestSite.Answer {
        let type = body.hasPrefix("{") ? "application/json" : "application/x-www-form-urlencoded"
        let headers = ["Content-Type": type, "Accept": "text/html", "Sec-Fetch-Site": "same-origin"].merging(lie) { $1 }
        return try await PlainHTTP.send(method, path, headers.merging(more) { $1 }, body: body, port: site.port)
    }

    @Test func `links in letters begin with the address that the operator set, whatever host a request names`() async throws {
        try await serve { site, mailbox in
            let given = site.given
            let school = try await given.school("Lille")
            let dean = try await given.token(.schoolAdmin, of: school)
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.database.execute("UPDATE student SET email = 'eve@example.org' WHERE id = \(eve)")
            for (number, lie) in Self.lies.enumerated() {
                let person = "dean\(number)@example.org"
                _ = try await given.member(try await given.account(person), .schoolAdmin, of: school)
                let asked = try await ask(site, "POST", "/sign-in", lie, body: "email=dean\(number)%40example.org")
                #expect(asked.status == 200 && !asked.text.contains("evil"), "\(lie): \(asked.status)")
                let invitation = #"{"email": "neu\#(number)@example.org", "role": "supervisor"}"#
                let invited = try await ask(
                    site, "POST", "/api/v1/invitations", lie, body: invitation, more: ["Authorization": "Bearer \(dean)"])
                #expect(invited.status == 201 && !invited.text.contains("evil"), "\(lie): \(invited.text)")
                try await eventually { Set(mailbox.all.map(\.to)).isSuperset(of: [person, "neu\(number)@example.org"]) }
            }
            for letter in mailbox.all {
                let links = letter.body.matches(of: /[a-z]+:\/\/[^\s]+/).map { String($0.output) }
                #expect(!links.isEmpty && links.allSatisfy { $0.hasPrefix(Self.home + "/") }, "\(links)")
                #expect(!letter.body.contains("evil") && !letter.subject.contains("evil"))
            }
            #expect(mailbox.all.count == 2 * Self.lies.count)
        }
    }

    @Test func `no page, redirection or file names a host that a request made up`() async throws {
        try await serve { site, _ in
            let given = site.given
            let company = try await given.company("Miel & fils")
            let businessCase = try await given.businessCase("Vendre", by: company)
            for lie in Self.lies {
                for path in [
                    "/", "/sign-in", "/cases", "/cases/\(businessCase)", "/cases.csv", "/companies", "/companies.csv", "/proofs", "/desk",
                    "/desk/cohorts", "/account", "/openapi.json", "/nowhere", "/problems/invalid", "/healthz", "/readyz",
                ] {
                    let answer = try await ask(site, "GET", path, lie)
                    #expect(answer.status < 500 && answer.status != 421, "\(path) \(lie): \(answer.status)")
                    let said = answer.headers.map { "\($0.key): \($0.value)" }.joined(separator: "\n") + answer.text
                    #expect(!said.contains("evil"), "\(path) \(lie)")
                    if let location = answer[header: "Location"] { #expect(location.hasPrefix("/"), "\(path): \(location)") }
                }
            }
            #expect(site.log.all.allSatisfy { !$0.contains("evil") })
        }
    }
}
