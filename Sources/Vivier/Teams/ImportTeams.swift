package import API
import Formats
import Foundation
import Postgres

/// Puts students of a cohort into the teams that a file names, all of them or none; teams that are not there yet are made. Whom the file does
/// not name stays where it is, so that the same file twice changes nothing.
package struct ImportTeams: UseCase {
    package var cohort: Cohort.ID
    package var query: TeamImportQuery
    package var file: [UInt8]

    package init(cohort: Cohort.ID, query: TeamImportQuery, file: [UInt8]) {
        self.cohort = cohort
        self.query = query
        self.file = file
    }

    package var needs: Permission { .formTeams }
    package var audited: Audited? { query.dryRun == true ? nil : Audited("importTeams", cohort) }
    package static var patience: Duration? { .seconds(600) }

    package func run(in work: UnitOfWork) async throws -> ImportReport {
        let school = try await work.one("SELECT school_id FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
            .decode(Organisation.ID.self)
        try await work.claimRoster(of: school)
        let (file, name, report) = (file, query.name, work.report)
        report(WorkProgress(phase: "reading", done: 0))
        let reading = try await OwnThread.run("teams") { _ in TeamCSV.read(file, file: name) }
        var placing = try await TeamPlacing(reading, cohort: cohort, school: school, in: work)
        placing.place(named: name)
        var answer = ImportReport(
            new: placing.new, changed: placing.moves.count - placing.new, unchanged: placing.unchanged,
            rejected: placing.reading.rejected, teams: placing.missingTeams.count, detected: reading.detected,
            problems: placing.reading.problems.problems.map { ImportProblem($0, language: work.caller.language.rawValue) },
            problemsTotal: placing.reading.problems.total, stored: false)
        if query.dryRun == true { throw DryRun(answer: answer) }
        guard placing.reading.problems.refusals == 0 else { throw ImportRefusal.rejected(answer) }
        try await store(placing, school: school, in: work)
        answer.stored = true
        return answer
    }

    private func store(_ placing: TeamPlacing, school: Organisation.ID, in work: UnitOfWork) async throws {
        var teams = placing.teams.mapValues(\.id)
        let made = try await work.execute(
            """
            INSERT INTO team (school_id, cohort_id, name) SELECT \(school), \(cohort), n FROM unnest(\(placing.missingTeams)) AS n
            RETURNING name, id
            """
        ).decode(String.self, Team.ID.self)
        for (name, id) in made { teams[name] = id }
        work.report(WorkProgress(phase: "storing", done: 0, total: placing.moves.count))
        let touched = Set(placing.moves.flatMap { [$0.team, $0.from].compactMap(\.self) }.compactMap { teams[$0] })
        try await MoveMember.refuseFixed(Array(touched), in: work)
        let moves = placing.moves.compactMap { move in teams[move.team].map { (team: $0, student: move.student) } }
        _ = try await work.execute("DELETE FROM team_member WHERE cohort_id = \(cohort) AND student_id = ANY (\(moves.map(\.student)))")
        _ = try await work.execute(
            """
            INSERT INTO team_member (team_id, cohort_id, student_id, school_id)
            SELECT m.team, \(cohort), m.student, \(school) FROM unnest(\(moves.map(\.team)), \(moves.map(\.student))) AS m (team, student)
            """)
    }
}
