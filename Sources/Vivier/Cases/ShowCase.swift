package import API
import Postgres

/// One case, as far as the caller may see it.
package struct ShowCase: UseCase {
    package var id: BusinessCase.ID

    package init(case id: BusinessCase.ID) {
        self.id = id
    }

    package var needs: Permission { .readCases }
    package static var isolation: Isolation { .glance }

    package func run(in work: UnitOfWork) async throws -> BusinessCase {
        guard var found = try await CaseRows.read(id, in: work) else { throw GeneralRefusal.missing(.businessCase) }
        if [.matched, .running].contains(found.state) { found.teams = try await teams(in: work) }
        return found
    }

    private func teams(in work: UnitOfWork) async throws -> [NamedTeam] {
        guard work.caller.may(.readMatches) else { return [] }
        return try await work.execute(
            """
            SELECT t.id, t.name FROM match m JOIN run r ON r.id = m.run_id AND r.state = 'published' JOIN team t ON t.id = m.team_id
            WHERE m.case_id = \(id) ORDER BY t.name, t.id LIMIT 100
            """
        ).decode(Team.ID.self, String.self).map { NamedTeam(team: $0.0, name: $0.1) }
    }
}
