package import API
import Postgres

/// Deletes a saved query of the company.
package struct DeletePool: UseCase {
    package var id: Pool.ID

    package init(pool id: Pool.ID) {
        self.id = id
    }

    package var needs: Permission { .savePools }
    package var audited: Audited? { Audited("deletePool", id) }

    package func run(in work: UnitOfWork) async throws {
        _ = try await work.one("DELETE FROM pool WHERE id = \(id) RETURNING id", orMissing: .pool)
    }
}

extension Sentence {
    static let pool = Sentence(en: "The saved query", fr: "La requête enregistrée")
}
