package import API
import Postgres

/// Where a student stands on the way to a case and to being found: what is done, what can be done, and the one thing that comes next.
package struct ShowStudentProgress: UseCase {
    package var student: Student.ID

    package init(student: Student.ID) {
        self.student = student
    }

    package var needs: Permission { .readOwnProfile }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> StudentProgress {
        let shown = try await ShowStudent(student: student).run(in: work)
        let rounds = try await ListOwnRounds(student: student).run(in: work).items
        let (hasProfile, hasTime, hasDecided) = try await work.one(
            """
            SELECT \(StudentReadiness.profile), \(StudentReadiness.availability), \(StudentReadiness.hasDecided)
            FROM student s WHERE s.id = \(student)
            """, orMissing: .student
        ).decode(Bool.self, Bool.self, Bool.self)
        let opened = rounds.filter { $0.state == "open" }
        let open = opened.first { $0.note == nil }
        let published = rounds.first { $0.run != nil }
        let ranking: StudentProgress.State =
            (open ?? rounds.first)?.hasRanking == true ? .done : open != nil ? .open : opened.isEmpty && !rounds.isEmpty ? .over : .later
        let before: [StudentProgress.Stage] = [
            .init(.profile, hasProfile ? .done : .open), .init(.availability, hasTime ? .done : .open),
            .init(.ranking, ranking), .init(.consents, hasDecided ? .done : .open),
        ]
        let outcome = StudentProgress.Stage(.outcome, Self.outcome(of: published, isMore: open != nil))
        let steps = published == nil ? before + [outcome] : [outcome] + before
        return StudentProgress(
            givenName: shown.givenName, hasTeam: shown.team != nil, steps: steps, next: steps.first { $0.state == .open }?.step,
            round: open ?? opened.first ?? rounds.first, published: published)
    }

    /// - Parameter isMore: whether the team can rank cases of another round.
    private static func outcome(of published: OwnRound?, isMore: Bool) -> StudentProgress.State {
        guard let published else { return .later }
        // What was read before the case was lost is not read any more; once another round is open, that comes first.
        let isLost = published.match == nil && published.lost != nil
        return published.isRead && (!isLost || isMore) ? .done : .open
    }
}
