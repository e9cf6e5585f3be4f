/// The number of a company's establishment in the French register: SIREN (9 digits) and NIC (5), both under Luhn's formula.
///
/// A number of the right form is not a number that exists, and some companies have none.
package struct Siret: Sendable, Equatable {
    /// 14 digits.
    package let digits: String

    package enum Fault: Error { case length, checksum }

    /// La Poste has more establishments than Luhn's formula leaves numbers: theirs may instead have a digit sum that is a multiple of 5.
    private static let laPoste = "356000000"

    /// - Parameter text: as people write it, with spaces or dots between groups.
    package init(_ text: String) throws(Fault) {
        let written = text.filter { !$0.isWhitespace && $0 != "." }
        let values = written.utf8.map { Int($0) - 0x30 }
        guard values.count == 14, values.allSatisfy({ (0...9).contains($0) }) else { throw .length }
        let sumsToFive = written.hasPrefix(Self.laPoste) && values.reduce(0, +) % 5 == 0
        guard Self.luhn(values[..<9]), Self.luhn(values[...]) || sumsToFive else { throw .checksum }
        digits = written
    }

    /// Every second digit from the right counts twice, its digits added; the sum is a multiple of 10 (ISO/IEC 7812-1, annex B).
    private static func luhn(_ digits: ArraySlice<Int>) -> Bool {
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            let value = digit.offset % 2 == 1 ? digit.element * 2 : digit.element
            return sum + value / 10 + value % 10
        }
        return sum % 10 == 0
    }
}

extension FieldChecks {
    mutating func siret(_ text: String?, at pointer: String) -> String? {
        guard let text, !text.allSatisfy(\.isWhitespace) else { return nil }
        do throws(Siret.Fault) {
            return try Siret(text).digits
        } catch {
            switch error {
            case .length:
                refuse(
                    pointer, "siret-length", en: "A SIRET has 14 digits. Leave it out where the company has none.",
                    fr: "Un SIRET a 14 chiffres. Laissez-le vide si l’entreprise n’en a pas.")
            case .checksum:
                refuse(
                    pointer, "siret-checksum", en: "Its check digits do not fit: a digit is wrong or two have changed places.",
                    fr: "Sa clé de contrôle est fausse : un chiffre est erroné ou deux sont intervertis.")
            }
            return nil
        }
    }
}
