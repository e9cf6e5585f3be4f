import API
import Formats
import Postgres

extension UnitOfWork {
    /// What each of these students can do, by label in the caller's language. At most 200 each.
    ///
    /// - Parameter counted: those that come first, the best first; nil: by their names.
    func skills(
        of students: [Student.ID], first counted: ((_ skill: Int32, _ level: Int) -> SkillFamilies.Part?)? = nil
    ) async throws(PostgresError) -> [Student.ID: [HeldSkill]] {
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
        var held: [Student.ID: [(rank: Int, skill: HeldSkill)]] = [:]
        for (student, skill, level, source, statedOn) in rows {
            guard let entry = index[skill] ?? unknown[skill] else { continue }
            // What counted before what did not, a high level before a low one.
            let part = counted?(skill, level)
            let rank = counted == nil ? 0 : (part == nil ? 8 : 0) - level
            let one = HeldSkill(
                uri: entry.uri, label: entry.label(caller.language), level: level, source: source, statedOn: statedOn,
                narrower: part == .narrower ? true : nil)
            held[student, default: []].append((rank, one))
        }
        return held.mapValues { skills in
            skills.sorted {
                ($0.rank, $0.skill.label, $0.skill.uri, $0.skill.source) < ($1.rank, $1.skill.label, $1.skill.uri, $1.skill.source)
            }
            .prefix(200).map(\.skill)
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
