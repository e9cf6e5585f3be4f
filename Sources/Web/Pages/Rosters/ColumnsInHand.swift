import API
import Formats
import Vivier

/// What the columns of a file in hand give of what no roster goes without.
struct ColumnsInHand {
    var roster: RosterInHand

    /// The needed fields that no column gives; none of a bundle, whose columns a standard names.
    ///
    /// - Parameter targets: what columns were said to be, by their number; the others are what they are taken for.
    func missing(_ targets: [Int: String]) -> [RosterField] {
        guard !roster.isBundle, !roster.columns.isEmpty else { return [] }
        var given: Set<String> = []
        for (index, column) in roster.columns.enumerated() where !column.forbidden {
            switch targets[index] ?? column.meaning {
            case "key+email": given.formUnion(["key", "email"])
            case "family_name, given_name": given.formUnion(["family_name", "given_name"])
            case let field?: given.insert(field)
            case nil: break
            }
        }
        return RosterField.needed.filter { !given.contains($0.rawValue) }
    }

    /// The column that may well be the key, where none is taken for it: the only one that is called as accounts are. It is never more than
    /// proposed, since an account may change its name and a key may not.
    var key: Int? {
        guard missing([:]).contains(.key) else { return nil }
        let named = roster.columns.indices.filter { index in
            let column = roster.columns[index]
            return !column.forbidden && column.meaning == nil && Self.accounts.contains(HeaderName.folded(column.name))
        }
        return named.count == 1 ? named[0] : nil
    }

    private static let accounts = Set(
        ["username", "user name", "login", "login id", "identifiant de connexion", "nom d'utilisateur"].map(HeaderName.folded))

    /// - Throws: a refusal that names each field that no column gives, so that nobody waits for a preview that can only say so.
    func check(_ targets: [Int: String]) throws(GeneralRefusal) {
        let missing = missing(targets)
        guard missing.isEmpty else {
            throw .invalid(
                missing.map { field in
                    let name = Sentence(
                        en: RosterWords.field(field.rawValue, Words(language: .english)),
                        fr: RosterWords.field(field.rawValue, Words(language: .french)))
                    return RefusalReason.Field(
                        pointer: "/columns/\(field.rawValue)", code: "missing-column",
                        sentence: Sentence(
                            en: "No column gives “\(name.en)” yet: say which one does.",
                            fr: "Aucune colonne ne donne encore « \(name.fr) » : dites laquelle."))
                })
        }
    }
}
