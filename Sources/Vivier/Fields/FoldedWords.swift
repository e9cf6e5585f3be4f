/// Words that somebody looks for among what is in memory: each stands in what is found, whatever accents, capitals and signs.
package struct FoldedWords: Sendable {
    private let words: [String]
    /// Signs alone were typed, which stand nowhere.
    private let areSigns: Bool

    package init(_ typed: String) {
        words = typed.foldedLabel.split(separator: " ").map(String.init)
        areSigns = words.isEmpty && !typed.allSatisfy(\.isWhitespace)
    }

    package func stand(in text: String) -> Bool {
        if words.isEmpty { return !areSigns }
        let folded = text.foldedLabel
        return words.allSatisfy { folded.contains($0) }
    }
}
