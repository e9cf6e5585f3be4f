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
    private static let quotes: [Character: Character] = ["\"": "\"", "“": "”", "«": "»"]
    private static let signs: Set<Character> = ["(", ")", ":", "<", ">", "=", "≥", "≤", "\"", "“", "”", "«", "»"]

    private let characters: [Character]
    private var position = 0

    /// - Returns: the tokens of a query that is known to be short.
    static func tokens(of text: String) throws(PoolQueryFault) -> [Placed] {
        var lexer = PoolQueryLexer(characters: Array(text))
        var tokens: [Placed] = []
        while let token = try lexer.next() { tokens.append(token) }
        return tokens
    }

    private init(characters: [Character]) {
        self.characters = characters
    }

    private mutating func next() throws(PoolQueryFault) -> Placed? {
        while position < characters.count, characters[position].isWhitespace { position += 1 }
        guard position < characters.count else { return nil }
        let column = position + 1
        let character = characters[position]
        if let closing = Self.quotes[character] { return Placed(token: try quotation(closing, from: column), column: column) }
        if let sign = sign() { return Placed(token: sign, column: column) }
        if Self.signs.contains(character) {
            throw PoolQueryFault(
                column, "unexpected-quote", en: "this quotation mark closes nothing. Remove it.",
                fr: "ce guillemet ne ferme rien. Supprimez-le.")
        }
        return Placed(token: word(), column: column)
    }

    private mutating func sign() -> Token? {
        let token: Token
        switch characters[position] {
        case "(": token = .open
        case ")": token = .close
        case ":": token = .colon
        case "=": token = .comparison(.equal)
        case "≥": token = .comparison(.greaterOrEqual)
        case "≤": token = .comparison(.lessOrEqual)
        case "-": token = .not
        case "<", ">":
            let isLess = characters[position] == "<"
            if position + 1 < characters.count, characters[position + 1] == "=" {
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

    private mutating func quotation(_ closing: Character, from column: Int) throws(PoolQueryFault) -> Token {
        position += 1
        var text = ""
        while position < characters.count {
            let character = characters[position]
            position += 1
            if character == closing { return .text(text.trimmed, isQuoted: true) }
            if character == "\\", position < characters.count, characters[position] == closing || characters[position] == "\\" {
                text.append(characters[position])
                position += 1
            } else {
                text.append(character)
            }
        }
        throw PoolQueryFault(
            column, "open-quote", en: "this quotation mark is never closed. Close it with \(closing).",
            fr: "ce guillemet n’est jamais fermé. Fermez-le par \(closing).")
    }

    private mutating func word() -> Token {
        let start = position
        while position < characters.count, !characters[position].isWhitespace, !Self.signs.contains(characters[position]) { position += 1 }
        let word = String(characters[start..<position])
        switch word.lowercased() {
        case "or", "ou", "|", "||": return .or
        case "and", "et", "&", "&&": return .and
        case "not", "sauf": return .not
        default: return .text(word, isQuoted: false)
        }
    }
}
