package import API
import Formats
import Matching
import Postgres

/// What else teams of a run could have taken, the best of each first, from the run's own papers. For the picture of a run, which shows it
/// where somebody asks.
package struct ListAlternatives: UseCase {
    package var id: Run.ID
    /// Those that are asked about; whom the caller may not see is left out.
    package var teams: [Team.ID]

    /// Of each team so many.
    package static let mostEach = 2

    package init(run: Run.ID, teams: [Team.ID]) {
        id = run
        self.teams = teams
    }

    /// A case that is open to a team and went to others, or to nobody.
    package struct Alternative: Sendable {
        package var team: Team.ID
        package var `case`: BusinessCase.ID
        package var title: String
        /// 0…10000.
        package var fit: Int

        package init(team: Team.ID, case businessCase: BusinessCase.ID, title: String, fit: Int) {
            self.team = team
            self.case = businessCase
            self.title = title
            self.fit = fit
        }
    }

    package var needs: Permission { .compareRuns }
    package static var isolation: Isolation { .readOnly }
    package static var reflection: Duration? { RunRound.reflection }

    package func run(in work: UnitOfWork) async throws -> [Alternative] {
        _ = try await ShowRun(run: id).run(in: work)
        let papers = try await work.papersToComputeWith(of: id)
        let (snapshot, claim) = (papers.snapshot, papers.claim)
        let seen = try await work.execute("SELECT t.id FROM team t WHERE t.id = ANY (\(teams)) ORDER BY t.id").decode(Team.ID.self)
        let position = Dictionary(uniqueKeysWithValues: snapshot.teams.enumerated().map { ($1, $0) })
        let wanted = seen.compactMap { team in position[team.description].map { (team: team, position: $0) } }
        let given = Dictionary(uniqueKeysWithValues: claim.matches.map { (Int($0.team), Int($0.target)) })
        let found = try await OwnThread.run("alternatives") { isCancelled in
            let book = try MatchingEngine.book(of: snapshot)
            return try wanted.map { one in
                if isCancelled() { throw CancellationError() }
                let open = book.explanations(team: one.position, targets: book.problem.cases.indices).filter {
                    $0.isEligible && given[one.position] != Int($0.target)
                }
                return open.map { (target: Int($0.target), fit: Int($0.points)) }.sorted { ($1.fit, $0.target) < ($0.fit, $1.target) }
                    .prefix(Self.mostEach)
            }
        }
        let named = try await snapshot.named(in: work)
        return zip(wanted, found).flatMap { one, open in
            open.compactMap { found in
                BusinessCase.ID(snapshot.cases[found.target]).map {
                    Alternative(team: one.team, case: $0, title: named.cases[found.target], fit: found.fit)
                }
            }
        }
    }
}
