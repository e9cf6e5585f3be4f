import API
import Foundation
import Testing

/// Speaks to one daemon with one token, in English, in French and as programs do.
struct Bilingual {
    var url: String
    var token: String

    /// Words that no French sentence has.
    private static let english = [
        " of ", " the ", " and ", " with ", "team", " placed", "total fit", "eligible", "matched", "week ", "nearest", "must", "published:",
        "published ", "draft", "pinned", "note: ", "members", "There is", "does not", " no ", "ranked", "vetoed", "round", "choice",
        "loses",
        "school", "skills", "hours", "cost", "would", "yes", "free ", "lowest", "stays", "formed", "missing", "certificate:",
    ]

    func run(_ words: [String], in language: String, input: String = "") async throws -> CommandLineProgram.Outcome {
        try await CommandLineProgram.run(
            words, input: Array(input.utf8), environment: ["VIVIER_URL": url, "VIVIER_TOKEN": token, "LANG": language])
    }

    /// What a command that must succeed prints, without its last line feed.
    func done(_ words: String..., input: String = "") async throws -> String {
        let outcome = try await run(words, in: "C", input: input)
        #expect(outcome.status == 0, "\(words): \(outcome.complaints)")
        return outcome.output.trimmingCharacters(in: .newlines)
    }

    /// What a command that must succeed says, results and messages, in both languages.
    func both(_ words: String...) async throws -> (en: String, fr: String) {
        var said: [String] = []
        for language in ["C", "fr_FR.UTF-8"] {
            let outcome = try await run(words, in: language)
            #expect(outcome.status == 0, "\(words): \(outcome.complaints)")
            said.append(outcome.output + outcome.complaints)
        }
        for word in Self.english { #expect(!said[1].contains(word), "\(words): “\(word)” in \(said[1])") }
        return (said[0], said[1])
    }

    /// How a command is refused in both languages; the statuses must be the same.
    func refused(_ words: String...) async throws -> (status: Int32, en: String, fr: String) {
        let (english, french) = (try await run(words, in: "C"), try await run(words, in: "fr_FR.UTF-8"))
        #expect(english.status != 0 && english.status == french.status, "\(words): \(english) \(french)")
        #expect(english.complaints != french.complaints && english.output.isEmpty && french.output.isEmpty, "\(words): \(french)")
        // Commands are named as they are typed, in every language.
        let prose = french.complaints.replacing(/vivier [a-z]+ [a-z-]+/, with: "")
        for word in Self.english { #expect(!prose.contains(word), "\(words): “\(word)” in \(prose)") }
        return (english.status, english.complaints, french.complaints)
    }

    /// What a command that must succeed says to programs, read by the type that the interface promises.
    func decoded<Answer: Decodable>(_ type: Answer.Type, _ words: String...) async throws -> Answer {
        let outcome = try await run(words + ["--json"], in: "C")
        #expect(outcome.status == 0, "\(words): \(outcome.complaints)")
        return try Wire.decoder.decode(type, from: Data(outcome.output.utf8))
    }
}
