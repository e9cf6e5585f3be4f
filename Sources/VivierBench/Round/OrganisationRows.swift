import Formats
import Matching
import Postgres
import Vivier

/// The rows of a generated round that others refer to: its skills, schools with their cohorts in one network, and companies.
struct OrganisationRows {
    let problem: FitProblem

    /// Behind the identities of the starter referential.
    static let firstSkill: Int32 = 100_000

    func write(to connection: Connection) async throws {
        try await writeSkills(connection)
        try await connection.copyIn(into: "organisation", columns: ["id", "kind", "name"]) { writer in
            try await writer.row(BenchID.network.uuid(0), "network", "Network")
            for school in 0..<problem.schoolCount { try await writer.row(BenchID.school.uuid(Int32(school)), "school", "School \(school)") }
            for company in problem.companyCapacities.indices {
                try await writer.row(BenchID.company.uuid(Int32(company)), "company", "Company \(company)")
            }
        }
        try await connection.copyIn(into: "school", columns: ["id"]) { writer in
            for school in 0..<problem.schoolCount { try await writer.row(BenchID.school.uuid(Int32(school))) }
        }
        try await connection.copyIn(into: "company", columns: ["id", "capacity"]) { writer in
            for (company, capacity) in problem.companyCapacities.enumerated() {
                try await writer.row(BenchID.company.uuid(Int32(company)), capacity == Instance.unlimited ? nil : capacity)
            }
        }
        try await connection.copyIn(into: "network_school", columns: ["network_id", "school_id"]) { writer in
            for school in 0..<problem.schoolCount { try await writer.row(BenchID.network.uuid(0), BenchID.school.uuid(Int32(school))) }
        }
        try await writeCohorts(connection)
    }

    private func writeSkills(_ connection: Connection) async throws {
        try await connection.copyIn(into: "skill", columns: ["id", "uri", "label_en", "source"]) { writer in
            for skill in 0..<Int32(problem.skillCount) {
                try await writer.row(Self.firstSkill + skill, "urn:bench:\(skill)", "Skill \(skill)", "bench")
            }
        }
        try await connection.copyIn(into: "skill_broader", columns: ["skill_id", "broader_id"]) { writer in
            for link in problem.skillLinks { try await writer.row(Self.firstSkill + link.narrower, Self.firstSkill + link.broader) }
        }
    }

    /// One cohort for each calendar: the schools' own, then those of their apprentices.
    private func writeCohorts(_ connection: Connection) async throws {
        func school(_ cohort: Int) -> Int32 { Int32(cohort % problem.schoolCount) }
        try await connection.copyIn(into: "cohort", columns: ["id", "school_id", "code", "name"]) { writer in
            for cohort in problem.calendars.indices {
                try await writer.row(
                    BenchID.cohort.uuid(Int32(cohort)), BenchID.school.uuid(school(cohort)), "C\(cohort)", "Cohort \(cohort)")
            }
        }
        try await connection.copyIn(
            into: "cohort_blocked_days", columns: ["cohort_id", "school_id", "reason", "from_date", "until_date"]
        ) { writer in
            for (cohort, calendar) in problem.calendars.enumerated() {
                for days in calendar {
                    try await writer.row(
                        BenchID.cohort.uuid(Int32(cohort)), BenchID.school.uuid(school(cohort)), "other", Day(daysSinceEpoch: days.from),
                        Day(daysSinceEpoch: days.until))
                }
            }
        }
    }
}
