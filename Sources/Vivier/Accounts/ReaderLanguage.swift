import API
import Postgres

extension UnitOfWork {
    /// In which language to write to students: that of their accounts; of whom none is known, the caller's stands for it.
    func languages(of students: [Student.ID]) async throws -> [Student.ID: Language] {
        let rows = try await execute("SELECT student_id, language FROM student_languages(\(students))").decode(Student.ID.self, String.self)
        return Dictionary(rows.map { ($0.0, Language(rawValue: $0.1) ?? caller.language) }, uniquingKeysWith: { first, _ in first })
    }
}
