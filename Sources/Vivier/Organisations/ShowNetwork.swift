package import API

/// One network.
package struct ShowNetwork: UseCase {
    package var network: Organisation.ID

    package init(network: Organisation.ID) {
        self.network = network
    }

    package var needs: Permission { .readOrganisations }
    package static var isolation: Isolation { .glance }

    package func run(in work: UnitOfWork) async throws -> Organisation {
        try await work.organisation(network, .network)
    }
}
