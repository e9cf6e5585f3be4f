import Formats

/// Words that somebody looks for, as patterns for `LIKE`.
package enum SearchWords {
    /// Each word anywhere in the text, whatever signs it holds; the first eight words.
    package static func patterns(_ text: String?) -> [String] {
        (text ?? "").split(whereSeparator: \.isWhitespace).prefix(8).map { word in
            "%\(literal(String(word.prefix(60))))%"
        }
    }

    /// What stands for itself within a pattern.
    static func literal(_ text: String) -> String {
        text.replacing(scalars: "\\", with: "\\\\").replacing(scalars: "%", with: "\\%").replacing(scalars: "_", with: "\\_")
    }
}
