package import API
import Postgres

/// A team ranks the cases it would take in a round, best first. The last ranking before the round's publication counts; an empty one takes
/// the ranking back.
package struct RankCases: UseCase {
    package var round: Round.ID
    package var team: Team.ID
    package var ranking: CaseRanking
    /// The version that it was made from; nil for whatever stands there.
    package var version: Int?

    package init(round: Round.ID, team: Team.ID, ranking: CaseRanking, replacing version: Int? = nil) {
        self.round = round
        self.team = team
        self.ranking = ranking
        self.version = version
    }

    package enum No: Refusal {
        case closed

        package var reason: RefusalReason {
            RefusalReason(
                .conflict, code: "round-closed", en: "The round is not open any more: rankings count before its run is published.",
                fr: "La session n’est plus ouverte : les classements comptent avant la publication de son calcul.")
        }
    }

    package var needs: Permission { .rankCases }
    package var audited: Audited? { Audited("rankCases", "\(round) \(team)") }

    /// - Returns: the ranking as it now stands.
    package func run(in work: UnitOfWork) async throws -> CaseRanking {
        let school = try await work.school(of: team, in: round)
        guard try await work.isHeldOpen(round) else { throw No.closed }
        let entries = try await checked(for: school, in: work)
        try await work.takeTurn(ranking: team, in: round)
        if let version, try await work.ranking(of: team, in: round).version != version { throw GeneralRefusal.changedMeanwhile }
        _ = try await work.execute("DELETE FROM team_preference WHERE round_id = \(round) AND team_id = \(team)")
        _ = try await work.execute(
            """
            INSERT INTO team_preference (round_id, team_id, school_id, case_id, place, turn)
            SELECT \(round), \(team), \(school), * FROM unnest(\(entries.map(\.case)), \(entries.map(\.place))::smallint[],
                \(entries.map(\.turn))::smallint[])
            """)
        var ranking = try await work.ranking(of: team, in: round)
        ranking.note = try await work.rankingNote(of: team, in: round)?.text(work.caller.language)
        return ranking
    }

    private struct Entry {
        var `case`: BusinessCase.ID
        var place: Int32
        /// Among those tied there.
        var turn: Int32
        /// Where it stands in the body.
        var pointer: String
    }

    /// - Throws: a refusal that names every entry that cannot stand.
    private func checked(for school: Organisation.ID, in work: UnitOfWork) async throws -> [Entry] {
        var faults: [RefusalReason.Field] = []
        var entries: [Entry] = []
        for (index, place) in ranking.cases.enumerated() {
            let pointer = "/cases/\(index)"
            if place.tied.isEmpty { faults.append(.emptyTie(pointer)) }
            for (tied, businessCase) in place.tied.enumerated() {
                entries.append(
                    Entry(
                        case: businessCase, place: Int32(index + 1), turn: Int32(tied),
                        pointer: place.isTie ? "\(pointer)/\(tied)" : pointer))
            }
        }
        guard entries.count <= CaseRanking.mostEntries, ranking.cases.count <= CaseRanking.mostEntries else {
            throw GeneralRefusal.invalid([.tooManyCases(max(entries.count, ranking.cases.count))])
        }
        let standings = try await standings(of: entries.map(\.case), for: school, in: work)
        var first: [BusinessCase.ID: String] = [:]
        for entry in entries {
            if let earlier = first[entry.case] {
                faults.append(.repeatedCase(entry.pointer, earlier: earlier))
            } else {
                first[entry.case] = entry.pointer
                if let fault = RefusalReason.Field.unacceptable(entry.pointer, standings[entry.case]) { faults.append(fault) }
            }
        }
        guard faults.isEmpty else { throw GeneralRefusal.invalid(faults) }
        return entries
    }

    private func standings(
        of cases: [BusinessCase.ID], for school: Organisation.ID, in work: UnitOfWork
    ) async throws -> [BusinessCase.ID: CaseStanding] {
        let rows = try await work.execute(
            """
            WITH \(SQL.cases(offeredIn: round))
            SELECT c.id, c.title, c.state IN ('published', 'matched'),
                r.every_case OR EXISTS (SELECT FROM round_case rc WHERE rc.round_id = r.id AND rc.case_id = c.id),
                c.open_to_all OR EXISTS (SELECT FROM business_case_school s WHERE s.case_id = c.id AND s.school_id = \(school)),
                coalesce(o.left_out, false)
            FROM business_case c CROSS JOIN round r LEFT JOIN offered o ON o.id = c.id WHERE c.id = ANY (\(cases)) AND r.id = \(round)
            """
        ).decode(BusinessCase.ID.self, String.self, Bool.self, Bool.self, Bool.self, Bool.self)
        return Dictionary(
            rows.map { ($0.0, CaseStanding(title: $0.1, isOnOffer: $0.2, isInRound: $0.3, isOpenToSchool: $0.4, isLeftOut: $0.5)) },
            uniquingKeysWith: { first, _ in first })
    }
}

extension UnitOfWork {
    /// Whether a round is open, which it stays until the transaction ends.
    ///
    /// - Throws: a refusal where the caller takes no part in it any more, or it is gone since it was seen.
    func isHeldOpen(_ round: Round.ID) async throws -> Bool {
        guard let isOpen = try await execute("SELECT round_held_open(\(round))")[0].decode(Bool?.self) else {
            throw GeneralRefusal.missing(.round)
        }
        return isOpen
    }

    /// The school of a team that takes part in a round.
    ///
    /// - Throws: a refusal where the caller sees no such round or team, or the team takes no part in it.
    func school(of team: Team.ID, in round: Round.ID) async throws -> Organisation.ID {
        _ = try await one("SELECT FROM round WHERE id = \(round)", orMissing: .round)
        let (school, takesPart) = try await one(
            """
            SELECT t.school_id, EXISTS (SELECT FROM round_cohort rc WHERE rc.cohort_id = t.cohort_id AND rc.round_id = \(round))
            FROM team t WHERE t.id = \(team)
            """, orMissing: .team
        ).decode(Organisation.ID.self, Bool.self)
        guard takesPart else {
            throw GeneralRefusal.parameter(
                "team", "not-in-round", en: "The team takes no part in this round: none of the round’s cohorts is the team’s.",
                fr: "L’équipe ne participe pas à cette session : sa promotion n’en fait pas partie.")
        }
        return school
    }

    /// What keeps the ranking of a team from counting as the round is now; nil where it counts.
    func rankingNote(of team: Team.ID, in round: Round.ID) async throws -> Sentence? {
        if let busy = try await busy(team, in: round) { return busy }
        let counts = try await one(
            "SELECT policy = 'stable' OR (policy = 'fairest' AND fairness = 'rank') FROM round WHERE id = \(round)", orMissing: .round
        ).decode(Bool.self)
        guard !counts else { return nil }
        return Sentence(
            en:
                "This round goes by fit: the ranking changes nothing in its runs. Only stable rounds, and fairest ones by rank, follow rankings.",
            fr: "Cette session suit l’adéquation : le classement ne change rien à ses calculs. Seules les sessions stables, et les plus "
                + "équitables selon le rang, suivent les classements.")
    }

    /// The ranking of a team as it stands; empty where it gave none.
    func ranking(of team: Team.ID, in round: Round.ID) async throws(PostgresError) -> CaseRanking {
        let rows = try await execute(
            """
            SELECT array_agg(case_id ORDER BY turn, case_id) FROM team_preference WHERE round_id = \(round) AND team_id = \(team)
            GROUP BY place ORDER BY place
            """
        ).decode([BusinessCase.ID].self)
        return CaseRanking(cases: rows.map { RankedPlace($0) })
    }
}
