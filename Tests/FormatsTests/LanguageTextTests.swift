import Formats
import Testing

struct LanguageTextTests {
    @Test(arguments: [("fr:C2", "fr:C2"), ("EN = b1", "en:B1"), ("de", "de"), ("swa:A1", "swa:A1")])
    func `a language with its level is read`(text: String, canonical: String) {
        #expect(LanguageText(text)?.description == canonical)
    }

    @Test(arguments: ["fr:C3", "f", "français", "fr:", "", "fr:B2:B2", "é:A1", "fran:B2"])
    func `what is no language is refused`(text: String) {
        #expect(LanguageText(text) == nil)
    }

    @Test func `levels are in the order of the framework`() {
        #expect(LanguageText.Level.allCases.map(\.rawValue) == ["A1", "A2", "B1", "B2", "C1", "C2"])
        #expect(LanguageText.Level.b2 < .c1)
    }
}
