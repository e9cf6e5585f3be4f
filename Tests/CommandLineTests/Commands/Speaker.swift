import Foundation
import Testing

/// Speaks to one daemon with one token.
struct Speaker {
    var url: String
    var token: String

    func callAsFunction(_ arguments: String..., input: String = "") async throws -> CommandLineProgram.Outcome {
        try await CommandLineProgram.run(
            arguments, input: Array(input.utf8), environment: ["VIVIER_URL": url, "VIVIER_TOKEN": token])
    }

    /// What a command that must succeed prints, without its last line feed.
    func done(_ arguments: String..., input: String = "") async throws -> String {
        let outcome = try await CommandLineProgram.run(
            arguments, input: Array(input.utf8), environment: ["VIVIER_URL": url, "VIVIER_TOKEN": token])
        #expect(outcome.status == 0, "\(arguments): \(outcome.complaints)")
        #expect(!outcome.output.contains("\u{1B}") && !outcome.complaints.contains("\u{1B}"), "\(arguments) draws where nobody watches")
        return outcome.output.trimmingCharacters(in: .newlines)
    }

    /// What a command that must succeed says to programs.
    func json(_ arguments: String...) async throws -> [String: Any] {
        let outcome = try await CommandLineProgram.run(
            arguments + ["--json"], environment: ["VIVIER_URL": url, "VIVIER_TOKEN": token])
        #expect(outcome.status == 0, "\(arguments): \(outcome.complaints)")
        return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any] ?? [:]
    }

    /// Posts a case that a team of two with negotiation can take.
    ///
    /// - Returns: its id.
    func postHoney() async throws -> String {
        try await TemporaryFolder.lend { folder in
            let brief = folder.appending(path: "case.md")
            try Data(
                """
                ---
                title: Sell honey
                skills:
                  - {skill: négociation, level: 3, importance: must}
                team_size: {min: 2, max: 3}
                window: {from: 2097-02-01, until: 2097-04-30}
                hours_per_week: 2
                ---
                To whom?
                """.utf8
            ).write(to: brief)
            return try await done("case", "post", brief.path)
        }
    }
}
