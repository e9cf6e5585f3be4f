import Formats
import Foundation
import Mail
import Testing

@testable import Vivier

/// Names that have broken other programs, in letters: the message keeps its form, and who reads it reads the name.
struct HostileLetterTests {
    private static let path = "bad-input/blns/blns_part1.json"

    @Test(.enabled(if: ReferenceData.has(path), "the reference data is not beside the working copy"))
    func `no name breaks the form of a letter or is lost in it`() throws {
        let names = try JSONDecoder().decode([String].self, from: Data(try ReferenceData.bytes(Self.path)))
        // More marks on one letter than a line of a header holds.
        let all = names + ["a" + String(repeating: "\u{301}", count: 300), "a\r\nBcc: all@example.org\r\n\r\nHello"]
        let (link, to) = ("https://vivier.example/x", "eve@example.org")
        for name in all {
            for language in [Language.english, .french] {
                let letters = [
                    Letter.published(to, round: name, by: name, link: link, language),
                    .matched(to, cases: [name, name], link: link, language),
                    .withdrawn(to, title: name, by: name, toStaff: true, link: link, language),
                ]
                for letter in letters { try expectWhole(letter, name, language) }
            }
        }
    }

    private func expectWhole(_ letter: Letter, _ name: String, _ language: Language) throws {
        let comment: Comment = "\(name.debugDescription)"
        let bytes = letter.message(from: "vivier@example.org", name: "n1", at: Date(timeIntervalSince1970: 1_795_430_400))
        let end = try #require(bytes.firstRange(of: Data("\r\n\r\n".utf8)), comment)
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let fields = head.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            fields == [
                "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
                "Auto-Submitted",
            ], comment)
        #expect(head.allSatisfy { $0.utf8.count <= 90 && $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } }, comment)
        // The subject, unfolded.
        let words = head.drop { !$0.hasPrefix("Subject: ") }.enumerated().prefix { $0.offset == 0 || $0.element.hasPrefix(" ") }
            .map { $0.element.replacing("Subject: ", with: "").trimmingCharacters(in: .whitespaces) }
        var subject = Data()
        for word in words where word.hasPrefix("=?utf-8?B?") {
            #expect(word.utf8.count <= 75, comment)
            let piece = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))), comment)
            #expect(String(data: piece, encoding: .utf8) != nil, comment)
            subject += piece
        }
        #expect(words == [letter.subject] || subject == Data(letter.subject.utf8), comment)
        // The text, as every reader shows it.
        let lines = String(decoding: bytes[end.upperBound...], as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 }, comment)
        let text = try #require(Data(base64Encoded: lines.joined()), comment)
        let told = letter.body.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
        #expect(text == Data(told.utf8), comment)
        #expect(!text.isEmpty && letter.body.contains("https://vivier.example/x"), comment)
        // The name stands in it as it is; French may bind a space of it to the sign behind.
        let quoted = language == .english ? "“\(name)”" : "«\u{A0}\(name)\u{A0}»"
        let sought = quoted.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").replacing(scalars: "\u{A0}", with: " ")
        let shown = String(decoding: text, as: UTF8.self).replacing(scalars: "\u{A0}", with: " ")
        #expect(Data(shown.utf8).firstRange(of: Data(sought.utf8)) != nil, comment)
    }
}
