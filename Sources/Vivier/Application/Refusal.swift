package import API

/// What a person can act on: the request was understood and is not acceptable. Everything else that is thrown is a fault.
package protocol Refusal: Error {
    var reason: RefusalReason { get }
}

package enum RefusalKind: Sendable, CaseIterable {
    /// The role may not.
    case denied
    /// There is no such thing, or it is not the caller's to see.
    case missing
    /// A field is not acceptable.
    case invalid
    /// It stands in conflict with what is stored.
    case conflict
    /// Somebody else changed it in between.
    case lostRace
    /// It is larger than what is taken.
    case tooLarge
    /// An import with rejected rows: nothing was stored, the report says why.
    case rejectedImport
    /// Given up before the end, and nothing was stored.
    case cancelled
    /// Asked too often: later it is taken.
    case tooOften
}

package struct RefusalReason: Sendable {
    package var kind: RefusalKind
    /// Stable; programs decide by it.
    package var code: String
    package var sentence: Sentence
    package var fields: [Field]
    /// Of a rejected import.
    package var report: ImportReport?
    /// Where waiting helps: after how many seconds the same may be asked again.
    package var secondsToWait: Int?

    package struct Field: Sendable {
        /// `/skills/0/level` in the body.
        package var pointer: String?
        package var parameter: String?
        package var code: String
        package var sentence: Sentence
        /// Where in the value it is, in characters from 1; nil where the whole of it is meant.
        package var column: Int?

        package init(pointer: String? = nil, parameter: String? = nil, code: String, sentence: Sentence, column: Int? = nil) {
            self.pointer = pointer
            self.parameter = parameter
            self.code = code
            self.sentence = sentence
            self.column = column
        }
    }

    package init(
        _ kind: RefusalKind, code: String, en: String, fr: String, fields: [Field] = [], report: ImportReport? = nil,
        secondsToWait: Int? = nil
    ) {
        self.kind = kind
        self.code = code
        self.sentence = Sentence(en: en, fr: fr)
        self.fields = fields
        self.report = report
        self.secondsToWait = secondsToWait
    }
}

extension Permission {
    /// As people call the roles, an operator first.
    fileprivate var whoMay: Sentence {
        let words = Role.allCases.filter(roles.contains).map(\.inWords)
        return Sentence(en: words.map(\.en).joined(separator: ", "), fr: words.map(\.fr).joined(separator: ", "))
    }
}

/// The refusals that every subject has.
package enum GeneralRefusal: Refusal {
    case denied(Permission)
    /// It is no longer the version that the caller has seen.
    case changedMeanwhile
    /// `thing` in English and French with its article: ("the cohort", "la promotion").
    case missing(Sentence)
    case invalid([RefusalReason.Field])

    package var reason: RefusalReason {
        switch self {
        case .denied(let permission):
            RefusalReason(
                .denied, code: "not-allowed", en: "Your role or token may not do that. Roles that may: \(permission.whoMay.en).",
                fr: "Votre rôle ou votre jeton ne le permet pas. Rôles qui le peuvent\u{A0}: \(permission.whoMay.fr).")
        case .changedMeanwhile:
            RefusalReason(
                .lostRace, code: "changed-meanwhile",
                en: "Somebody has changed it meanwhile. Look at it again, and make your change to what it is now.",
                fr: "Quelqu’un l’a modifié entre-temps. Regardez-le de nouveau, et refaites votre modification.")
        case .missing(let thing):
            RefusalReason(
                .missing, code: "not-found", en: "\(thing.en) was not found. Check the identifier, and that it belongs to you.",
                fr:
                    "On ne trouve pas \(thing.fr.prefix(1).lowercased())\(thing.fr.dropFirst()). Vérifiez l’identifiant, et que l’élément vous appartient."
            )
        case .invalid(let fields):
            RefusalReason(
                .invalid, code: "invalid", en: "Some fields are not acceptable: each one is named below.",
                fr: "Certains champs ne sont pas acceptables : chacun est nommé ci-dessous.", fields: fields)
        }
    }

    /// One invalid field of the body.
    package static func field(_ pointer: String, _ code: String, en: String, fr: String) -> GeneralRefusal {
        .invalid([.init(pointer: pointer, code: code, sentence: Sentence(en: en, fr: fr))])
    }

    /// One invalid parameter of the query.
    package static func parameter(_ name: String, _ code: String, en: String, fr: String) -> GeneralRefusal {
        .invalid([.init(parameter: name, code: code, sentence: Sentence(en: en, fr: fr))])
    }
}
