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
}
