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
}
