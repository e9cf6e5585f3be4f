package import API

/// Skills whose labels come near what was typed, in spite of typing errors and missing accents.
package struct SearchSkills: UseCase {
    package var query: SkillQuery
    /// In which language one is picked by its label; nil where it is not by what is read.
    package var reader: Language?

    package init(query: SkillQuery, reader: Language? = nil) {
        self.query = query
        self.reader = reader
    }

    package var needs: Permission { .searchSkills }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Skill> {
        let limit = query.limit ?? 10
        guard (1...SkillQuery.largestLimit).contains(limit) else {
            throw GeneralRefusal.parameter(
                "limit", "out-of-range", en: "limit must be from 1 to 50.", fr: "limit doit être compris entre 1 et 50.")
        }
        let language = try query.language.map { text throws(GeneralRefusal) in
            guard let language = Language(rawValue: text) else {
                throw GeneralRefusal.parameter("language", "unknown", en: "language is fr or en.", fr: "language vaut fr ou en.")
            }
            return language
        }
        guard query.q.unicodeScalars.count <= 300 else {
            throw GeneralRefusal.parameter("q", "too-long", en: "300 characters at most.", fr: "300 caractères au plus.")
        }
        let index = work.application.skills.index
        let skills = index.search(query.q, language: language, reader: reader, limit: limit).compactMap { hit in
            index[hit.skill].map {
                Skill(uri: $0.uri, kind: $0.kind, labelEn: $0.labelEn, labelFr: $0.labelFr, found: hit.isPreferred ? nil : hit.spelling)
            }
        }
        return Page(items: skills)
    }
}
