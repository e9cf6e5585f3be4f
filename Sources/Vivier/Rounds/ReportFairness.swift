package import API
import Formats
import Matching
import Postgres

/// How the teams of a run fared by school, cohort and programme, and at which place of their rankings their cases stand. Matches, fits and
/// rankings are the run's own, read from its papers; what the teams' groups are called is as of now.
package struct ReportFairness: UseCase {
    package var id: Run.ID
    package var query: FairnessQuery

    package init(run: Run.ID, query: FairnessQuery = FairnessQuery()) {
        id = run
        self.query = query
    }

    package var needs: Permission { .readFairness }
    package static var isolation: Isolation { .readOnly }
    package static var reflection: Duration? { RunRound.reflection }

    package func run(in work: UnitOfWork) async throws -> FairnessReport {
        let list = try FairnessList(query, in: work)
        let reading = try await reading(in: work)
        let (fares, counted, snapshot) = (reading.fares, reading.counted, reading.snapshot)
        var ranks = ranks(of: fares, counted, snapshot)
        // Of a part of the teams the whole would say nothing.
        if counted.count == fares.count, ranks.count > 1 {
            let possible = try await PossibleRanks.find(snapshot, eligible: reading.eligible, places: ranks.count - 1).teams
            for (index, most) in possible.enumerated() { ranks[index].possible = most }
        }
        let page = try list.page(of: reading.groups)
        let programmes = FairnessGroups.rankedProgrammes(of: reading.groups)
        return FairnessReport(
            teams: counted.count, placed: counted.count { fares[$0].fit != nil }, groups: page.items, next: page.next,
            fits: tenths(counted.map { fares[$0] }), ranks: ranks,
            programmes: Array(programmes.prefix(FairnessReport.mostProgrammes)), programmesTotal: programmes.count)
    }

    /// What the papers of the run and the teams of today say.
    struct Reading {
        var snapshot: Snapshot
        var eligible: Int
        /// Of every team of the run.
        var fares: [TeamFare]
        /// The teams that the report is about, by position.
        var counted: [Int]
        var groups: [FairnessGroup]
    }

    func reading(in work: UnitOfWork) async throws -> Reading {
        let shown = try await ShowRun(run: id).run(in: work)
        let papers = try await work.papersToComputeWith(of: id)
        let (snapshot, matches) = (papers.snapshot, papers.claim.matches)
        // Of the papers: of a network's run a member school sees its own matches only.
        let stored = try await work.matchesToComputeWith(of: id).decode(Team.ID.self, BusinessCase.ID.self, Int.self)
        let fitOfTeam = Dictionary(uniqueKeysWithValues: stored.map { ($0.0.description, $0.2) })
        var fares = [TeamFare](repeating: TeamFare(), count: snapshot.teams.count)
        for match in matches {
            fares[Int(match.team)].fit = fitOfTeam[snapshot.teams[Int(match.team)]] ?? 0
            fares[Int(match.team)].place = snapshot.problem.teamRankings[Int(match.team)]?.firstIndex { $0.contains(match.target) }
        }
        let origins = try await origins(of: snapshot, in: work)
        let counted = try await counted(fares, origins, snapshot, in: work)
        let members = Dictionary(grouping: counted) { origins[snapshot.teams[$0]] ?? TeamOrigin() }
        let groups = FairnessGroups(members.mapValues { $0.map { fares[$0] } }).report(most: .max)
        return Reading(snapshot: snapshot, eligible: shown.eligible, fares: fares, counted: counted, groups: groups)
    }

    /// The positions of the teams that the report is about: all for whoever holds the round, who sees every match anyway; for a school that
    /// takes part its own, since figures over all, less those of its own teams, would tell of single teams of others.
    private func counted(
        _ fares: [TeamFare], _ origins: [String: TeamOrigin], _ snapshot: Snapshot, in work: UnitOfWork
    ) async throws -> [Int] {
        let holder = try await work.one("SELECT organisation_id FROM run WHERE id = \(id)", orMissing: .run).decode(Organisation.ID.self)
        if work.caller.role == .operator || work.caller.organisation == holder { return Array(fares.indices) }
        return fares.indices.filter { origins[snapshot.teams[$0]] != nil }
    }

    /// Of the teams that the caller sees.
    private func origins(of snapshot: Snapshot, in work: UnitOfWork) async throws -> [String: TeamOrigin] {
        let ids = snapshot.teams.compactMap { Team.ID($0) }
        let rows = try await work.execute(
            """
            SELECT t.id::text, o.name, c.name FROM team t JOIN organisation o ON o.id = t.school_id JOIN cohort c ON c.id = t.cohort_id
            WHERE t.id = ANY (\(ids))
            """
        ).decode(String.self, String.self, String.self)
        // Apart from the teams: right behind a large import the planner would look for the members of each team in all of them.
        let shared = try await work.execute(
            """
            SELECT m.team_id::text, min(s.programme) FROM team_member m JOIN student s ON s.id = m.student_id WHERE m.team_id = ANY (\(ids))
            GROUP BY m.team_id HAVING count(DISTINCT s.programme) = 1 AND count(s.programme) = count(*)
            """
        ).decode(String.self, String.self)
        // Those that have gone since are counted where they belonged.
        let gone = try await work.execute(
            """
            SELECT t.team_id::text, o.name, c.name, t.programme FROM former_team t JOIN organisation o ON o.id = t.school_id
                JOIN cohort c ON c.id = t.cohort_id
            WHERE t.team_id = ANY (\(ids))
            """
        ).decode(String.self, String.self, String.self, String?.self)
        let programme = Dictionary(uniqueKeysWithValues: shared)
        return Dictionary(
            rows.map { ($0.0, TeamOrigin(school: $0.1, cohort: $0.2, programme: programme[$0.0])) }
                + gone.map { ($0.0, TeamOrigin(school: $0.1, cohort: $0.2, programme: $0.3)) }
        ) { there, _ in there }
    }

    private func tenths(_ fares: [TeamFare]) -> [Int] {
        var tenths = [Int](repeating: 0, count: 10)
        for fit in fares.compactMap(\.fit) { tenths[min(9, fit / 1_000)] += 1 }
        return tenths
    }

    private func ranks(of fares: [TeamFare], _ counted: [Int], _ snapshot: Snapshot) -> [RankShare] {
        let ranking = counted.filter(snapshot.problem.teamRankings.isGiven)
        guard !ranking.isEmpty else { return [] }
        let places = ranking.compactMap { fares[$0].place }
        let last = places.max() ?? -1
        return (0..<(last + 1)).map { place in RankShare(place: place + 1, teams: places.count { $0 == place }) }
            + [RankShare(place: nil, teams: ranking.count { fares[$0].fit == nil })]
    }
}
