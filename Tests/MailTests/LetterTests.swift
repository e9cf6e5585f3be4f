import Foundation
import Testing

@testable import Mail

struct LetterTests {
    private func lines(_ letter: Letter, isReadable: Bool = false) -> [String] {
        let bytes = letter.message(
            from: "vivier@example.org", name: "n1", at: Date(timeIntervalSince1970: 1_795_430_400), isReadable: isReadable)
        return String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    }

    @Test func `a message has the headers of RFC 5322, and its text comes back whole`() throws {
        let text = "Bonjour Ève,\n\nle lien :\nhttps://vivier.example/sign-in/x\n"
        let lines = lines(Letter(to: "eve@example.org", subject: "Your link", body: text, goodUntil: .distantFuture))
        #expect(
            lines.prefix(9) == [
                "From: Vivier <vivier@example.org>", "To: <eve@example.org>", "Subject: Your link", "Date: Mon, 23 Nov 2026 10:40:00 +0000",
                "Message-ID: <n1@example.org>", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: base64", "Auto-Submitted: auto-generated",
            ])
        let body = lines.drop { !$0.isEmpty }.dropFirst()
        #expect(body.allSatisfy { $0.count <= 76 })
        let decoded = try #require(Data(base64Encoded: body.joined()))
        #expect(String(decoding: decoded, as: UTF8.self) == text.replacing("\n", with: "\r\n"))
    }

    @Test func `a subject of any letters is made of encoded words, none longer than 75, none through a letter`() throws {
        let subject = "Une invitation à l’École supérieure de commerce de Zürich, Łódź et 日本語の学校 — 👩‍🎓👩‍🎓👩‍🎓👩‍🎓👩‍🎓"
        let lines = lines(Letter(to: "eve@example.org", subject: subject, body: "", goodUntil: .distantFuture))
        let start = try #require(lines.firstIndex { $0.hasPrefix("Subject: ") })
        let folded = [lines[start]] + lines[(start + 1)...].prefix { $0.hasPrefix(" ") }
        let words = folded.map { $0.replacing("Subject: ", with: "").trimmingCharacters(in: .whitespaces) }
        #expect(words.count > 2 && words.allSatisfy { $0.count <= 75 && $0.hasPrefix("=?utf-8?B?") && $0.hasSuffix("?=") })
        let parts = try words.map { word in
            let bytes = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            return try #require(String(data: bytes, encoding: .utf8))
        }
        #expect(parts.joined() == subject)
    }

    @Test(arguments: [
        "eve@example.org\r\nBcc: all@example.org", "<eve@example.org>", "eve@example.org,max@example.org", "eve", "@example.org", "eve@",
        "ève@example.org", "e ve@example.org", "eve@a@b", "eve@example.org>", "\"eve\"@example.org",
        String(repeating: "a", count: 250) + "@b.fr",
    ])
    func `what could be more than one address is none`(address: String) {
        #expect(!Letter.canBeSentTo(address))
    }

    @Test func `a subject adds no header`() {
        let letter = Letter(to: "eve@example.org", subject: "a\r\nBcc: all@example.org", body: "", goodUntil: .distantFuture)
        #expect(!lines(letter).contains { $0.hasPrefix("Bcc") })
    }
}
