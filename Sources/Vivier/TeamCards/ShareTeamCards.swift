package import API
import Formats
import Matching
import Postgres

/// Whoever holds a round shows the companies, without names, the teams that fit each of their cases best, where a place is left. Replaces
/// what was shared before; what companies have said of teams stays.
package struct ShareTeamCards: UseCase {
    package var round: Round.ID

    package init(round: Round.ID) {
        self.round = round
    }

    package enum No: Refusal {
        case foreign, closed

        package var reason: RefusalReason {
            switch self {
            case .foreign:
                RefusalReason(
                    .denied, code: "not-round-holder", en: "The round is a network’s: its operator shares the teams.",
                    fr: "La session est celle d’un réseau : c’est son opérateur qui montre les équipes.")
            case .closed:
                RefusalReason(
                    .conflict, code: "round-closed", en: "The round is not open any more: the companies see their matches by name.",
                    fr: "La session n’est plus ouverte : les entreprises voient leurs affectations sous leur nom.")
            }
        }
    }

    package var needs: Permission { .manageRounds }
    package var audited: Audited? { Audited("shareTeamCards", round) }
    package static var isolation: Isolation { .repeatableRead }
    package static var reflection: Duration? { RunRound.reflection }

    package func run(in work: UnitOfWork) async throws -> SharedCards {
        let holder = try await work.one("SELECT organisation_id FROM round WHERE id = \(round)", orMissing: .round)
            .decode(Organisation.ID.self)
        guard work.caller.role == .operator || work.caller.organisation == holder else { throw No.foreign }
        guard try await work.isHeldOpen(round) else { throw No.closed }
        // Two at once would mix.
        let turn = "cards \(round)"
        _ = try await work.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(turn), 0))")
        var gather = GatherRound(round: round, work: work)
        let tables = try await gather()
        var cards: [DrawnCard]
        do {
            cards = try await DrawnCard.best(SharedCards.mostOfEachCase, ofEachCaseIn: tables.problem)
        } catch MatchingEngine.Fault.contradiction(let defect) {
            throw try await RunRound.refusal(of: defect, in: tables.snapshot, work)
        }
        // Nobody is asked about a case that has its teams already.
        let isFull = tables.problem.cases.map { offer in
            offer.capacity == 0 || offer.company >= 0 && tables.problem.companyCapacities[Int(offer.company)] == 0
        }
        cards.removeAll { isFull[Int($0.target)] }
        _ = try await work.execute("DELETE FROM team_card WHERE round_id = \(round)")
        for start in stride(from: 0, to: cards.count, by: 10_000) {
            try await store(cards[start..<min(start + 10_000, cards.count)], tables, in: work)
        }
        let served = Set(cards.map(\.target)).count
        let open = isFull.count { !$0 }
        return SharedCards(cases: open, casesWithoutTeam: open - served, cards: cards.count)
    }

    private func store(_ cards: ArraySlice<DrawnCard>, _ tables: RoundTables, in work: UnitOfWork) async throws {
        /// An array within an array: PostgreSQL unnests all levels at once, so each travels as text.
        func literals(_ values: (DrawnCard) -> [Int32]) -> [String] {
            cards.map { "{\(values($0).map(String.init).joined(separator: ","))}" }
        }
        _ = try await work.execute(
            """
            WITH spoken AS (
                SELECT m.team_id, split_part(l, ':', 1) AS language, min(split_part(l, ':', 2)) AS level,
                    count(*) = (SELECT count(*) FROM team_member x WHERE x.team_id = m.team_id) AS by_all
                FROM team_member m JOIN student s ON s.id = m.student_id, unnest(s.languages) AS l
                WHERE m.team_id = ANY (\(Array(Set(cards.map { tables.teams[Int($0.team)] })))) GROUP BY m.team_id, language
            ), languages AS (
                SELECT team_id, array_agg(language || ':' || level ORDER BY level DESC, language) AS spoken FROM spoken
                WHERE by_all GROUP BY team_id
            )
            INSERT INTO team_card (round_id, case_id, company_id, team_id, school_id, fit, skill_fit, time_fit, members, common_half_hours,
                skills, found_levels, credits, languages)
            SELECT \(round), d.case_id, d.company_id, d.team_id, d.school_id, d.fit, d.skill_fit, d.time_fit, d.members, d.common,
                d.skills::integer[], d.levels::smallint[], d.credits::integer[],
                coalesce(l.spoken, '{}')
            FROM unnest(
                \(cards.map { tables.cases[Int($0.target)] }), \(cards.map { tables.companyOfCase[Int($0.target)] }),
                \(cards.map { tables.teams[Int($0.team)] }), \(cards.map { tables.schoolOfTeam[Int($0.team)] }),
                \(cards.map(\.fit)), \(cards.map(\.skillFit)), \(cards.map(\.timeFit)), \(cards.map(\.members)),
                \(cards.map(\.commonHalfHours)), \(literals { $0.skills.map { tables.skillIDs[Int($0)] } }), \(literals(\.foundLevels)),
                \(literals(\.credits))
            ) AS d (case_id, company_id, team_id, school_id, fit, skill_fit, time_fit, members, common, skills, levels, credits)
                LEFT JOIN languages l ON l.team_id = d.team_id
            """)
    }
}
