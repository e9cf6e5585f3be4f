package import Postgres
import Synchronization

/// The skills referential as the daemon keeps it in memory; loaded when it starts and again whenever an import has changed it.
package final class SkillReferential: Sendable {
    private let current = Mutex(SkillIndex())

    package init() {}

    package var index: SkillIndex { current.withLock { $0 } }

    /// Reads the referential anew. It is public data: no row-level security stands before it.
    package func load(from database: Database) async throws {
        let entries = try await database.execute("SELECT id, uri, kind, label_en, label_fr FROM skill ORDER BY id")
            .decode(Int32.self, String.self, String.self, String?.self, String?.self)
        let synonyms = try await database.execute("SELECT skill_id, language, label FROM skill_synonym ORDER BY skill_id, language, label")
            .decode(Int32.self, String.self, String.self)
        let index = SkillIndex(
            entries: entries.map { SkillIndex.Entry(id: $0.0, uri: $0.1, kind: $0.2, labelEn: $0.3, labelFr: $0.4) },
            synonyms: synonyms.compactMap { skill, language, text in
                Language(rawValue: language).map { SkillIndex.Spelling(skill: skill, language: $0, text: text, isPreferred: false) }
            })
        current.withLock { $0 = index }
    }
}
