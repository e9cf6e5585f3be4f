package import API
import Postgres

/// One student whom the company follows; the student gets a receipt.
package struct ShowProspect: UseCase {
    package var prospect: Prospect.ID

    package init(prospect: Prospect.ID) {
        self.prospect = prospect
    }

    package var needs: Permission { .followProspects }
    package var audited: Audited? { Audited("showProspect", prospect) }

    package func run(in work: UnitOfWork) async throws -> Prospect {
        try await work.prospect(prospect, as: "view")
    }
}
