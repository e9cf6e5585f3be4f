import API
import Foundation
import TestSupport
import Testing
import Vivier

@testable import Web

/// The pages about the API are the table that the server serves from, in both languages, and small enough to be searched by a browser.
@Suite struct APIPageTests {
    @Test func `every operation is told in French too, and none that there is not`() {
        #expect(Set(OperationWords.french.keys) == Set(Endpoints.all.map(\.operation)))
        // Neither says less than the other of what is asked, and of what a repetition answers.
        let asked = OperationWords.french["remindStudents"] ?? ""
        #expect(["compétences", "langues", "disponibilités", "consentements"].allSatisfy { asked.contains($0) }, "\(asked)")
        #expect(OperationWords.french["issueToken"]?.contains("avec la même Idempotency-Key, la réponse nomme le jeton") == true)
        for subject in APIPage.subjects {
            #expect(SubjectWords.name(subject, Words(language: .english)) != subject, "\(subject) has no name")
        }
    }

    @Test func `every operation stands on its page with its address, who may ask, and a line`() async throws {
        try await TestSite.serve { site in
            let stranger = Browser(site)
            try await checkPage(stranger, "/", "Every operation of the API", "Chaque opération de l’API")
            try await checkPage(stranger, "/api", "Put your token where a shell finds it", "Mettez votre jeton là où un shell")
            let contents = try await stranger.get("/api?lang=en").text
            for subject in APIPage.subjects {
                let path = APIPage.address(subject)
                try await checkPage(stranger, path, "Who may ask", "Qui peut demander")
                let pages = [try await stranger.get("\(path)&lang=en").text, try await stranger.get("\(path)&lang=fr").text]
                #expect(contents.contains("href=\"#\(subject)\"") && contents.contains("id=\"\(subject)\""))
                for endpoint in Endpoints.all where endpoint.subject == subject {
                    #expect(contents.contains("href=\"\(path)#\(endpoint.operation)\""), "\(endpoint.operation)")
                    for page in pages {
                        #expect(page.contains("<h2 id=\"\(endpoint.operation)\">"), "\(endpoint.operation)")
                        #expect(page.contains("<b>\(endpoint.method.rawValue)</b> <code>\(endpoint.path)</code>"), "\(endpoint.operation)")
                        for name in endpoint.pathParameters { #expect(page.contains("<code>\(name)</code>"), "\(endpoint.operation)") }
                    }
                }
                #expect(!pages[1].contains("<span lang=\"en\">"), "\(subject)")
            }
            #expect(try await stranger.get("/api?of=unicorns").status == 404)
            let rounds = try await stranger.get("\(APIPage.address("rounds"))&lang=en").text
            #expect(rounds.contains("Who may ask: operator and school administrator"), "\(rounds)")
            #expect(rounds.contains("<code>name</code> <span class=\"soft\">body,</span> <b>needed</b> text"))
        }
    }

    @Test func `a line can be copied: it asks for what it says, with a body that the operation could read`() throws {
        for endpoint in Endpoints.all {
            let line = OperationExample(endpoint: endpoint, origin: "https://vivier.example").line
            #expect(line.hasPrefix("curl ") && line.hasSuffix("'") && line.contains(" 'https://vivier.example/api/v1/"), "\(line)")
            #expect(!line.contains("{cohort}") && line.count { $0 == "'" }.isMultiple(of: 2), "\(line)")
            let sends = line.contains(" -d ") || line.contains("--data-binary")
            #expect(sends == (endpoint.body != .none))
            #expect(line.contains("-X \(endpoint.method.rawValue) ") == (endpoint.method != .get && (endpoint.method != .post || !sends)))
            #expect(line.contains("If-Match") == endpoint.takesVersion)
            guard let body = line.firstMatch(of: /-d '([^']*)'/)?.output.1 else { continue }
            let read = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any], "\(line)")
            let needed = Shape.of(endpoint.types.body).properties.filter(\.required).map(\.name)
            #expect(Set(needed).isSubset(of: read.keys), "\(line)")
        }
    }
}
