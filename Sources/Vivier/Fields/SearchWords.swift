/// Words that somebody looks for, as patterns for `LIKE`.
package enum SearchWords {
    /// Each word anywhere in the text, whatever signs it holds; the first eight words.
    package static func patterns(_ text: String?) -> [String] {
        (text ?? "").split(whereSeparator: \.isWhitespace).prefix(8).map { word in
            "%\(word.prefix(60).replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_"))%"
        }
    }
}
