import Formats
import Testing

/// What messages quote of their input: never much of it, and nothing that a reader cannot see.
struct ExcerptTests {
    private static let family = "👨‍👩‍👧‍👦"

    @Test func `a short text stands as it is`() {
        for text in ["", "Éloïse d’Aubigné-Nguyễn", "愛 中村", Self.family, String(repeating: "x", count: 80)] {
            #expect(text.excerpt == text)
        }
    }

    @Test func `a long text is cut, and says so`() {
        #expect(String(repeating: "x", count: 81).excerpt == String(repeating: "x", count: 80) + "…")
        #expect(String(repeating: "é", count: 1_000_000).excerpt(most: 3) == "ééé…")
    }

    @Test func `what is hidden is shown`() {
        #expect("a\u{202E}b\nc\u{FEFF}\u{7F}\u{FFFE}".excerpt == #"a\u{202E}b\u{A}c\u{FEFF}\u{7F}\u{FFFE}"#)
        #expect("می‌خواهم" == "می‌خواهم".excerpt, "Persian is spelt with a joiner")
    }

    @Test func `sixty families of seven scalars fit three hundred by whole families`() {
        let cut = String(repeating: Self.family, count: 60).prefix(scalars: 300)
        #expect(cut.unicodeScalars.count == 294 && cut.count == 42 && cut.allSatisfy { String($0) == Self.family })
    }

    @Test func `one character that is longer than the bound is halved rather than lost`() {
        let marks = "e" + String(repeating: "\u{301}", count: 1_000)
        #expect(marks.count == 1)
        #expect(marks.prefix(scalars: 10).unicodeScalars.count == 10)
        #expect(marks.excerpt.unicodeScalars.count == 81)
    }
}
