import API
import Formats
import Postgres

extension UnitOfWork {
    /// What each of these students can do, by label in the caller's language. At most 200 each.
    func skills(of students: [Student.ID]) async throws(PostgresError) -> [Student.ID: [HeldSkill]] {
        let rows = try await execute(
            """
            SELECT s.id AS student_id, held / 8 AS skill_id, (held % 8)::smallint AS level, 'school' AS source, s.skills_stated_on AS stated_on
            FROM student s, unnest(s.skills) AS held WHERE s.id = ANY (\(students))
            UNION ALL
            SELECT student_id, skill_id, level, source, stated_on FROM student_skill WHERE student_id = ANY (\(students))
            ORDER BY student_id, skill_id, source
            """
        ).decode(Student.ID.self, Int32.self, Int.self, String.self, Day.self)
        let index = application.skills.index
        let unknown = try await entries(Set(rows.map(\.1)).filter { index[$0] == nil })
        var held: [Student.ID: [HeldSkill]] = [:]
        for (student, skill, level, source, statedOn) in rows {
            guard let entry = index[skill] ?? unknown[skill] else { continue }
            held[student, default: []].append(
                HeldSkill(uri: entry.uri, label: entry.label(caller.language), level: level, source: source, statedOn: statedOn))
        }
        return held.mapValues { skills in
            Array(skills.sorted { ($0.label, $0.uri, $0.source) < ($1.label, $1.uri, $1.source) }.prefix(200))
        }
    }

    /// Entries that an import added since the index in memory was read.
    private func entries(_ ids: Set<Int32>) async throws(PostgresError) -> [Int32: SkillIndex.Entry] {
        guard !ids.isEmpty else { return [:] }
        let rows = try await execute("SELECT id, uri, kind, label_en, label_fr FROM skill WHERE id = ANY (\(Array(ids)))")
            .decode(Int32.self, String.self, String.self, String?.self, String?.self)
        let entries = rows.map { SkillIndex.Entry(id: $0.0, uri: $0.1, kind: $0.2, labelEn: $0.3, labelFr: $0.4) }
        return Dictionary(entries.map { ($0.id, $0) }) { first, _ in first }
    }
}

extension Sentence {
    static let student = Sentence(en: "The student", fr: "L’étudiant")
}
