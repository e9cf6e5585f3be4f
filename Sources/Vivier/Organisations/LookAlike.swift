import API
import Formats
import Foundation
import Postgres

/// A new organisation's name would pass for another's.
enum LookAlike: Refusal {
    /// With the name of the other.
    case of(String)
    case mixedAlphabets

    var reason: RefusalReason {
        let (sentence, way): (Sentence, Sentence)
        switch self {
        case .of(let name):
            sentence = Sentence(
                en: "It looks like “\(name)”, which is here already.", fr: "Il ressemble à « \(name) », qui existe déjà ici.")
        case .mixedAlphabets:
            sentence = Sentence(
                en: "A word of it mixes letters of several alphabets that look alike.",
                fr: "Un de ses mots mélange des lettres de plusieurs alphabets qui se ressemblent.")
        }
        way = Sentence(
            en: "If an operator knows that it is another organisation, it is added with `distinct` (--distinct).",
            fr: "Si un opérateur sait que c’est une autre organisation, il l’ajoute avec `distinct` (--distinct).")
        return RefusalReason(
            .conflict, code: "looks-like-another", en: "\(sentence.en) \(way.en)", fr: "\(sentence.fr) \(way.fr)",
            fields: [.init(pointer: "/name", code: "looks-like-another", sentence: sentence)])
    }
}

extension FieldChecks {
    /// Keeps out of a name what Unicode gives no meaning: each font draws it as it likes, as a box, as nothing, or as a letter of another name.
    mutating func refuseUnknownCharacters(of name: String, at pointer: String) {
        let unknown = name.unicodeScalars.first { scalar in
            // What is hidden is refused as that.
            [.unassigned, .privateUse].contains(scalar.properties.generalCategory) && !VisibleText.isHidden(scalar)
        }
        guard let unknown else { return }
        let code = "U+" + String(format: "%04X", unknown.value)
        refuse(
            pointer, "unknown-character", en: "It holds the character \(code), which stands for no letter. Remove it.",
            fr: "Il contient le caractère \(code), qui ne représente aucune lettre. Supprimez-le.")
    }
}

extension UnitOfWork {
    /// Keeps out a name that readers would take for that of another organisation, of whatever kind. An operator who has looked says so;
    /// nobody else can. The very same name is no disguise where an operator gives it: many schools share one, and whoever adds it sees it in the
    /// list. Nobody takes it by a change of the own name.
    ///
    /// - Parameters:
    ///   - isDistinct: what the request says; it counts from an operator alone.
    ///   - own: the organisation that is to bear it, where it is here already.
    /// - Throws: ``LookAlike``.
    func refuseLookAlikes(of name: String, isDistinct: Bool?, besides own: Organisation.ID? = nil) async throws {
        if isDistinct == true, caller.role == .operator { return }
        if Appearance.mixesAlphabets(name) { throw LookAlike.mixedAlphabets }
        // Of all: what something looks like is for no index to say, and organisations are added seldom.
        let names = try await execute("SELECT DISTINCT name FROM organisation WHERE id IS DISTINCT FROM \(own)").decode(String.self)
        if names.contains(name) {
            guard caller.role == .operator else { throw LookAlike.of(name) }
            return
        }
        let appearance = Appearance(name)
        if let other = names.first(where: { Appearance($0) == appearance }) { throw LookAlike.of(other) }
    }
}
