package import API
import Postgres

/// Whether the schools have any team in their current cohorts: where there is none, a case that nobody could do yet is no worse for it.
package struct AreThereTeams: UseCase {
    package init() {}

    package var needs: Permission { .writeCases }
    package static var isolation: Isolation { .repeatableRead }
    package static var patience: Duration? { CheckCase.patience }
    package static var reflection: Duration? { CheckCase.reflection }

    package func run(in work: UnitOfWork) async throws -> Bool { try await !work.application.census.isEmpty(in: work) }
}
