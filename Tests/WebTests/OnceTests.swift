import API
import Foundation
import Postgres
import TestSupport
import Testing

/// `Idempotency-Key`: one effect, one answer.
@Suite struct OnceTests {
    private let path = "/api/v1/companies"

    private func count(_ site: TestSite) async throws -> Int {
        let rows = try await site.given.database.execute("SELECT count(*) FROM company")
        return try rows.first?.decode(Int.self) ?? -1
    }

    @Test func `the same key and body give the same answer and one effect`() async throws {
        try await TestSite.serve { site in
            let token = try await site.given.token(.operator)
            let headers = ["Idempotency-Key": "k-1"]
            let first = try await site.post(path, #"{"name": "Ébène"}"#, token: token, headers: headers)
            let second = try await site.post(path, #"{"name": "Ébène"}"#, token: token, headers: headers)
            #expect(first.status == 201, "\(first.text)")
            #expect(second.status == 201)
            #expect(first.body == second.body)
            #expect(first[header: "ETag"]?.hasPrefix("\"v") == true)
            for name in ["ETag", "Idempotency-Key", "Content-Type", "Link"] {
                #expect(first[header: name] == second[header: name], "\(name)")
            }
            #expect(try await count(site) == 1)
            // Another caller's key is another key.
            let other = try await site.given.token(.operator)
            #expect(try await site.post(path, #"{"name": "Ébène"}"#, token: other, headers: headers).status == 201)
            #expect(try await count(site) == 2)
        }
    }

    @Test func `a key does not stand for two requests`() async throws {
        try await TestSite.serve { site in
            let token = try await site.given.token(.operator)
            let headers = ["Idempotency-Key": "k-2"]
            #expect(try await site.post(path, #"{"name": "Un"}"#, token: token, headers: headers).status == 201)
            let answer = try await site.post(path, #"{"name": "Deux"}"#, token: token, headers: headers)
            #expect(answer.status == 422)
            #expect(try answer.problem.code == "idempotency-key-reused")
            #expect(try await count(site) == 1)
        }
    }

    @Test func `what was refused may be sent again with the same key`() async throws {
        try await TestSite.serve { site in
            let token = try await site.given.token(.operator)
            let headers = ["Idempotency-Key": "k-3"]
            #expect(try await site.post(path, #"{"name": ""}"#, token: token, headers: headers).status == 422)
            #expect(try await site.post(path, #"{"name": "Trois"}"#, token: token, headers: headers).status == 201)
        }
    }

    @Test func `of many at once one does the work`() async throws {
        try await TestSite.serve { site in
            let token = try await site.given.token(.operator)
            let answers = try await withThrowingTaskGroup(of: TestSite.Answer.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await site.post(path, #"{"name": "Quatre"}"#, token: token, headers: ["Idempotency-Key": "k-4"])
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { [201, 409].contains($0.status) }, "\(answers.map(\.status))")
            #expect(Set(answers.filter { $0.status == 201 }.map(\.body)).count == 1)
            #expect(try await count(site) == 1)
        }
    }

    @Test func `a key is one to 255 visible characters`() async throws {
        try await TestSite.serve { site in
            let token = try await site.given.token(.operator)
            for key in [String(repeating: "k", count: 256), "a b", "é"] {
                let answer = try await site.post(path, #"{"name": "Cinq"}"#, token: token, headers: ["Idempotency-Key": key])
                #expect(answer.status == 400, "\(key)")
            }
            #expect(try await count(site) == 0)
        }
    }
}
