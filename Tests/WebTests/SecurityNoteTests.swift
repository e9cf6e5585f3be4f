import Foundation
import TestSupport
import Testing
import Vivier

@testable import Web

/// Whom strangers tell of a weakness.
struct SecurityNoteTests {
    private func application(_ given: Given, contact: String?) -> Vivier.Application {
        Application(
            database: given.application.database, log: given.application.log, publicURL: "https://vivier.example",
            premises: Premises(contact: contact))
    }

    @Test func `the operator's address is told as the standard has it, and is good for less than a year`() async throws {
        try await TestSite.serve(application: { given, _ in application(given, contact: "weakness+vivier%@example.org") }) { site in
            let answer = try await site.get("/.well-known/security.txt")
            #expect(answer.status == 200 && answer[header: "Content-Type"] == "text/plain; charset=utf-8")
            let lines = answer.text.split(separator: "\n").map { $0.split(separator: ": ", maxSplits: 1).map(String.init) }
            let fields = Dictionary(uniqueKeysWithValues: lines.map { ($0[0], $0[1]) })
            #expect(fields["Contact"] == "mailto:weakness+vivier%25@example.org")
            #expect(fields["Canonical"] == "https://vivier.example/.well-known/security.txt")
            let end = try Date(try #require(fields["Expires"]), strategy: .iso8601).timeIntervalSinceNow / 86_400
            #expect((179...180).contains(end), "\(end)")
        }
    }

    @Test func `the front page leads whoever has no access to the operator, or to who sent them`() async throws {
        try await TestSite.serve(application: { given, _ in application(given, contact: "desk@example.org") }) { site in
            let page = try await site.get("/?lang=en").text
            #expect(page.contains("you get an invitation by e-mail: <a href=\"mailto:desk@example.org\">desk@example.org</a>"))
        }
        try await TestSite.serve(application: { given, _ in application(given, contact: nil) }) { site in
            let page = try await site.get("/?lang=fr").text
            #expect(page.contains("Demandez-la à votre école") && !page.contains("mailto:"))
        }
    }

    @Test func `without an address nobody is named`() async throws {
        try await TestSite.serve(application: { given, _ in application(given, contact: nil) }) { site in
            let status = try await site.get("/.well-known/security.txt").status
            #expect(status == 404)
        }
    }
}
