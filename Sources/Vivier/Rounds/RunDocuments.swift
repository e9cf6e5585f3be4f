package import API
import Postgres

/// The frozen input of a run, byte for byte.
package struct DownloadSnapshot: UseCase {
    package var id: Run.ID

    package init(run: Run.ID) {
        id = run
    }

    package var needs: Permission { .verifyRuns }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        try await work.document("snapshot", of: id)
    }
}

/// The result and the certificate of a run, byte for byte.
package struct DownloadResult: UseCase {
    package var id: Run.ID

    package init(run: Run.ID) {
        id = run
    }

    package var needs: Permission { .verifyRuns }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        try await work.document("result", of: id)
    }
}

extension UnitOfWork {
    func document(_ kind: String, of run: Run.ID) async throws -> [UInt8] {
        try await one("SELECT bytes FROM run_document WHERE run_id = \(run) AND kind = \(kind)", orMissing: .run).decode([UInt8].self)
    }
}
