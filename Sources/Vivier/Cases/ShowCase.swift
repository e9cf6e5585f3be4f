package import API

/// One case, as far as the caller may see it.
package struct ShowCase: UseCase {
    package var id: BusinessCase.ID

    package init(case id: BusinessCase.ID) {
        self.id = id
    }

    package var needs: Permission { .readCases }
    package static var isolation: Isolation { .glance }

    package func run(in work: UnitOfWork) async throws -> BusinessCase {
        guard let found = try await CaseRows.read(id, in: work) else { throw GeneralRefusal.missing(.businessCase) }
        return found
    }
}
