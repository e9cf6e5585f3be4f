import API
import Formats
import Matching
import Postgres

// The days that differ from the usual week: of single students, and of whole cohorts.
extension GatherRound {
    mutating func readExceptions() async throws {
        let rows = try await work.execute(
            """
            SELECT m.team_id, e.student_id, e.from_date, e.until_date, e.free
            FROM team_member m JOIN student_exception e ON e.student_id = m.student_id
            WHERE m.cohort_id IN (\(cohorts)) ORDER BY m.team_id, e.student_id, e.id
            """)
        for row in rows {
            let (team, student, from, until, free) = try row.decode(Team.ID.self, Student.ID.self, Day.self, Day.self, BitString?.self)
            guard let position = teams.find(team).map(Int.init), let member = tables.members[position].firstIndex(of: student) else {
                continue
            }
            tables.problem.teams[position].members[member].exceptions.append(
                DayException(
                    days: DayRange(from: from.daysSinceEpoch, until: until.daysSinceEpoch),
                    free: free.flatMap { DayException.halfHours(bytes: $0.bytes) }))
        }
    }

    mutating func readCalendars() async throws {
        tables.problem.calendars = calendars.keys.map { _ in [] }
        let rows = try await work.execute(
            """
            SELECT b.cohort_id, b.from_date, b.until_date FROM cohort_blocked_days b WHERE b.cohort_id IN (\(cohorts)) ORDER BY b.cohort_id, b.from_date, b.until_date
            """)
        for row in rows {
            let (cohort, from, until) = try row.decode(Cohort.ID.self, Day.self, Day.self)
            guard let calendar = calendars.find(cohort) else { continue }
            tables.problem.calendars[Int(calendar)].append(DayRange(from: from.daysSinceEpoch, until: until.daysSinceEpoch))
        }
    }
}
