import API
import Formats
import Postgres

/// Writes entries of the referential over what is there. A file speaks for the languages that it has: their labels are replaced, and one
/// that gives way stays as a synonym. Synonyms and broader entries are added to those that are there, so that nobody's words are lost.
/// What a file does not name is left alone.
struct StoreSkills {
    let skills: [ESCOSkill]
    /// Where the entries come from: `starter`, or the file's name.
    let source: String
    let work: UnitOfWork

    /// An entry is changed by a label, a kind, a synonym or a broader entry that it had not.
    struct Counts {
        var new = 0
        var changed = 0
        var unchanged = 0
    }

    func write() async throws -> Counts {
        // One at a time: two imports would make the same entries twice.
        _ = try await work.execute("SELECT pg_advisory_xact_lock(8433102002)")
        try await stage()
        try await compare()
        try await writeEntries()
        try await writeSynonyms()
        try await writeBroader()
        let rows = try await work.execute("SELECT state, count(*) FROM incoming_entry GROUP BY 1").decode(String.self, Int.self)
        let counts = Dictionary(uniqueKeysWithValues: rows)
        return Counts(new: counts["new"] ?? 0, changed: counts["changed"] ?? 0, unchanged: counts["unchanged"] ?? 0)
    }

    /// Notes of each entry what becomes of it by its labels and its kind.
    private func compare() async throws {
        _ = try await work.execute(
            """
            UPDATE incoming_entry i SET state = CASE
                WHEN (i.label_en IS NOT NULL AND s.label_en IS DISTINCT FROM i.label_en)
                    OR (i.label_fr IS NOT NULL AND s.label_fr IS DISTINCT FROM i.label_fr) OR s.kind <> i.kind THEN 'changed'
                ELSE 'unchanged' END
            FROM skill s WHERE s.uri = i.uri
            """)
    }

    private func stage() async throws {
        _ = try await work.execute(
            """
            CREATE TEMPORARY TABLE incoming_entry (uri text PRIMARY KEY, kind text NOT NULL, label_en text, label_fr text,
                has_broader boolean NOT NULL, state text NOT NULL DEFAULT 'new')
            ON COMMIT DROP
            """)
        _ = try await work.execute(
            "CREATE TEMPORARY TABLE incoming_synonym (uri text NOT NULL, language text NOT NULL, label text NOT NULL) ON COMMIT DROP")
        _ = try await work.execute("CREATE TEMPORARY TABLE incoming_broader (uri text NOT NULL, broader text NOT NULL) ON COMMIT DROP")
        _ = try await work.transaction.copyIn(into: "incoming_entry", columns: ["uri", "kind", "label_en", "label_fr", "has_broader"]) {
            writer in
            for skill in skills { try await writer.row(skill.uri, skill.kind, skill.labelEn, skill.labelFr, skill.broader != nil) }
        }
        _ = try await work.transaction.copyIn(into: "incoming_synonym", columns: ["uri", "language", "label"]) { writer in
            for skill in skills {
                for label in skill.synonymsEn { try await writer.row(skill.uri, "en", label) }
                for label in skill.synonymsFr { try await writer.row(skill.uri, "fr", label) }
            }
        }
        _ = try await work.transaction.copyIn(into: "incoming_broader", columns: ["uri", "broader"]) { writer in
            for skill in skills { for broader in skill.broader ?? [] { try await writer.row(skill.uri, broader) } }
        }
    }

    private func writeEntries() async throws {
        // The labels that give way.
        _ = try await work.execute(
            """
            INSERT INTO incoming_synonym (uri, language, label)
            SELECT s.uri, 'en', s.label_en FROM skill s JOIN incoming_entry i ON i.uri = s.uri WHERE s.label_en <> i.label_en
            UNION ALL
            SELECT s.uri, 'fr', s.label_fr FROM skill s JOIN incoming_entry i ON i.uri = s.uri WHERE s.label_fr <> i.label_fr
            """)
        _ = try await work.execute(
            """
            INSERT INTO skill (uri, kind, label_en, label_fr, source)
            SELECT uri, kind, label_en, label_fr, \(source) FROM incoming_entry ORDER BY uri
            ON CONFLICT ON CONSTRAINT skill_uri_once DO UPDATE SET kind = excluded.kind,
                label_en = coalesce(excluded.label_en, skill.label_en), label_fr = coalesce(excluded.label_fr, skill.label_fr), source = excluded.source
            WHERE (skill.kind, skill.label_en, skill.label_fr) IS DISTINCT FROM
                (excluded.kind, coalesce(excluded.label_en, skill.label_en), coalesce(excluded.label_fr, skill.label_fr))
            """)
    }

    /// Synonyms only ever come to it: an import of ESCO must not take away what the starter set or a school taught it.
    private func writeSynonyms() async throws {
        _ = try await work.execute(
            """
            WITH added AS (
                INSERT INTO skill_synonym (skill_id, language, label)
                SELECT DISTINCT s.id, y.language, y.label FROM incoming_synonym y JOIN skill s ON s.uri = y.uri
                WHERE y.label IS DISTINCT FROM CASE y.language WHEN 'en' THEN s.label_en ELSE s.label_fr END
                ON CONFLICT DO NOTHING RETURNING skill_id)
            \(Self.notingChanges)
            """)
    }

    private func writeBroader() async throws {
        _ = try await work.execute(
            """
            WITH added AS (
                INSERT INTO skill_broader (skill_id, broader_id)
                SELECT DISTINCT s.id, b.id FROM incoming_broader l JOIN skill s ON s.uri = l.uri JOIN skill b ON b.uri = l.broader
                WHERE s.id <> b.id
                ON CONFLICT DO NOTHING RETURNING skill_id)
            \(Self.notingChanges)
            """)
    }

    /// What was added to an entry that was there changes it.
    private static let notingChanges: SQL = """
        UPDATE incoming_entry i SET state = 'changed' FROM skill s
        WHERE s.uri = i.uri AND i.state = 'unchanged' AND s.id IN (SELECT skill_id FROM added)
        """
}
