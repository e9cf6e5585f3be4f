package import API
import Formats
import Postgres

/// A student states when the student is free in a usual week.
package struct StateAvailability: UseCase {
    package var student: Student.ID
    package var statement: AvailabilityStatement
    /// The version that the statement was made from.
    package var version: Int

    package init(student: Student.ID, statement: AvailabilityStatement, replacing version: Int) {
        self.student = student
        self.statement = statement
        self.version = version
    }

    package var needs: Permission { .stateOwnProfile }
    package var audited: Audited? { Audited("stateAvailability", student) }

    package func run(in work: UnitOfWork) async throws -> Student {
        _ = try await work.claimOwnFile(student, version: version)
        _ = try await work.execute(
            """
            UPDATE student SET weekly_free = \(statement.availability), changed_at = clock_timestamp(),
                stated = ARRAY(SELECT unnest(stated) UNION SELECT 'availability')
            WHERE id = \(student)
            """)
        return try await ShowStudent(student: student).run(in: work)
    }
}
