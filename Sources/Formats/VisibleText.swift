/// Characters that a reader cannot see and that can make two texts look alike, or one text look like another.
package enum VisibleText {
    /// Controls, line and paragraph separators, and what orders text from right to left by force ("Trojan Source", CVE-2021-42574).
    /// The two joiners stay: Persian, Hindi and emoji are spelt with them.
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        // Nearly every letter of the schools' languages: no look into Unicode's tables.
        if case 0x20...0x7E = scalar.value { return false }
        if case 0xAE...0x34E = scalar.value { return false }
        if case 0x350...0x5FF = scalar.value { return false }
        return switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: scalar != "\u{200C}" && scalar != "\u{200D}"
        default: scalar.properties.isNoncharacterCodePoint || isBlank(scalar)
        }
    }

    /// What is drawn as nothing, and is no space: fillers, the empty pattern of Braille, joiners of graphemes. What chooses between forms of the
    /// character before it is drawn with that.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\u{2800}" || scalar == "\u{1D159}" { return true }
        return scalar.properties.isDefaultIgnorableCodePoint && !scalar.properties.isVariationSelector
    }

    /// Whether there is nothing to be seen in a text.
    package static func isBlank(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint || isHidden($0) }
    }

    /// What may stand in a text of several lines; word processors write the separators of Unicode.
    package static func breaksLines(_ scalar: Unicode.Scalar) -> Bool {
        ["\n", "\r", "\t", "\u{2028}", "\u{2029}"].contains(scalar)
    }
}
