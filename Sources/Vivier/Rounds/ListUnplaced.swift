package import API
import Formats
import Matching
import Postgres

/// The teams that a run gives no case, each with why, from the run's own papers. Of a network's run a school sees its own teams.
package struct ListUnplaced: UseCase {
    package var id: Run.ID
    package var query: PageQuery

    package init(run: Run.ID, query: PageQuery) {
        id = run
        self.query = query
    }

    package var needs: Permission { .compareRuns }
    package static var isolation: Isolation { .readOnly }
    package static var reflection: Duration? { RunRound.reflection }

    /// What was found of a team, by positions.
    private struct Finding: Sendable {
        var team: Int
        var eligible: Int
        var nearest: Int?
        var fit: Int32
        var failures: [GateFailure]
    }

    package func run(in work: UnitOfWork) async throws -> Page<UnplacedTeam> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, id: Team.ID.self)
        let run = try await ShowRun(run: id).run(in: work)
        let papers = try await work.papersToComputeWith(of: id)
        let snapshot = try Snapshot.read(papers.snapshot)
        let unmatched = try ResultFile.read(papers.result, for: snapshot.frame).claim.unmatched.map { snapshot.teams[Int($0)] }
        let after: SQL = last.map { "AND t.id > \($0)" } ?? ""
        let teams = try await work.execute(
            """
            SELECT t.id, t.name FROM team t WHERE t.id = ANY (\(unmatched.compactMap { Team.ID($0) })) \(after)
            ORDER BY t.id LIMIT \(limit + 1)
            """
        ).decode(Team.ID.self, String.self)
        let position = Dictionary(uniqueKeysWithValues: snapshot.teams.enumerated().map { ($1, $0) })
        let wanted = teams.compactMap { position[$0.0.description] }
        let found = try await Self.findings(of: wanted, in: snapshot)
        let (named, names) = (try await snapshot.named(in: work), try await snapshot.roundNames(in: work))
        let items = zip(teams, found).map { team, found in
            UnplacedTeam(
                team: team.0, name: team.1, eligible: found.eligible,
                nearest: found.nearest.flatMap { BusinessCase.ID(snapshot.cases[$0]) },
                nearestTitle: found.nearest.map { named.cases[$0] }, nearestFit: found.eligible > 0 ? Int(found.fit) : nil,
                reason: Self.reason(found.eligible, run.rules).text(work.caller.language),
                missing: found.failures.map { $0.sentence(names).text(work.caller.language) })
        }
        return Page(items, limit: limit) { Cursor($0.team.description) }
    }

    private static func findings(of teams: [Int], in snapshot: Snapshot) async throws -> [Finding] {
        try await OwnThread.run("unplaced") { isCancelled in
            let book = try MatchingEngine.book(of: snapshot)
            return try teams.map { team in
                if isCancelled() { throw CancellationError() }
                var found = Finding(team: team, eligible: 0, nearest: nil, fit: -1, failures: [])
                var fewest = Int.max
                for pair in book.explanations(team: team, targets: book.problem.cases.indices) {
                    if pair.isEligible {
                        found.eligible += 1
                        if pair.points > found.fit || fewest > 0 { (found.nearest, found.fit) = (Int(pair.target), pair.points) }
                        (fewest, found.failures) = (0, [])
                    } else if found.eligible == 0, pair.failures.count < fewest {
                        (found.nearest, found.failures, fewest) = (Int(pair.target), pair.failures, pair.failures.count)
                    }
                }
                return found
            }
        }
    }

    private static func reason(_ eligible: Int, _ rules: RoundRules) -> Sentence {
        guard eligible > 0 else {
            return Sentence(
                en: "No case of the round is open to it: at least one gate is closed everywhere.",
                fr: "Aucun cas de la session ne lui est ouvert\u{A0}: partout, au moins une condition n’est pas remplie.")
        }
        let (en, fr) = (
            "It could take \(eligible) \(eligible == 1 ? "case" : "cases"). ", "Elle pourrait prendre \(eligible) cas. "
        )
        switch rules.policy {
        case "stable":
            return Sentence(
                en: en + "Each of them has teams that it would rather have, or that it likes as much.",
                fr: fr + "Chacun a des équipes qu’il préfère, ou qu’il apprécie autant.")
        case "fairest":
            return Sentence(
                en: en + "Their places are all given, and no assignment places more teams.",
                fr: fr + "Toutes leurs places sont données, et aucune affectation ne place plus d’équipes.")
        default:
            return rules.placement == "everyone-first"
                ? Sentence(
                    en: en + "Their places are all given, and no assignment places more teams with more fit.",
                    fr: fr + "Toutes leurs places sont données, et aucune affectation ne place plus d’équipes avec plus d’adéquation.")
                : Sentence(
                    en: en + "Their places are given to others; giving it one of them would lower the total fit.",
                    fr: fr + "Leurs places vont à d’autres\u{A0}; lui en donner une ferait baisser l’adéquation totale.")
        }
    }
}
