import API
import Formats
import Postgres

/// The rows of a file laid beside the cohort as it is.
struct TeamPlacing {
    struct Known {
        var id: Team.ID
        var isLocked: Bool
        var isPublished: Bool
    }

    struct Move {
        var student: Student.ID
        var team: String
        /// The one that the student was in.
        var from: String?
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
                    moves.append(Move(student: one.student, team: row.team, from: one.team))
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
