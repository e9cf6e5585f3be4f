import Formats
import Matching
import Postgres
import Vivier

/// The published cases of a generated round.
struct CaseRows {
    let problem: FitProblem

    func write(to connection: Connection) async throws {
        try await connection.copyIn(
            into: "business_case",
            columns: [
                "id", "company_id", "title", "state", "team_size_min", "team_size_max", "capacity", "from_date", "until_date",
                "hours_per_week", "mentor_free", "languages", "place", "remote", "open_to_all",
            ]
        ) { writer in
            for (number, target) in problem.cases.enumerated() {
                try await writer.row(
                    BenchID.businessCase.uuid(Int32(number)), BenchID.company.uuid(target.company), "Case \(number)", "published",
                    target.leastMembers, target.mostMembers, target.capacity, Day(daysSinceEpoch: target.window.from),
                    Day(daysSinceEpoch: target.window.until), target.hoursPerWeek, target.mentor.map(RoundText.bits),
                    target.languages.map(RoundText.language), RoundText.place(target.place), target.remote, target.openTo == nil)
            }
        }
        try await connection.copyIn(
            into: "business_case_skill", columns: ["case_id", "skill_id", "level", "importance", "position"]
        ) { writer in
            for (number, target) in problem.cases.enumerated() {
                for (position, need) in target.needs.enumerated() {
                    try await writer.row(
                        BenchID.businessCase.uuid(Int32(number)), OrganisationRows.firstSkill + need.skill, need.level,
                        need.importance.rawValue, Int32(position))
                }
            }
        }
        try await connection.copyIn(into: "business_case_school", columns: ["case_id", "school_id"]) { writer in
            for (number, target) in problem.cases.enumerated() {
                for school in Set(target.openTo ?? []).sorted() {
                    try await writer.row(BenchID.businessCase.uuid(Int32(number)), BenchID.school.uuid(school))
                }
            }
        }
    }
}
