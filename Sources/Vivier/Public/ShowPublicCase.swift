package import API
import Postgres

/// A case that anyone may read, without what is between the company and its teams: no references, no schools, no hours of mentors.
package struct ShowPublicCase: UseCase {
    package var id: BusinessCase.ID

    package init(case id: BusinessCase.ID) {
        self.id = id
    }

    package var needs: Permission { .readCases }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> BusinessCase {
        guard var found = try await CaseRows.read(id, in: work), found.isPublic else { throw GeneralRefusal.missing(.businessCase) }
        // As in the lists.
        _ = try await work.one("SELECT FROM business_case c WHERE c.id = \(id) AND \(SQL.isShownInPublic)", orMissing: .businessCase)
        found.content.reference = nil
        found.content.mentorSlots = nil
        return found
    }
}

extension BusinessCase {
    /// Published for everybody, under no agreement of secrecy: what row-level security shows whoever comes without signing in.
    package var isPublic: Bool {
        [.published, .matched, .running, .closed].contains(state) && content.openTo == nil && content.confidentiality == "open"
    }
}
