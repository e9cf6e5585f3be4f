package import API
import Postgres

/// Notes that the student has read what the newest published round gave the own team.
package struct ReadOutcome: UseCase {
    package var student: Student.ID

    package init(student: Student.ID) {
        self.student = student
    }

    package var needs: Permission { .stateOwnProfile }

    /// - Returns: the student's rounds.
    package func run(in work: UnitOfWork) async throws -> Page<OwnRound> {
        let rounds = try await ListOwnRounds(student: student).run(in: work)
        guard let newest = rounds.items.first(where: { $0.run != nil }), !newest.isRead else { return rounds }
        _ = try await work.execute("UPDATE student SET read_run = \(newest.run) WHERE id = \(student)")
        return try await ListOwnRounds(student: student).run(in: work)
    }
}
