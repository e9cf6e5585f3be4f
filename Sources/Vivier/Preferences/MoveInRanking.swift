package import API
import Postgres

/// Takes one step in a team's ranking.
package struct MoveInRanking: UseCase {
    package var round: Round.ID
    package var team: Team.ID
    package var move: RankingMove

    package init(round: Round.ID, team: Team.ID, move: RankingMove) {
        self.round = round
        self.team = team
        self.move = move
    }

    package var needs: Permission { .rankCases }
    package var audited: Audited? { Audited("moveInRanking", "\(round) \(team)") }

    /// - Returns: the ranking as it now stands.
    package func run(in work: UnitOfWork) async throws -> CaseRanking {
        _ = try await work.school(of: team, in: round)
        try await work.takeTurn(ranking: team, in: round)
        let ranking = try await work.ranking(of: team, in: round)
        let changed = CaseRanking(cases: move.applied(to: ranking.cases.map(\.tied)).map { RankedPlace($0) })
        // A step that leads nowhere is no mistake: the button was pressed once too often.
        guard changed.cases != ranking.cases else { return ranking }
        return try await RankCases(round: round, team: team, ranking: changed).run(in: work)
    }
}

extension RankingMove {
    /// - Parameter places: best first, each with the cases that are tied there.
    package func applied(to places: [[BusinessCase.ID]]) -> [[BusinessCase.ID]] {
        let here = places.firstIndex { $0.contains(self.case) }
        var rest = places
        if let here { rest[here].removeAll { $0 == self.case } }
        let wasTied = here.map { !rest[$0].isEmpty } ?? false
        switch step {
        case .add:
            return here == nil ? places + [[self.case]] : places
        case .remove: break
        case .up:
            guard let here else { return places }
            rest.insert([self.case], at: wasTied ? here : max(0, here - 1))
        case .down:
            guard let here else { return places }
            rest.insert([self.case], at: wasTied ? here + 1 : min(rest.count, here + 2))
        case .tie:
            guard let here, here > 0 else { return places }
            rest[here - 1].append(self.case)
        case .place:
            guard before != self.case else { return places }
            let target = before.flatMap { before in rest.firstIndex { $0.contains(before) } } ?? rest.count
            rest.insert([self.case], at: target)
        }
        return rest.filter { !$0.isEmpty }
    }
}

extension UnitOfWork {
    /// Two rankings of one team at once would mix: the second waits until the transaction of the first ends.
    func takeTurn(ranking team: Team.ID, in round: Round.ID) async throws(PostgresError) {
        let turn = "ranking \(round) \(team)"
        _ = try await execute("SELECT pg_advisory_xact_lock(hashtextextended(\(turn), 0))")
    }
}
