import Foundation
import TestSupport
import Testing
import Vivier

/// Queries of talent pools, written by nobody: each is read, and then prints and reads as the same again, or is refused with its column.
@Suite(.timeLimit(.minutes(15))) struct PoolQueryMutationTests {
    private static let words = [
        "skill:", "\"négociation\"", "available:", "2027-01", "language:", "en", ">=", "<", "=", "B2", "3", "(", ")", "or", "and", "not",
        "-", "\"",
        "“", "”", "«", "»", "city:", "Nîmes", "graduation", "école:", ":", "::", "\u{202E}", "\u{0}", "é", "e\u{301}", "💡",
        "9999999999999999999",
        "programme:", " ", "\t", "\n", "\\", "sauf", "ou", "'", "%", "_", ";--",
    ]

    @Test func `any heap of words is read or refused, and nothing falls over`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededNumbers(seed: seed)
        var read = 0
        for _ in 0..<30_000 {
            let count = Int.random(in: 1...14, using: &random)
            let text = (0..<count).compactMap { _ in Self.words.randomElement(using: &random) }
                .joined(separator: Bool.random(using: &random) ? " " : "")
            do throws(PoolQueryFault) {
                let query = try PoolQueryParser.parse(text)
                let printed = query.description
                let again = try PoolQueryParser.parse(printed).description
                #expect(again == printed, "seed \(seed): \(text)")
                read += 1
            } catch {
                #expect(error.column >= 1 && error.column <= text.count + 1, "seed \(seed): \(text): \(error)")
                #expect(!error.sentence.en.isEmpty && !error.sentence.fr.isEmpty)
            }
        }
        #expect(read > 300, "seed \(seed)")
    }

    @Test func `depth and length are bounded`() {
        for text in [
            String(repeating: "(", count: 100_000), String(repeating: "not ", count: 100_000),
            String(repeating: "a or ", count: 50_000) + "a",
            String(repeating: "-", count: 100_000) + "a", "\"" + String(repeating: "a", count: 1_000_000) + "\"",
        ] {
            #expect(throws: PoolQueryFault.self) { try PoolQueryParser.parse(text) }
        }
    }
}
