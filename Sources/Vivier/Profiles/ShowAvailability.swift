package import API
import Formats
import Matching
import Postgres

/// When a student is free, as the school and the student see it.
package struct ShowAvailability: UseCase {
    package var student: Student.ID

    package init(student: Student.ID) {
        self.student = student
    }

    package var needs: Permission { .readStudents }
    package var audited: Audited? { Audited("showAvailability", student) }

    package func run(in work: UnitOfWork) async throws -> Availability { try await work.availability(of: student) }
}

extension UnitOfWork {
    func availability(of student: Student.ID) async throws -> Availability {
        let (version, week) = try await one(
            "SELECT (extract(epoch FROM changed_at) * 1000000)::bigint, weekly_free FROM student WHERE id = \(student)", orMissing: .student
        ).decode(Int.self, WeekGrid?.self)
        let days = try await execute(
            "SELECT from_date, until_date, free FROM student_exception WHERE student_id = \(student) ORDER BY from_date, id"
        ).decode(Day.self, Day.self, BitString?.self)
        return Availability(
            version: version, availability: week,
            exceptions: days.map { from, until, free in
                DayAvailability(
                    from: from, until: until, free: DayGrid(bits: free.flatMap { DayException.halfHours(bytes: $0.bytes) } ?? 0))
            })
    }
}
