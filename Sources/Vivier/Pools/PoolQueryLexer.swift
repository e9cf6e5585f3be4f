/// Cuts a pool query into words and signs, each with its column.
struct PoolQueryLexer {
    enum Token: Equatable {
        case open, close, or, and, not, colon
        case comparison(Comparison)
        case text(String, isQuoted: Bool)
    }

    struct Placed: Equatable {
        var token: Token
        /// In characters from 1.
        var column: Int
    }

    /// What opens a quotation closes with its partner; typographic quotes come from pages and word processors.
    private static let quotes: [Unicode.Scalar: Unicode.Scalar] = ["\"": "\"", "“": "”", "«": "»"]
    private static let signs: Set<Unicode.Scalar> = ["(", ")", ":", "<", ">", "=", "≥", "≤", "\"", "“", "”", "«", "»"]

    /// By scalars: a sign stays one where an accent follows it, with which it would be another character.
    private let scalars: [Unicode.Scalar]
    /// Of each scalar, the character that it belongs to, from 1.
    private let columns: [Int]
    private var position = 0

    /// - Returns: the tokens of a query that is known to be short.
    static func tokens(of text: String) throws(PoolQueryFault) -> [Placed] {
        var lexer = PoolQueryLexer(text)
        var tokens: [Placed] = []
        while let token = try lexer.next() { tokens.append(token) }
        return tokens
    }

    private init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        columns = text.enumerated().flatMap { index, character in character.unicodeScalars.map { _ in index + 1 } }
    }

    private mutating func next() throws(PoolQueryFault) -> Placed? {
        while position < scalars.count, scalars[position].properties.isWhitespace { position += 1 }
        guard position < scalars.count else { return nil }
        let column = columns[position]
        let scalar = scalars[position]
        if let closing = Self.quotes[scalar] { return Placed(token: try quotation(closing, from: column), column: column) }
        if let sign = sign() { return Placed(token: sign, column: column) }
        if Self.signs.contains(scalar) {
            throw PoolQueryFault(
                column, "unexpected-quote", en: "this quotation mark closes nothing. Remove it.",
                fr: "ce guillemet ne ferme rien. Supprimez-le.")
        }
        return Placed(token: word(), column: column)
    }

    private mutating func sign() -> Token? {
        let token: Token
        switch scalars[position] {
        case "(": token = .open
        case ")": token = .close
        case ":": token = .colon
        case "=": token = .comparison(.equal)
        case "≥": token = .comparison(.greaterOrEqual)
        case "≤": token = .comparison(.lessOrEqual)
        case "-": token = .not
        case "<", ">":
            let isLess = scalars[position] == "<"
            if position + 1 < scalars.count, scalars[position + 1] == "=" {
                position += 1
                token = .comparison(isLess ? .lessOrEqual : .greaterOrEqual)
            } else {
                token = .comparison(isLess ? .less : .greater)
            }
        default: return nil
        }
        position += 1
        return token
    }

    private mutating func quotation(_ closing: Unicode.Scalar, from column: Int) throws(PoolQueryFault) -> Token {
        position += 1
        var text = ""
        while position < scalars.count {
            let scalar = scalars[position]
            position += 1
            if scalar == closing { return .text(text.trimmed, isQuoted: true) }
            if scalar == "\\", position < scalars.count, scalars[position] == closing || scalars[position] == "\\" {
                text.unicodeScalars.append(scalars[position])
                position += 1
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        throw PoolQueryFault(
            column, "open-quote", en: "this quotation mark is never closed. Close it with \(closing).",
            fr: "ce guillemet n’est jamais fermé. Fermez-le par \(closing).")
    }

    private mutating func word() -> Token {
        let start = position
        while position < scalars.count, !scalars[position].properties.isWhitespace, !Self.signs.contains(scalars[position]) {
            position += 1
        }
        let word = String(String.UnicodeScalarView(scalars[start..<position]))
        switch word.lowercased() {
        case "or", "ou", "|", "||": return .or
        case "and", "et", "&", "&&": return .and
        case "not", "sauf", "non": return .not
        default: return .text(word, isQuoted: false)
        }
    }
}
