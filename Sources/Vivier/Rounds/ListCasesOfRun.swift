package import API
import Formats
import Postgres

/// The cases that took part in a run, full ones too: of no other can be said why a team has not got it.
package struct ListCasesOfRun: UseCase {
    package var id: Run.ID

    package init(run: Run.ID) {
        id = run
    }

    package var needs: Permission { .explainMatches }
    package static var isolation: Isolation { .readOnly }
    package static var reflection: Duration? { RunRound.reflection }

    package func run(in work: UnitOfWork) async throws -> Set<BusinessCase.ID> {
        _ = try await ShowRun(run: id).run(in: work)
        return Set(try await work.papersToComputeWith(of: id).snapshot.cases.compactMap { BusinessCase.ID($0) })
    }
}
