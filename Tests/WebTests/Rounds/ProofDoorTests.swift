import API
import Foundation
import TestSupport
import Testing
import Vivier

@testable import Web

/// Anybody may have a published run checked: from its own page, and not without end.
@Suite struct ProofDoorTests {
    @Test func `a check is asked for from the page of the proof, and so often from one address`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let run = try await scene.run(of: scene.round())
            try await site.given.publish(run)
            let path = "/proofs/\(run)/verification"
            let reader = Browser(site)
            for headers in [["Sec-Fetch-Site": "cross-site"], ["Origin": "https://evil.example"], ["Origin": "null"]] {
                #expect(try await reader.send("POST", path, headers: headers).status == 403, "\(headers)")
            }
            var statuses: [Int] = []
            for _ in 0..<12 { statuses.append(try await reader.send("POST", path).status) }
            #expect(statuses.prefix(10).allSatisfy { $0 == 200 } && statuses.last == 429, "\(statuses)")
            let refused = try await PlainHTTP.send(
                "POST", path, ["Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "fr"], body: "", port: site.port)
            #expect(try refused.status == 429 && refused.problem.code == "too-many-checks" && refused.problem.detail.hasPrefix("Beaucoup"))
            #expect(refused[header: "Retry-After"].flatMap { Int($0) }.map { (1...10).contains($0) } == true)
            // The page itself, and the files, stay there for everybody.
            #expect(try await reader.get("/proofs/\(run)").status == 200)
            #expect(try await reader.get("/proofs/\(run)/instance.json").status == 200)
        }
    }
}
