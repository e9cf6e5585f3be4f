/// A skill as an ESCO file says it, in the languages that the file has.
package struct ESCOSkill: Sendable, Equatable {
    /// The physical line on which it begins.
    package var line: Int
    package var uri: String
    /// `skill` or `knowledge`; a heading of the hierarchy is a broad skill.
    package var kind: String
    package var labelEn: String?
    package var labelFr: String?
    /// Without the label and without repetition, in the order of the file.
    package var synonymsEn: [String] = []
    package var synonymsFr: [String] = []
    /// URIs of what this one is a kind of; nil where the file has no such column.
    package var broader: [String]?

    package init(
        line: Int, uri: String, kind: String, labelEn: String? = nil, labelFr: String? = nil, synonymsEn: [String] = [],
        synonymsFr: [String] = [], broader: [String]? = nil
    ) {
        self.line = line
        self.uri = uri
        self.kind = kind
        self.labelEn = labelEn
        self.labelFr = labelFr
        self.synonymsEn = synonymsEn
        self.synonymsFr = synonymsFr
        self.broader = broader
    }
}
