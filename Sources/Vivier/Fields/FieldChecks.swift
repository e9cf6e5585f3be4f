import API
import Formats
import Foundation

/// Checks the fields of one request and gathers all that is wrong with them, so that a person mends everything at once.
///
///     var checks = FieldChecks()
///     let name = checks.line(draft.name, at: "/name", 1...200)
///     try checks.end()
package struct FieldChecks: Sendable {
    package private(set) var faults: [RefusalReason.Field] = []

    package init() {}

    /// - Throws: a refusal that names every field that was not acceptable.
    package func end() throws(GeneralRefusal) {
        if !faults.isEmpty { throw .invalid(faults) }
    }

    package mutating func refuse(_ pointer: String, _ code: String, en: String, fr: String) {
        faults.append(.init(pointer: pointer, code: code, sentence: Sentence(en: en, fr: fr)))
    }

    /// What another check found.
    mutating func refuse(_ fault: RefusalReason.Field) { faults.append(fault) }

    /// One line of text: trimmed, in Unicode's composed form (NFC), so that equal looking names compare equal.
    ///
    /// - Parameter lengths: in Unicode scalars, as PostgreSQL counts characters.
    package mutating func line(_ text: String, at pointer: String, _ lengths: ClosedRange<Int>) -> String {
        checked(text, at: pointer, lengths) { VisibleText.isHidden($0) }
    }

    /// Several lines: the same, but line breaks and tabs may stand in it.
    package mutating func lines(_ text: String, at pointer: String, _ lengths: ClosedRange<Int>) -> String {
        checked(text, at: pointer, lengths) { VisibleText.isHidden($0) && !VisibleText.breaksLines($0) }
    }

    /// One line that may be absent; blank is absent.
    package mutating func line(_ text: String?, at pointer: String, _ lengths: ClosedRange<Int>) -> String? {
        guard let text, !text.allSatisfy(\.isWhitespace) else { return nil }
        return line(text, at: pointer, lengths) as String
    }

    /// A field that belongs to another kind of thing.
    package mutating func absent(_ value: Any?, at pointer: String, en: String, fr: String) {
        if value != nil { refuse(pointer, "not-applicable", en: en, fr: fr) }
    }

    private mutating func checked(
        _ text: String, at pointer: String, _ lengths: ClosedRange<Int>, isRefused: (Unicode.Scalar) -> Bool
    ) -> String {
        let composed = text.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
        if let scalar = composed.unicodeScalars.first(where: isRefused) {
            let code = "U+" + String(format: "%04X", scalar.value)
            refuse(
                pointer, "hidden-character", en: "It holds the invisible character \(code). Remove it.",
                fr: "Il contient le caractère invisible \(code). Supprimez-le.")
        } else if lengths.lowerBound > 0, !composed.isEmpty, VisibleText.isBlank(composed) {
            refuse(pointer, "blank", en: "There is nothing to be seen in it.", fr: "On n’y voit rien.")
        } else if !lengths.contains(composed.unicodeScalars.count) {
            let (least, most) = (lengths.lowerBound, lengths.upperBound)
            guard !composed.isEmpty else {
                refuse(
                    pointer, "length", en: "Fill this in, with \(most) characters at most.",
                    fr: "À remplir, avec \(most) caractères au plus.")
                return composed
            }
            refuse(
                pointer, "length", en: "It has \(composed.unicodeScalars.count) characters; \(least) to \(most) are taken.",
                fr: "Il a \(composed.unicodeScalars.count) caractères ; il en faut de \(least) à \(most).")
        }
        return composed
    }
}
