import Foundation
import Vivier

/// What somebody typed into a form. A field is named by the place of its value in the JSON of the same request, `skills/0/level`, so that
/// a refusal finds the field that it speaks of.
struct Form: Sendable {
    var items: [(name: String, value: String)] = []
    var files: [String: Upload] = [:]

    /// A file of a form of the type `multipart/form-data`.
    struct Upload: Sendable {
        var name: String
        var bytes: [UInt8]
    }

    /// The field with the address of the page on which the form stands; of no name that a list of that page gives to a field of its own.
    static let standsOn = "stands_on"

    /// Without the spaces around it; empty where there is none.
    subscript(name: String) -> String { self.given(name)?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "" }

    /// As it was typed, line breaks being single line feeds; nil where the form has no such field.
    func given(_ name: String) -> String? { items.first { $0.name == name }?.value.replacing("\r\n", with: "\n") }

    /// Nil where nothing was typed.
    func text(_ name: String) -> String? {
        let text = self[name]
        return text.isEmpty ? nil : text
    }

    /// Of a field that may be there several times; what is empty is left out.
    func all(_ name: String) -> [String] {
        items.lazy.filter { $0.name == name }.map { $0.value.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
    }

    /// It was sent to be read in another language, not to be done.
    var isOnlyShown: Bool { isTicked("only_show") }

    func isTicked(_ name: String) -> Bool { items.contains { $0.name == name } }

    /// - Returns: nil where nothing was typed.
    /// - Throws: a refusal that names the field, where it is no whole number.
    func integer(_ name: String) throws(GeneralRefusal) -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text.filter { !$0.isWhitespace }) else {
            throw .field("/\(name)", "wrong-type", en: "Give a whole number.", fr: "Indiquez un nombre entier.")
        }
        return number
    }

    /// - Returns: nil where nothing was typed.
    /// - Throws: a refusal that names the field, where it is not of the form that `type` has in JSON.
    func value<Value: LosslessStringConvertible>(_ name: String, _ type: Value.Type = Value.self) throws(GeneralRefusal) -> Value? {
        guard let text = text(name) else { return nil }
        guard let value = Value(text) else {
            throw .field("/\(name)", "wrong-value", en: "This cannot be read.", fr: "Cette valeur est illisible.")
        }
        return value
    }
}
