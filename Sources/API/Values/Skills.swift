/// An entry of the skills referential.
package struct Skill: Codable, Sendable {
    package var uri: String
    /// `skill` or `knowledge`.
    package var kind: String
    package var labelEn: String?
    package var labelFr: String?
    /// In a search: the label that was found, where it is a synonym.
    package var found: String?

    package init(uri: String, kind: String, labelEn: String?, labelFr: String?, found: String? = nil) {
        self.uri = uri
        self.kind = kind
        self.labelEn = labelEn
        self.labelFr = labelFr
        self.found = found
    }
}

package struct SkillQuery: Codable, Sendable, LimitedQuery {
    package static var largestLimit: Int { 50 }
    package var q: String
    /// `fr` or `en`; both where it is not said.
    package var language: String?
    /// 1…50; 10 where it is not said.
    package var limit: Int?

    package init(q: String, language: String? = nil, limit: Int? = nil) {
        self.q = q
        self.language = language
        self.limit = limit
    }
}

package struct SkillImportQuery: Codable, Sendable {
    /// The file's name: the language of an ESCO file stands in it (`skills_fr.csv`).
    package var name: String
    package var language: String?
    package var dryRun: Bool?

    package init(name: String, language: String? = nil, dryRun: Bool? = nil) {
        self.name = name
        self.language = language
        self.dryRun = dryRun
    }
}
