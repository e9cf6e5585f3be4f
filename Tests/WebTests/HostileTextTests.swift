import API
import Formats
import Foundation
import TestSupport
import Testing

private let strings = repositoryRoot.deletingLastPathComponent().appending(path: "shared/data/bad-input/blns/blns_part1.json")

/// Strings that have broken other programs, through every text of a request and back.
@Suite struct HostileTextTests {
    @Test(.enabled(if: FileManager.default.fileExists(atPath: strings.path), "the reference data is not here"))
    func `a hostile text is stored as it is, or refused in words`() async throws {
        let texts = try JSONDecoder().decode([String].self, from: Data(contentsOf: strings))
        #expect(texts.count > 300)
        try await TestSite.serve { site in
            let company = try await site.given.company("Ça & Cie")
            let token = try await site.given.token(.company, of: company)
            var stored = 0
            for text in texts {
                let draft = CaseDraft(
                    title: text, description: text, skills: [.init(skill: text, level: 2, importance: .nice)],
                    window: .init(from: try #require(Day("2027-01-04")), until: try #require(Day("2027-03-26"))), hoursPerWeek: 4,
                    place: text,
                    reward: text)
                let body = try Wire.encoder.encode(draft)
                let answer = try await site.send("POST", "/api/v1/cases", token: token, body: body, type: "application/json")
                guard answer.status == 201 else {
                    #expect(answer.status == 422, "\(text.debugDescription): \(answer.text)")
                    #expect(try answer.problem.errors?.isEmpty == false)
                    continue
                }
                stored += 1
                let id = try answer.json(PostedCase.self).case.id
                let shown = try await site.get("/api/v1/cases/\(id)", token: token).json(BusinessCase.self)
                let plain = text.trimmingCharacters(in: .whitespacesAndNewlines)
                #expect(shown.content.title.trimmingCharacters(in: .whitespacesAndNewlines) == plain, "\(text.debugDescription)")
                #expect(shown.content.description.trimmingCharacters(in: .whitespacesAndNewlines) == plain)
            }
            #expect(stored > 200)
            // And in the parameters of an address.
            for text in texts {
                guard let encoded = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) else { continue }
                let answer = try await site.get("/api/v1/cases?cursor=\(encoded)", token: token)
                #expect([200, 422].contains(answer.status), "\(text.debugDescription): \(answer.status)")
            }
        }
    }
}
