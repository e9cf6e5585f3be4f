import API
import Formats
import Foundation

/// What somebody types to find something by its name: words of which each must be there.
struct NameSearch {
    /// In lower case and without accents, as `folded` of the database makes texts.
    let words: [Word]

    struct Word {
        var text: String

        /// As names may be written that begin with it: in lower case, with a capital, in capitals, with either apostrophe. A collation that
        /// passes over case and accents finds all by one of these.
        var spellings: Set<String> {
            let cases = [text, text.capitalized, text.uppercased()]
            return Set(cases + cases.map { $0.replacing(scalars: "'", with: "’") })
        }

        /// For LIKE: anywhere, and at the beginning.
        var containing: String { "%\(escaped)%" }
        var beginning: String { "\(escaped)%" }

        private var escaped: String {
            SearchWords.literal(text)
        }
    }

    private static let (mostLength, mostWords) = (200, 8)
    /// All of them are one to whoever searches.
    private static let apostrophes: Set<Unicode.Scalar> = ["’", "‘", "ʼ"]

    /// - Throws: a refusal of the parameter where it is too long.
    init(_ text: String?, parameter: String = "search") throws(GeneralRefusal) {
        let text = text ?? ""
        guard text.unicodeScalars.count <= Self.mostLength else {
            throw .parameter(
                parameter, "too-long", en: "At most \(Self.mostLength) characters are searched for.",
                fr: "La recherche accepte au plus \(Self.mostLength) caractères.")
        }
        let visible = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        words = visible.split(whereSeparator: \.isWhitespace).prefix(Self.mostWords).map { Word(text: Self.folded(String($0))) }
    }

    /// For `@@`, as `name_words` of the database makes words of one school: all, each as a beginning.
    static func lexemes(_ words: [Word], of school: Organisation.ID) -> String {
        let parts = words.flatMap { $0.text.split(separator: " ") }.map {
            "\(school)".suffix(8) + $0.unicodeScalars.prefix(100).map(String.init).joined()
        }
        return parts.map { "'\($0.replacing(scalars: "\\", with: "\\\\").replacing(scalars: "'", with: "''"))':*" }.joined(separator: " & ")
    }

    private static func folded(_ text: String) -> String {
        let scalars = text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars
        return String(
            String.UnicodeScalarView(
                scalars.filter { !(0x300...0x36F).contains($0.value) }.map { apostrophes.contains($0) ? "'" : $0 }))
    }
}
