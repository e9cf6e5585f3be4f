import Foundation
import Testing

/// Values that no command can take are bad usage, status 2, said before a daemon is asked: here none listens.
@Suite(.timeLimit(.minutes(1)))
struct OptionValueTests {
    private static let id = "01a20694-7c60-7314-b484-2402708de809"
    private static let nowhere = ["VIVIER_URL": "http://127.0.0.1:1", "VIVIER_TOKEN": "vvr_none"]

    @Test(arguments: [
        ["cohort", "import", "/dev/null", "--cohort", id, "--format", "xlsx"],
        ["cohort", "import", "/dev/null", "--cohort", id, "--key", "name"],
        ["cohort", "import", "/dev/null", "--cohort", "M1"],
        ["cohort", "import", "/dev/null", "--cohort", id, "--map", "Nom"],
        ["cohort", "import", "/dev/null", "--cohort", id, "--map", "=key"],
        ["cohort", "import", "/dev/null", "--cohort", id, "--map", "Nom=shoesize"],
        ["cohort", "list", "--limit", "0"], ["cohort", "list", "--limit", "201"], ["cohort", "list", "--limit", "-1"],
        ["cohort", "create", "M1", "Master", "--starts-on", "2026-02-30"],
        ["skills", "search", "sales", "--limit", "51"],
        ["skills", "import", "/dev/null", "--of", "de"],
        ["pool", "search", "skill:sales", "--sort", "age"],
        ["round", "create", "Spring", "--cohort", id, "--policy", "fastest"],
        ["round", "create", "Spring", "--cohort", id, "--placement", "last"],
        ["round", "create", "Spring", "--cohort", id, "--placement", "everyone-first", "--policy", "stable"],
        ["round", "create", "Spring", "--cohort", id, "--skill-weight", "101"],
        ["round", "create", "Spring", "--cohort", id, "--time-weight", "1.5"],
        ["round", "create", "Spring", "--cohort", id, "--skill-weight", "0", "--time-weight", "0"],
        ["round", "create", "Spring", "--cohort", id, "--seed", "-1"],
        ["token", "create", "--role", "king"], ["token", "create", "--role", "operator", "--days", "366"],
        ["company", "create", "Miel", "--capacity", "100001"],
        ["case", "list", "--state", "gone"], ["prospect", "list", "--stage", "won"],
        ["whoami", "--language", "klingon"], ["whoami", "--url", "nowhere"],
        ["solve", "/dev/null", "--policy", "fastest"],
    ])
    func `a value that cannot be is bad usage`(arguments: [String]) async throws {
        let outcome = try await CommandLineProgram.run(arguments, environment: Self.nowhere)
        #expect(outcome.status == 2 && outcome.output.isEmpty && !outcome.complaints.isEmpty, "\(outcome)")
    }

    @Test func `what is right about them is said`() async throws {
        let limit = try await CommandLineProgram.run(["cohort", "list", "--limit", "500"], environment: Self.nowhere)
        #expect(limit.complaints.contains("'500'") && limit.complaints.contains("1 to 200"), "\(limit.complaints)")
        let format = try await CommandLineProgram.run(
            ["cohort", "import", "/dev/null", "--cohort", Self.id, "--format", "xlsx"], environment: Self.nowhere)
        #expect(format.complaints.contains("oneroster"), "\(format.complaints)")
        let right = try await CommandLineProgram.run(["cohort", "list", "--limit", "200"], environment: Self.nowhere)
        #expect(right.status == 7, "\(right)")
    }
}
