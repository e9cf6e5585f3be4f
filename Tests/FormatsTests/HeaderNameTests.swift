import Formats
import Testing

struct HeaderNameTests {
    @Test func `names are compared without case, accents, spaces and signs`() {
        #expect(HeaderName.folded("N° d’Étudiant\u{A0}_") == HeaderName.folded("n d etudiant"))
        #expect(HeaderName.folded("e\u{301}quipe") == "equipe")
        #expect(HeaderName.folded("ｅｍａｉｌ") == "email")
    }

    @Test func `the words of a name are found however they are joined`() {
        #expect(HeaderName.words("ext_imagineLearning_studentPassword") == ["ext", "imagine", "learning", "student", "password"])
        #expect(HeaderName.words("With which gender do you identify?").contains("gender"))
    }

    @Test(arguments: [
        ("tilte", "title"), ("titel", "title"), ("itlte", nil), ("tite", "title"), ("titlle", "title"), ("Tïtle", "title"),
        ("hours_per_weak", "hours_per_week"), ("compnay", "company"), ("x", nil), ("", nil), ("→", nil), ("budget", nil),
    ])
    func `a slip of the finger is known, two letters in the wrong order among them`(name: String, meant: String?) {
        #expect(HeaderName.nearest(to: name, in: ["place", "title", "company", "hours_per_week", "", "y"]) == meant)
    }

    @Test func `the nearest name wins, the first of those as near`() {
        #expect(HeaderName.nearest(to: "window_form", in: ["window_for", "window_from", "window_until"]) == "window_for")
        #expect(HeaderName.nearest(to: "window_form", in: ["window_until", "window_from"]) == "window_from")
        #expect(HeaderName.nearest(to: "abcdef", in: ["abcdxy", "abcdez"]) == "abcdez")
    }

    @Test(.timeLimit(.minutes(1))) func `names without end are compared with none`() {
        let endless = String(repeating: "a", count: 1_000_000)
        #expect(HeaderName.nearest(to: endless, in: [endless, "title"]) == nil)
    }
}
