package import API
import Formats
import Matching
import Postgres

/// How the teams of a run fared by school, cohort and programme, and at which place of their rankings their cases stand. Matches, fits and
/// rankings are the run's own, read from its papers; what the teams' groups are called is as of now.
package struct ReportFairness: UseCase {
    package var id: Run.ID

    package init(run: Run.ID) {
        id = run
    }

    package var needs: Permission { .explainMatches }
    package static var isolation: Isolation { .readOnly }
    package static var reflection: Duration? { RunRound.reflection }

    package func run(in work: UnitOfWork) async throws -> FairnessReport {
        _ = try await ShowRun(run: id).run(in: work)
        let papers = try await work.papersToComputeWith(of: id)
        let snapshot = try Snapshot.read(papers.snapshot)
        let matches = try ResultFile.read(papers.result, for: snapshot.frame).claim.matches
        let stored = try await work.execute("SELECT team_id::text, fit FROM match WHERE run_id = \(id)").decode(String.self, Int.self)
        let fitOfTeam = Dictionary(uniqueKeysWithValues: stored)
        var fares = [Fare](repeating: Fare(), count: snapshot.teams.count)
        for match in matches {
            fares[Int(match.team)].fit = fitOfTeam[snapshot.teams[Int(match.team)]] ?? 0
            fares[Int(match.team)].place = snapshot.problem.teamRankings[Int(match.team)]?.firstIndex { $0.contains(match.target) }
        }
        return FairnessReport(
            teams: fares.count, placed: matches.count, groups: try await groups(of: fares, snapshot, in: work), fits: tenths(fares),
            ranks: ranks(of: fares, snapshot))
    }

    /// What became of one team.
    private struct Fare {
        /// Nil without a case.
        var fit: Int?
        /// In its ranking, from 0; nil where it gave none or has no case, or has one that it did not rank.
        var place: Int?
    }

    private func groups(of fares: [Fare], _ snapshot: Snapshot, in work: UnitOfWork) async throws -> [FairnessGroup] {
        let rows = try await work.execute(
            """
            SELECT t.id::text, o.name, c.name, (
                SELECT CASE WHEN count(DISTINCT s.programme) = 1 AND count(s.programme) = count(*) THEN min(s.programme) END
                FROM team_member m JOIN student s ON s.id = m.student_id WHERE m.team_id = t.id)
            FROM team t JOIN organisation o ON o.id = t.school_id JOIN cohort c ON c.id = t.cohort_id
            WHERE t.id = ANY (\(snapshot.teams.compactMap { Team.ID($0) }))
            """
        ).decode(String.self, String.self, String.self, String?.self)
        let known = Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0) })
        var members: [String: [String: [Fare]]] = [:]
        for (team, fare) in zip(snapshot.teams, fares) {
            guard let (_, school, cohort, programme) = known[team] else { continue }
            members["school", default: [:]][school, default: []].append(fare)
            members["cohort", default: [:]][cohort, default: []].append(fare)
            if let programme { members["programme", default: [:]][programme, default: []].append(fare) }
        }
        return ["school", "cohort", "programme"].flatMap { kind in
            members[kind, default: [:]].sorted { $0.key < $1.key }.map { group(kind, $0.key, $0.value) }
        }
    }

    private func group(_ kind: String, _ name: String, _ fares: [Fare]) -> FairnessGroup {
        guard fares.count >= FairnessReport.smallestGroup else {
            return FairnessGroup(kind: kind, name: name, teams: fares.count, placed: nil, meanFit: nil, lowestFit: nil)
        }
        let fits = fares.compactMap(\.fit)
        return FairnessGroup(
            kind: kind, name: name, teams: fares.count, placed: fits.count,
            meanFit: fits.isEmpty ? nil : fits.reduce(0, +) / fits.count, lowestFit: fits.min())
    }

    private func tenths(_ fares: [Fare]) -> [Int] {
        var tenths = [Int](repeating: 0, count: 10)
        for fit in fares.compactMap(\.fit) { tenths[min(9, fit / 1_000)] += 1 }
        return tenths
    }

    private func ranks(of fares: [Fare], _ snapshot: Snapshot) -> [RankShare] {
        let ranking = fares.indices.filter(snapshot.problem.teamRankings.isGiven)
        guard !ranking.isEmpty else { return [] }
        let places = ranking.compactMap { fares[$0].place }
        let last = places.max() ?? -1
        return (0..<(last + 1)).map { place in RankShare(place: place + 1, teams: places.count { $0 == place }) }
            + [RankShare(place: nil, teams: ranking.count { fares[$0].fit == nil })]
    }
}
