/// The number of a school in the French register of schools (unité administrative immatriculée): 7 digits and a check letter.
package struct UAI: Sendable, Equatable {
    package let text: String

    package enum Fault: Error { case form, checksum(expected: Character) }

    /// The alphabet without i, o and q, which resemble digits.
    private static let letters = Array("ABCDEFGHJKLMNPRSTUVWXYZ")

    /// - Parameter text: with or without spaces, in either case.
    package init(_ text: String) throws(Fault) {
        let written = text.filter { !$0.isWhitespace }.uppercased()
        let digits = written.dropLast()
        guard digits.utf8.count == 7, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits),
            let letter = written.last, letter.isASCII, letter.isLetter
        else { throw .form }
        let expected = Self.letters[number % Self.letters.count]
        guard letter == expected else { throw .checksum(expected: expected) }
        self.text = written
    }
}

extension FieldChecks {
    mutating func uai(_ text: String?, at pointer: String) -> String? {
        guard let text, !text.allSatisfy(\.isWhitespace) else { return nil }
        do throws(UAI.Fault) {
            return try UAI(text).text
        } catch {
            switch error {
            case .form:
                refuse(
                    pointer, "uai-form", en: "A UAI has 7 digits and a letter, such as 0751717J.",
                    fr: "Un UAI a 7 chiffres et une lettre, comme 0751717J.")
            case .checksum(let expected):
                refuse(
                    pointer, "uai-checksum", en: "With these digits the letter would be \(expected): a character is wrong.",
                    fr: "Avec ces chiffres la lettre serait \(expected) : un caractère est erroné.")
            }
            return nil
        }
    }
}
