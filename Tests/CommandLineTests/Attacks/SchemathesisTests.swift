import API
import Foundation
import Testing

/// Schemathesis, an attacker that reads `/openapi.json` and makes up requests: as each role of the demonstration, until every operation let
/// one of them in, and then as nobody. It is installed by `deploy/test` where it can be.
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
    private static let roles: [Role] = [
        .contributor, .student, .supervisor, .recruiter, .company, .companyOwner, .schoolAdmin, .networkOperator, .operator,
    ]

    /// What ends an access: it finds the attacker's own among those that it lists, and all that it asks afterwards is answered 401, then 429.
    private static let ends = ["endMembership", "endSession", "revokeToken"]

    /// As the demonstration names the role's token.
    private static func name(_ role: Role) -> String {
        role == .schoolAdmin ? "SCHOOL" : role.rawValue.uppercased().replacing("-", with: "_")
    }

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
                let attack = Attack(tool: tool, address: try await daemon.address(), settings: settings, folder: folder)
                let demo = try await CommandLineProgram.run(["demo", "--state-dir", state.path], of: "vivierd")
                #expect(demo.status == 0, "\(demo.complaints)")
                let tokens = try String(contentsOf: state.appending(path: "demo.env"), encoding: .utf8)
                func token(_ role: Role) throws -> String {
                    let line = try #require(tokens.split(separator: "\n").first { $0.hasPrefix("DEMO_\(Self.name(role))_TOKEN=") })
                    return String(try #require(line.split(separator: "=").last))
                }
                #expect(
                    Set(tokens.matches(of: /DEMO_([A-Z_]+)_TOKEN=/).map { String($0.output.1) }) == Set(Self.roles.map(Self.name)),
                    "a role of the demonstration attacks nothing")
                for (number, role) in Self.roles.enumerated() {
                    let (name, bearing) = (Self.name(role), try token(role))
                    try await attack.run(as: name, bearing: bearing, least: 100, seconds: [12, 60, 180])
                    // What its time did not reach is asked for by name, unless a role that comes later may ask for it too.
                    let later = Self.roles[(number + 1)...]
                    for _ in 1...3 {
                        let missed = try await attack.unasked()
                            .filter { $0.needs.roles.contains(role) && $0.needs.roles.isDisjoint(with: later) }.map(\.operation)
                        if missed.isEmpty { break }
                        try await attack.run(
                            as: "\(name), what is left", bearing: bearing, only: missed, least: missed.count, seconds: [60, 180])
                    }
                }
                let unasked = try await attack.unasked().map(\.operation)
                #expect(unasked.isEmpty, "let nobody in: \(unasked)")
                // Last, when no answer to it counts any more: with what ends the access of whoever asks, and without any.
                try await attack.run(
                    as: "OPERATOR, to the end of it", bearing: try token(.operator), sparing: [], but: ["missing_required_header"],
                    least: 100,
                    seconds: [12, 60, 180])
                try await attack.run(as: "nobody", bearing: nil, sparing: [], least: 100, seconds: [12, 60, 180])
                let faults = try daemon.entries().filter { $0["message"] == "fault" }
                #expect(faults.isEmpty, "\(faults.prefix(3))")
                #expect(try await daemon.status(of: "readyz") == 200)
            }
        }
    }

    /// The tool against one daemon.
    private struct Attack {
        var tool: String
        var address: URL
        var settings: URL
        var folder: URL

        /// - Parameters:
        ///   - token: nil: without one.
        ///   - only: the operations to ask for; empty: all but `spared`.
        ///   - left: checks that are left out.
        ///   - least: how many requests it must come to.
        ///   - seconds: for how long; on a machine with much else to do little is asked in that time, then it gets the next.
        func run(
            as name: String, bearing token: String?, only: [String] = [], sparing spared: [String] = SchemathesisTests.ends,
            but left: Set<String> = [], least: Int, seconds: [Int]
        ) async throws {
            var arguments = ["--config-file", settings.path, "run", address.appending(path: "openapi.json").absoluteString]
            if let token { arguments += ["--header", "Authorization: Bearer \(token)"] }
            arguments += only.flatMap { ["--include-operation-id", $0] }
            if only.isEmpty { arguments += spared.flatMap { ["--exclude-operation-id", $0] } }
            arguments += [
                "--checks", SchemathesisTests.checks.filter { !left.contains($0) }.joined(separator: ","), "--phases",
                "examples,coverage,fuzzing", "--mode", "all",
                "--seed", SchemathesisTests.seed,
                "--max-examples", "4", "--continue-on-failure", "--no-color", "--generation-database", "none",
            ]
            var (outcome, count) = (CommandLineProgram.Outcome(status: 0, output: "", complaints: ""), 0)
            for time in seconds where count < least {
                outcome = try await CommandLineProgram.run(
                    arguments + ["--max-time", "\(time)"], of: tool, environment: ["LANG": "C.UTF-8", "PYTHONUTF8": "1"], in: folder)
                count = outcome.output.firstMatch(of: /(\d+) generated/).flatMap { Int($0.output.1) } ?? 0
            }
            // What it found comes before a long list of what it could not reach.
            let found = outcome.output.firstRange(of: "= FAILURES =").map { outcome.output[$0.lowerBound...] } ?? ""
            #expect(
                outcome.status == 0,
                "\(name), seed \(SchemathesisTests.seed): \(found.prefix(6_000)) \(outcome.output.suffix(1_000)) \(outcome.complaints.suffix(500))"
            )
            #expect(count >= least, "\(name): \(outcome.output.suffix(500))")
            print("schemathesis as \(name), seed \(SchemathesisTests.seed): \(count) requests")
        }

        /// Operations that let nobody in, by what the daemon counts itself: a door that stayed shut says nothing of what is behind it.
        func unasked() async throws -> [any AnyEndpoint] {
            let answer = try await RunningDaemon.answer(of: address.appending(path: "metrics"))
            let text = String(decoding: answer.body, as: UTF8.self)
            let asked = Set(
                text.matches(of: /vivier_http_request_duration_seconds_count\{route="([^"]*)",method="([^"]*)",status="([^"]*)"/)
                    .filter { !["401", "403"].contains($0.output.3) }.map { "\($0.output.2) \($0.output.1)" })
            return Endpoints.all.filter { !asked.contains("\($0.method.rawValue) \($0.path)") }
        }
    }
}
