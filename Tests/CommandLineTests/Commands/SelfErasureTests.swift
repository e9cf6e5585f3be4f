import Foundation
import Synchronization
import TestSupport
import Testing

/// What a student is told who wants to be erased.
@Suite struct SelfErasureTests {
    private func asked(_ identity: String) async throws -> (outcome: CommandLineProgram.Outcome, paths: [String]) {
        let paths = Mutex<[String]>([])
        let server = try LoopbackServer { path in
            paths.withLock { $0.append(path) }
            return LoopbackServer.ok(identity)
        }
        defer { server.stop() }
        let outcome = try await Speaker(url: "http://127.0.0.1:\(server.port)", token: "x")("privacy", "erase", "me")
        return (outcome, paths.withLock { $0 })
    }

    @Test func `the school is named, and the service asked once who one is`() async throws {
        let id = UUID().uuidString.lowercased()
        let (outcome, paths) = try await asked(
            """
            {"role": "student", "organisation": {"id": "\(id)", "kind": "school", "name": "École Zoë"}, "student": "\(id)",
                "token_expires_at": "2097-01-01T00:00:00Z"}
            """)
        #expect(outcome.status == 4 && outcome.complaints.contains("École Zoë"), "\(outcome.complaints)")
        #expect(paths == ["/api/v1/whoami"])
    }

    @Test func `whoever is no student is told to name one`() async throws {
        let (outcome, paths) = try await asked(#"{"role": "operator", "token_expires_at": "2097-01-01T00:00:00Z"}"#)
        #expect(outcome.status == 2 && outcome.complaints.contains("name the student by the id"), "\(outcome.complaints)")
        #expect(paths == ["/api/v1/whoami"])
    }
}
