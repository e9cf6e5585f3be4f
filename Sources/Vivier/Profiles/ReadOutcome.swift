package import API
import Postgres

/// Notes that the student has read what the newest published round gave the own team.
package struct ReadOutcome: Recalled {
    package var student: Student.ID

    package init(student: Student.ID) {
        self.student = student
    }

    package var needs: Permission { .stateOwnProfile }

    /// To ask twice does nothing twice.
    package func keepsake(of answer: Page<OwnRound>) -> String? { "read" }
    package func recall(_ keepsake: String, in work: UnitOfWork) async throws -> Page<OwnRound> { try await run(in: work) }

    /// - Returns: the student's rounds.
    package func run(in work: UnitOfWork) async throws -> Page<OwnRound> {
        let rounds = try await ListOwnRounds(student: student).run(in: work)
        guard let newest = rounds.items.first(where: { $0.run != nil }), !newest.isRead else { return rounds }
        _ = try await work.execute("UPDATE student SET read_run = \(newest.run) WHERE id = \(student)")
        return try await ListOwnRounds(student: student).run(in: work)
    }
}
