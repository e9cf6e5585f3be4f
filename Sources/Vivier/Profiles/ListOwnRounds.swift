package import API
import Foundation
import Postgres

/// The rounds in which the student's teams take part, newest first, each with what came of it: at most 50.
package struct ListOwnRounds: UseCase {
    package var student: Student.ID

    package init(student: Student.ID) {
        self.student = student
    }

    package var needs: Permission { .readOwnProfile }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<OwnRound> {
        _ = try await work.one("SELECT FROM student WHERE id = \(student)", orMissing: .student)
        let rows = try await work.execute(
            """
            SELECT r.id, r.name, r.state, t.id, t.name,
                EXISTS (SELECT FROM team_preference p WHERE p.round_id = r.id AND p.team_id = t.id), u.id,
                c.id, c.title, o.id, o.name, m.fit,
                (SELECT p.place FROM team_preference p WHERE p.round_id = r.id AND p.team_id = t.id AND p.case_id = m.case_id),
                coalesce(u.id = s.read_run, false)
            FROM student s JOIN team_member b ON b.student_id = s.id JOIN team t ON t.id = b.team_id JOIN round_cohort rc ON rc.cohort_id = t.cohort_id
                JOIN round r ON r.id = rc.round_id
                LEFT JOIN run u ON u.round_id = r.id AND u.state = 'published'
                LEFT JOIN match m ON m.run_id = u.id AND m.team_id = t.id
                LEFT JOIN business_case c ON c.id = m.case_id LEFT JOIN organisation o ON o.id = m.company_id
            WHERE b.student_id = \(student) ORDER BY r.id DESC, t.id LIMIT 50
            """
        ).decode(
            Round.ID.self, String.self, String.self, Team.ID.self, String.self, Bool.self, Run.ID?.self, BusinessCase.ID?.self,
            String?.self, Organisation.ID?.self, String?.self, Int?.self, Int?.self, Bool.self)
        var notes: [Team.ID: [Round.ID: String]] = [:]
        for row in rows where row.2 == "open" {
            notes[row.3, default: [:]][row.0] = try await work.busy(row.3, in: row.0)?.text(work.caller.language)
        }
        let lost = try await work.casesLost()
        return Page(
            items: rows.map { row in
                var match: OwnMatch?
                if let businessCase = row.7, let title = row.8, let company = row.9, let name = row.10, let fit = row.11 {
                    match = OwnMatch(
                        case: businessCase, title: title, company: OrganisationReference(id: company, kind: .company, name: name), fit: fit,
                        rank: row.12)
                }
                return OwnRound(
                    round: row.0, name: row.1, state: row.2, team: row.3, teamName: row.4, hasRanking: row.5, run: row.6, match: match,
                    isRead: row.13, note: notes[row.3]?[row.0], lost: lost[row.0]?[row.3])
            })
    }
}

extension UnitOfWork {
    /// What teams of the student had in rounds, and have no more.
    fileprivate func casesLost() async throws -> [Round.ID: [Team.ID: LostCase]] {
        guard caller.role == .student else { return [:] }
        let rows = try await execute(
            """
            SELECT l.round_id, l.team_id, l.case_id, l.title, l.company_id, o.name, l.run_id, l.withdrawn_at
            FROM cases_lost() l JOIN organisation o ON o.id = l.company_id
            """
        ).decode(
            Round.ID.self, Team.ID.self, BusinessCase.ID.self, String.self, Organisation.ID.self, String.self, Run.ID.self, Date?.self)
        var lost: [Round.ID: [Team.ID: LostCase]] = [:]
        for row in rows {
            lost[row.0, default: [:]][row.1] = LostCase(
                case: row.2, title: row.3, company: OrganisationReference(id: row.4, kind: .company, name: row.5), run: row.6,
                withdrawnAt: row.7)
        }
        return lost
    }
}
