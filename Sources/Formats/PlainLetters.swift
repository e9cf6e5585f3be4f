import Foundation

/// What a word says, whatever letters it is drawn with: those of other alphabets that look like Latin ones, full width, bold, small capitals.
enum PlainLetters {
    /// The same in small Latin letters without accents, and without what is not seen; signs and spaces stay.
    static func of(_ text: String) -> String {
        string(seen(text).map { lookAlikes[$0] ?? $0 })
    }

    /// Its letters, signs and spaces, without accents.
    private static func seen(_ text: String) -> [Unicode.Scalar] {
        text.decomposedStringWithCompatibilityMapping.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: false
            default: !scalar.properties.isDefaultIgnorableCodePoint && !VisibleText.isHidden(scalar)
            }
        }
    }

    private static func string(_ scalars: [Unicode.Scalar]) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// What a text may say where digits stand for letters, as in `rel1gion`, or a capital I for a small l, as in `maIe`; none where there are no such
    /// signs. A word of one or two letters is none: `LV1`, `M2` and `3A` say what they say.
    ///
    /// - Parameter plain: as ``of(_:)`` writes it.
    static func disguised(_ plain: String) -> [String] {
        let scalars = Array(plain.unicodeScalars)
        var spellings = [scalars, scalars]
        for word in scalars.indices.split(whereSeparator: { !isLetter(scalars[$0]) && digits[scalars[$0]] == nil }) {
            guard word.count(where: { isLetter(scalars[$0]) }) > 2 else { continue }
            for place in word {
                let isWithin = place > word.startIndex && place + 1 < word.endIndex
                if isWithin, scalars[place] == "I", isSmall(scalars[place - 1]), isSmall(scalars[place + 1]) {
                    (spellings[0][place], spellings[1][place]) = ("i", "l")
                } else if let (first, second) = digits[scalars[place]] {
                    (spellings[0][place], spellings[1][place]) = (first, second)
                }
            }
        }
        return spellings.filter { $0 != scalars }.map(string)
    }

    /// A text by its words, in small letters, without the numbers at their ends, as `Sexe1` and `Sexe2` have them; nil where there are
    /// none. A word of one or two letters keeps its own.
    static func unnumbered(_ text: String) -> String? {
        let words = HeaderName.words(string(seen(text)))
        let bare = words.map { word in
            var rest = Substring(word)
            while let last = rest.last, last.isNumber { rest.removeLast() }
            return rest.count > 2 ? String(rest) : word
        }
        return bare == words ? nil : bare.joined(separator: " ")
    }

    private static let digits: [Unicode.Scalar: (Unicode.Scalar, Unicode.Scalar)] = [
        "1": ("i", "l"), "3": ("e", "e"), "4": ("a", "a"), "5": ("s", "s"), "7": ("t", "t"),
    ]

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }

    private static func isSmall(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isLowercase }

    /// After the confusables of UTS #39, those of Latin letters that keyboards and phonetic alphabets have.
    private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = {
        let drawn: [(latin: Unicode.Scalar, others: String)] = [
            ("a", "аαɑᴀ"), ("b", "ьʙв"), ("c", "сϲᴄ"), ("d", "ԁᴅɗ"), ("e", "еєεᴇҽ"), ("f", "ꜰſ"), ("g", "ɡɢɠ"), ("h", "һнʜ"),
            ("i", "іıιɩɪ"),
            ("j", "јϳᴊ"), ("k", "кκᴋ"), ("l", "ӏʟ"), ("m", "мᴍ"), ("n", "ոпɴη"), ("o", "оοσᴏ0"), ("p", "рρᴘ"), ("q", "ԛզ"), ("r", "гʀɾ"),
            ("s", "ѕꜱ"), ("t", "тτᴛ"), ("u", "υսᴜ"), ("v", "νѵᴠ"), ("w", "ԝωᴡ"), ("x", "хχ"), ("y", "уγʏү"), ("z", "ᴢ"),
            ("A", "АΑ"), ("B", "ВΒ"), ("C", "СϹ"), ("E", "ЕΕ"), ("H", "НΗ"), ("I", "ІΙ"), ("J", "Ј"), ("K", "КΚ"), ("M", "МΜ"), ("N", "Ν"),
            ("O", "ОΟ"), ("P", "РΡ"), ("S", "Ѕ"), ("T", "ТΤ"), ("X", "ХΧ"), ("Y", "УΥҮ"), ("Z", "Ζ"), ("G", "Ԍ"),
        ]
        return Dictionary(
            drawn.flatMap { latin, others in others.unicodeScalars.map { ($0, latin) } }, uniquingKeysWith: { first, _ in first })
    }()
}
