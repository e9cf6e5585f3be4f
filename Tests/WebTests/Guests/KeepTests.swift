import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// The page behind the link of a question, through the real server.
@Suite struct KeepTests {
    @Test(arguments: [("keep", "C’est gardé"), ("end", "C’est terminé")])
    func `the link shows the question, takes one answer from its own page, and is over`(answer: String, thanks: String) async throws {
        try await TestSite.serve { site in
            let given = site.given
            let school = try await given.school("École")
            let company = try await given.company("Ça & <b>Cie")
            let eve = try await given.student("Ève O’Neil", of: school)
            let consent = try await given.consent(of: eve, school, company: company)
            let secret = LinkSecret()
            try await given.database.execute(
                """
                INSERT INTO retention_question (sha256, student_id, school_id, consent_id, due_at)
                VALUES (\(secret.digest), \(eve), \(school), \(consent), now() + interval '20 days')
                """)
            let path = "/keep/\(secret.text)"
            func send(_ method: String, _ path: String, from site: String, body: String = "", port: Int) async throws -> TestSite.Answer {
                try await PlainHTTP.send(
                    method, path,
                    ["Accept": "text/html", "Sec-Fetch-Site": site, "Content-Type": "application/x-www-form-urlencoded"], body: body,
                    port: port)
            }
            let asked = try await send("GET", path, from: "cross-site", port: site.port)
            #expect(asked.status == 200, "\(asked.text)")
            for part in ["Faut-il le garder", "Ça &amp; &lt;b&gt;Cie", "24 mois", "name=\"answer\""] {
                #expect(asked.text.contains(part), "\(part): \(asked.text)")
            }
            #expect(asked[header: "Cache-Control"] == "no-store")
            #expect(try await send("POST", path, from: "cross-site", body: "answer=end", port: site.port).status == 403)
            #expect(try await send("POST", path, from: "same-origin", body: "answer=maybe", port: site.port).status == 410)
            let done = try await send("POST", path + "?lang=fr", from: "same-origin", body: "answer=\(answer)", port: site.port)
            #expect(done.status == 200 && done.text.contains(thanks), "\(done.text)")
            let isLive = try await given.database.execute("SELECT withdrawn_at IS NULL FROM consent")[0].decode(Bool.self)
            #expect(isLive == (answer == "keep"))
            #expect(try await send("GET", path, from: "none", port: site.port).status == 410)
            #expect(try await send("POST", path, from: "same-origin", body: "answer=end", port: site.port).status == 410)
            #expect(try await send("GET", "/keep/\(LinkSecret().text)", from: "none", port: site.port).status == 410)
        }
    }
}
