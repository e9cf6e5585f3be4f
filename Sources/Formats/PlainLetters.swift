import Foundation

/// What a word says, whatever letters it is drawn with: those of other alphabets that look like Latin ones, full width, bold, small capitals.
enum PlainLetters {
    /// The same in small Latin letters without accents, and without what is not seen; signs and spaces stay.
    static func of(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            if scalar.properties.isDefaultIgnorableCodePoint || VisibleText.isHidden(scalar) { continue }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: continue
            default: plain.append(lookAlikes[scalar] ?? scalar)
            }
        }
        return String(plain)
    }

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
