package import API
import Postgres

/// The frozen input of a run, byte for byte.
package struct DownloadSnapshot: UseCase {
    package var id: Run.ID

    package init(run: Run.ID) {
        id = run
    }

    package var needs: Permission { .verifyRuns }
    /// It holds the skills and the free time of every student of the round.
    package var audited: Audited? { Audited("downloadSnapshot", id) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        try await work.requireHolder(of: id)
        return try await work.document("snapshot", of: id)
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
        try await work.requireHolder(of: id)
        return try await work.document("result", of: id)
    }
}

extension UnitOfWork {
    func document(_ kind: String, of run: Run.ID) async throws -> [UInt8] {
        try await one("SELECT bytes FROM run_document WHERE run_id = \(run) AND kind = \(kind)", orMissing: .run).decode([UInt8].self)
    }

    /// The papers of a run that the caller has been shown to see, byte for byte: to be held against what is stored.
    func documentsToCheck(of run: Run.ID) async throws -> (snapshot: [UInt8], result: [UInt8], matches: Rows) {
        let (snapshot, result) = try await beyondTheCaller {
            (try await document("snapshot", of: run), try await document("result", of: run))
        }
        return (snapshot, result, try await matchesToComputeWith(of: run))
    }

    /// The frozen input of such a run, byte for byte.
    func snapshotToComputeWith(of run: Run.ID) async throws -> [UInt8] {
        try await beyondTheCaller { try await document("snapshot", of: run) }
    }
}
