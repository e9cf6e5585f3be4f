import Formats
import Matching
import Postgres
import Vivier

/// The teams of a generated round and their members.
struct TeamRows {
    let problem: FitProblem

    private struct Person {
        var number: Int32
        var team: Int32
        var school: Int32
        var cohort: Int32
        var member: FitMember
    }

    func write(to connection: Connection) async throws {
        try await connection.copyIn(
            into: "student",
            columns: [
                "id", "school_id", "key", "given_name", "family_name", "email", "languages", "weekly_free", "hours_per_week", "not_before",
                "city", "skills", "skills_stated_on",
            ]
        ) { writer in
            try await eachPerson { person in
                let member = person.member
                try await writer.row(
                    BenchID.student.uuid(person.number), BenchID.school.uuid(person.school), "E\(person.number)", "Given",
                    "Family \(person.number)",
                    "e\(person.number)@etu.example", member.languages.map(RoundText.language), member.week.map(RoundText.bits),
                    member.hoursPerWeek, member.notBefore.map { Day(daysSinceEpoch: $0) }, RoundText.place(member.place),
                    member.skills.map { (OrganisationRows.firstSkill + $0.skill) * 8 + Int32($0.level) }.sorted(), Day("2026-09-01"))
            }
        }
        try await connection.copyIn(into: "cohort_student", columns: ["cohort_id", "student_id", "school_id"]) { writer in
            try await eachPerson { person in
                try await writer.row(
                    BenchID.cohort.uuid(person.cohort), BenchID.student.uuid(person.number), BenchID.school.uuid(person.school))
            }
        }
        try await writeTeams(connection)
    }

    private func writeTeams(_ connection: Connection) async throws {
        try await connection.copyIn(into: "team", columns: ["id", "school_id", "cohort_id", "name"]) { writer in
            for (number, team) in problem.teams.enumerated() {
                try await writer.row(
                    BenchID.team.uuid(Int32(number)), BenchID.school.uuid(team.school), BenchID.cohort.uuid(team.calendar), "Team \(number)"
                )
            }
        }
        try await connection.copyIn(into: "team_member", columns: ["team_id", "cohort_id", "student_id", "school_id"]) { writer in
            try await eachPerson { person in
                try await writer.row(
                    BenchID.team.uuid(person.team), BenchID.cohort.uuid(person.cohort), BenchID.student.uuid(person.number),
                    BenchID.school.uuid(person.school))
            }
        }
    }

    private func eachPerson(_ body: (Person) async throws -> Void) async throws {
        var number: Int32 = 0
        for (position, team) in problem.teams.enumerated() {
            for member in team.members {
                try await body(Person(number: number, team: Int32(position), school: team.school, cohort: team.calendar, member: member))
                number += 1
            }
        }
    }
}
