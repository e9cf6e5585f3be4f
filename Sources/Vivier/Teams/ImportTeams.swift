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
        for (index, move) in placing.moves.enumerated() {
            if index.isMultiple(of: 64) { work.report(WorkProgress(phase: "storing", done: index, total: placing.moves.count)) }
            guard let team = teams[move.team] else { continue }
            try await MoveMember(team: team, student: move.student).move(in: work)
        }
    }
}

/// The rows of a file laid beside the cohort as it is.
private struct TeamPlacing {
    struct Known {
        var id: Team.ID
        var isLocked: Bool
        var isPublished: Bool
    }

    struct Move {
        var student: Student.ID
        var team: String
    }

    private struct Enrolled {
        var student: Student.ID
        var key: String
        var email: String
        var isHere: Bool
        var team: String?
    }

    private(set) var reading: TeamCSV.Reading
    /// The teams of the cohort by their names.
    private(set) var teams: [String: Known] = [:]
    /// The teams to make, in the order of the file.
    private(set) var missingTeams: [String] = []
    private(set) var moves: [Move] = []
    /// Of the moves, those of students who were in no team.
    private(set) var new = 0
    private(set) var unchanged = 0
    private var byKey: [String: Enrolled] = [:]
    private var byEmail: [String: [Enrolled]] = [:]

    init(_ reading: TeamCSV.Reading, cohort: Cohort.ID, school: Organisation.ID, in work: UnitOfWork) async throws {
        self.reading = reading
        let teams = try await work.execute(
            "SELECT t.name, t.id, t.locked, \(SQL.isTeamPublished) FROM team t WHERE t.cohort_id = \(cohort)"
        ).decode(String.self, Team.ID.self, Bool.self, Bool.self)
        for (name, id, locked, published) in teams { self.teams[name] = Known(id: id, isLocked: locked, isPublished: published) }
        let named = reading.rows.map(\.student)
        let rows = try await work.execute(
            """
            SELECT s.id, s.key, lower(s.email), EXISTS (SELECT FROM cohort_student c WHERE c.cohort_id = \(cohort) AND c.student_id = s.id),
                (SELECT t.name FROM team_member m JOIN team t ON t.id = m.team_id WHERE m.cohort_id = \(cohort) AND m.student_id = s.id)
            FROM student s WHERE s.school_id = \(school)
                AND (s.key = ANY (\(named)) OR lower(s.email) = ANY (\(named.map { $0.lowercased() })))
            """
        ).decode(Student.ID.self, String.self, String.self, Bool.self, String?.self)
        for (student, key, email, isHere, team) in rows {
            let one = Enrolled(student: student, key: key, email: email, isHere: isHere, team: team)
            byKey[key] = one
            byEmail[email, default: []].append(one)
        }
    }

    /// Says of each row what it comes to.
    mutating func place(named file: String) {
        var (lines, made) = ([Student.ID: Int](), Set<String>())
        for row in reading.rows {
            let fault: TeamCSV.Row.Fault?
            switch student(of: row) {
            case .failure(let missing): fault = missing.fault
            case .success(let one):
                // Once by the key and once by the e-mail is twice.
                if let earlier = lines.updateValue(row.line, forKey: one.student) {
                    fault = .repeated(earlier)
                } else if one.team == row.team {
                    unchanged += 1
                    fault = nil
                } else if let fixed = [row.team, one.team].compactMap(\.self).first(where: isFixed) {
                    fault = teams[fixed]?.isLocked == true ? .locked(fixed) : .published(fixed)
                } else {
                    if teams[row.team] == nil, made.insert(row.team).inserted { missingTeams.append(row.team) }
                    if one.team == nil { new += 1 }
                    moves.append(Move(student: one.student, team: row.team))
                    fault = nil
                }
            }
            if let fault { reading.refuse(row.problem(in: file, fault)) }
        }
    }

    private struct Missing: Error {
        var fault: TeamCSV.Row.Fault
    }

    private func student(of row: TeamCSV.Row) -> Result<Enrolled, Missing> {
        if let one = byKey[row.student] { return one.isHere ? .success(one) : .failure(Missing(fault: .notInCohort)) }
        let found = byEmail[row.student.lowercased()] ?? []
        let here = found.filter(\.isHere)
        guard let one = here.first else { return .failure(Missing(fault: found.isEmpty ? .unknownStudent : .notInCohort)) }
        return here.count == 1 ? .success(one) : .failure(Missing(fault: .severalStudents))
    }

    private func isFixed(_ team: String) -> Bool {
        teams[team].map { $0.isLocked || $0.isPublished } ?? false
    }
}
