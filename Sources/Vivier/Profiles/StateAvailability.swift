package import API
import Formats
import Postgres

/// A student states when the student is free in a usual week, and on which days that is otherwise.
package struct StateAvailability: UseCase {
    package static let mostExceptions = 400

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
        let school = try await work.claimOwnFile(student, version: version)
        _ = try await work.execute(
            """
            UPDATE student SET weekly_free = \(statement.availability), changed_at = clock_timestamp(),
                stated = ARRAY(SELECT unnest(stated) UNION SELECT 'availability')
            WHERE id = \(student)
            """)
        if let exceptions = statement.exceptions {
            try Self.check(exceptions)
            _ = try await work.execute("DELETE FROM student_exception WHERE student_id = \(student)")
            for one in exceptions {
                let free = one.free.isEmpty ? nil : BitString((0..<48).map { one.free[$0] })
                _ = try await work.execute(
                    """
                    INSERT INTO student_exception (student_id, school_id, from_date, until_date, free)
                    VALUES (\(student), \(school), \(one.from), \(one.until), \(free))
                    """)
            }
        }
        return try await ShowStudent(student: student).run(in: work)
    }

    private static func check(_ exceptions: [DayAvailability]) throws(GeneralRefusal) {
        guard exceptions.count <= mostExceptions else {
            throw .field(
                "/exceptions", "too-many", en: "At most \(mostExceptions) days that differ are kept.",
                fr: "Au plus \(mostExceptions) jours différents sont conservés.")
        }
        for (index, one) in exceptions.enumerated() where one.until < one.from {
            throw .field(
                "/exceptions/\(index)/until", "order", en: "The end lies before the beginning.", fr: "La fin précède le début.")
        }
    }
}
