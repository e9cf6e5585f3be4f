import Foundation
import Testing

/// Schemathesis, an attacker that reads `/openapi.json` and makes up requests, as each role of the demonstration. It is installed by
/// `deploy/test` where it can be.
@Suite(.timeLimit(.minutes(15))) struct SchemathesisTests {
    private static let tool: String? = ProcessInfo.processInfo.environment["VIVIER_TEST_TOOLS"].map { "\($0)/schemathesis" }
        .flatMap { FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil }

    /// What is left out, and why. `positive_data_acceptance`: whether a name is taken or a day comes after another no schema says.
    /// `ignored_auth`: asks on after many wrong tokens and takes the 429 that it gets for an open door; ``AccessTests`` asks every operation
    /// without a token. `object_level_authorization` and `use_after_free` belong to a phase that is not run.
    private static let checks = [
        "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
        "response_schema_conformance", "negative_data_rejection", "missing_required_header", "unsupported_method",
        "allow_header_conformance",
    ]

    /// The same each time, so that a failure can be had again; another may be tried.
    private static let seed = ProcessInfo.processInfo.environment["VIVIER_TEST_SEED"] ?? "2026"

    /// The operator last: it undoes what the others need.
    private static let roles = ["STUDENT", "SUPERVISOR", "RECRUITER", "COMPANY", "COMPANY_OWNER", "SCHOOL", "OPERATOR"]

    @Test(.enabled(if: tool != nil, "schemathesis is not installed"))
    func `whatever is asked, nothing breaks, and every answer is as the document says`() async throws {
        let tool = try #require(Self.tool)
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            // A missing If-Match is answered with 428 (RFC 6585, 3), which it does not expect of itself.
            let settings = folder.appending(path: "schemathesis.toml")
            try Data(
                #"checks.missing_required_header.expected-statuses = ["400", "401", "403", "406", "415", "422", "428"]"#.utf8
            ).write(to: settings)
            try await RunningDaemon.serve(state: state, environment: ["VIVIER_REQUESTS_PER_SECOND": "0"]) { daemon in
                let address = try await daemon.address()
                let demo = try await CommandLineProgram.run(["demo", "--state-dir", state.path], of: "vivierd")
                #expect(demo.status == 0, "\(demo.complaints)")
                let tokens = try String(contentsOf: state.appending(path: "demo.env"), encoding: .utf8)
                for role in Self.roles {
                    let line = try #require(tokens.split(separator: "\n").first { $0.hasPrefix("DEMO_\(role)_TOKEN=") })
                    let token = try #require(line.split(separator: "=").last)
                    var (outcome, count) = (CommandLineProgram.Outcome(status: 0, output: "", complaints: ""), 0)
                    // On a machine with much else to do little is asked in that time: then it gets more.
                    for seconds in [12, 60, 180] where count <= 100 {
                        outcome = try await CommandLineProgram.run(
                            [
                                "--config-file", settings.path, "run", address.appending(path: "openapi.json").absoluteString, "--header",
                                "Authorization: Bearer \(token)",
                                "--checks", Self.checks.joined(separator: ","), "--phases", "examples,coverage,fuzzing", "--mode", "all",
                                "--seed", Self.seed, "--max-examples", "4", "--max-time", "\(seconds)", "--continue-on-failure",
                                "--no-color",
                                "--generation-database", "none",
                            ], of: tool, environment: ["LANG": "C.UTF-8", "PYTHONUTF8": "1"], in: folder)
                        count = outcome.output.firstMatch(of: /(\d+) generated/).flatMap { Int($0.output.1) } ?? 0
                    }
                    // What it found comes before a long list of what it could not reach.
                    let found = outcome.output.firstRange(of: "= FAILURES =").map { outcome.output[$0.lowerBound...] } ?? ""
                    #expect(
                        outcome.status == 0,
                        "\(role), seed \(Self.seed): \(found.prefix(6_000)) \(outcome.output.suffix(1_000)) \(outcome.complaints.suffix(500))"
                    )
                    #expect(count > 100, "\(role): \(outcome.output.suffix(500))")
                    print("schemathesis as \(role), seed \(Self.seed): \(count) requests")
                }
                let faults = try daemon.entries().filter { $0["message"] == "fault" }
                #expect(faults.isEmpty, "\(faults.prefix(3))")
                #expect(try await daemon.status(of: "readyz") == 200)
            }
        }
    }
}
