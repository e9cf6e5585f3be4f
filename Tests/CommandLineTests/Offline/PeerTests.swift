import Foundation
import Testing

/// The solver against solvers of others on random instances. They are installed by `deploy/test` where they can be.
struct PeerTests {
    /// The Python that has the peers, among the tests' own tools.
    private static let python: String? = ProcessInfo.processInfo.environment["VIVIER_TEST_TOOLS"].map { "\($0)/python3" }
    private static let scripts = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../deploy/bench").standardized

    private static func has(_ module: String) -> Bool {
        guard let python, FileManager.default.isExecutableFile(atPath: python) else { return false }
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('\(module)') is None)"]
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    private func agrees(_ script: String, on count: Int) async throws {
        let arguments = [Self.scripts.appending(path: script).path, CommandLineProgram.file("vivier").path, "\(count)", "7"]
        let outcome = try await CommandLineProgram.run(arguments, of: try #require(Self.python))
        #expect(outcome.status == 0 && outcome.output == "\(count) instances agree\n", "\(outcome)")
    }

    @Test(.enabled(if: has("ortools"), "the package ortools is not installed"))
    func `OR-Tools finds the same best totals`() async throws {
        try await agrees("ortools_crosscheck.py", on: 60)
    }

    @Test(.enabled(if: has("matching"), "the package matching is not installed"))
    func `the package matching finds the same stable matchings, of cases and of companies`() async throws {
        try await agrees("matching_crosscheck.py", on: 60)
    }
}
