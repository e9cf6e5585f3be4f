/// An entry of a skills taxonomy as a file says it, in the languages that the file has.
package struct SkillRecord: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case skill
        case knowledge
        /// A heading of the hierarchy, not a skill that somebody has.
        case group
    }

    /// The words for it in one language.
    package struct Words: Sendable, Equatable {
        /// Nil where a file has synonyms only.
        package var label: String?
        /// Without the label and without repetition, in the order of the file.
        package var synonyms: [String] = []
        package var explanation: String?
    }

    package var uri: String
    package var kind: Kind
    /// `transversal`, `cross-sector`, `sector-specific` or `occupation-specific`.
    package var reuse: String?
    package var english = Words()
    package var french = Words()
    /// URIs of what this one is a kind of.
    package var broader: [String] = []
    /// The physical line on which it begins.
    package var line: Int

    package init(uri: String, kind: Kind, line: Int) {
        self.uri = uri
        self.kind = kind
        self.line = line
    }
}
