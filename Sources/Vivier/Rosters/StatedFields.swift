import API
import Formats
import Postgres

extension RosterField {
    /// What `student.stated` calls it where a student may state it: nil for what the school alone says.
    fileprivate var statedName: String? {
        switch self {
        case .languages: "languages"
        case .availability: "availability"
        case .hoursPerWeek: "hours_per_week"
        case .notBefore: "not_before"
        case .notAfter: "not_after"
        case .city: "city"
        default: nil
        }
    }

    /// Whether a row of the file changes it of `student s`: the file has the column, and the student has not stated it.
    func isTaken(from columns: Set<RosterField>) -> SQL {
        guard columns.contains(self) else { return "false" }
        return statedName.map { "NOT \($0) = ANY (s.stated)" } ?? "true"
    }
}

extension RosterComparison {
    /// Rows that differ from what their student has stated: taken without that, and reported.
    func stated(file: String) async throws -> [Problem] {
        func kept(_ field: RosterField, _ differs: SQL) -> SQL {
            "CASE WHEN \(columns.contains(field)) AND \(field.statedName) = ANY (s.stated) AND \(differs) THEN \(field.statedName) END"
        }
        let rows = try await work.execute(
            """
            SELECT line, kept FROM (
                SELECT i.line, array_remove(ARRAY[
                    \(kept(.languages, "s.languages IS DISTINCT FROM i.languages")),
                    \(kept(.availability, "s.weekly_free IS DISTINCT FROM i.weekly_free::bit(336)")),
                    \(kept(.hoursPerWeek, "s.hours_per_week IS DISTINCT FROM i.hours_per_week")),
                    \(kept(.notBefore, "s.not_before IS DISTINCT FROM i.not_before")),
                    \(kept(.notAfter, "s.not_after IS DISTINCT FROM i.not_after")),
                    \(kept(.city, "s.city IS DISTINCT FROM i.city"))]::text[], NULL) AS kept
                FROM student s JOIN incoming i ON i.student_id = s.id
                WHERE s.school_id = \(school) AND s.stated <> '{}' AND i.state <> 'new') AS stated
            WHERE kept <> '{}' ORDER BY line
            """
        ).decode(Int.self, [String].self)
        return rows.map { line, fields in
            Problem(
                file: file, line: line, column: fields.first, code: "stated-by-student",
                en: "The student has stated this: \(fields.joined(separator: ", ")). It stays as stated; the rest of the row is taken.",
                fr: "L’étudiant l’a déclaré : \(fields.joined(separator: ", ")). Sa déclaration reste ; le reste de la ligne est pris.",
                severity: .warning)
        }
    }
}
