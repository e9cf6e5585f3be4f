import Testing
import Vivier

/// Searching what is in memory.
@Suite struct FoldedWordsTests {
    @Test func `each word stands in what is found, whatever accents, capitals and signs`() {
        #expect(FoldedWords("o'NEIL eve").stand(in: "Ève O’Neil"))
        #expect(FoldedWords("coeur").stand(in: "Cœur de Lyon, M1"))
        #expect(!FoldedWords("eve zoe").stand(in: "Ève O’Neil"))
        #expect(FoldedWords("").stand(in: "M1") && FoldedWords(" ").stand(in: "M1"))
        // Signs alone are in nothing, not even where they stand.
        #expect(!FoldedWords("%").stand(in: "100 %"))
    }
}
