package import API
import Formats
import Matching
import Postgres

/// Whoever holds a round shows the companies, without names, the teams that fit each of their cases best. Replaces what was shared before;
/// what companies have said of teams stays.
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
        guard try await work.one("SELECT round_held_open(\(round))", orMissing: .round).decode(Bool.self) else { throw No.closed }
        // Two at once would mix.
        let turn = "cards \(round)"
        _ = try await work.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(turn), 0))")
        var gather = GatherRound(round: round, work: work)
        let tables = try await gather()
        let cards: [DrawnCard]
        do {
            cards = try await DrawnCard.best(SharedCards.mostOfEachCase, ofEachCaseIn: tables.problem)
        } catch MatchingEngine.Fault.contradiction(let defect) {
            throw try await RunRound.refusal(of: defect, in: tables.snapshot, work)
        }
        _ = try await work.execute("DELETE FROM team_card WHERE round_id = \(round)")
        for start in stride(from: 0, to: cards.count, by: 10_000) {
            try await store(cards[start..<min(start + 10_000, cards.count)], tables, in: work)
        }
        let served = Set(cards.map(\.target)).count
        return SharedCards(cases: tables.cases.count, casesWithoutTeam: tables.cases.count - served, cards: cards.count)
    }

    private func store(_ cards: ArraySlice<DrawnCard>, _ tables: RoundTables, in work: UnitOfWork) async throws {
        /// An array within an array: PostgreSQL unnests all levels at once, so each travels as text.
        func literals(_ values: (DrawnCard) -> [Int32]) -> [String] {
            cards.map { "{\(values($0).map(String.init).joined(separator: ","))}" }
        }
        _ = try await work.execute(
            """
            INSERT INTO team_card (round_id, case_id, company_id, team_id, school_id, fit, skill_fit, time_fit, members, common_half_hours,
                skills, found_levels, credits)
            SELECT \(round), d.case_id, d.company_id, d.team_id, d.school_id, d.fit, d.skill_fit, d.time_fit, d.members, d.common,
                d.skills::integer[], d.levels::smallint[], d.credits::integer[]
            FROM unnest(
                \(cards.map { tables.cases[Int($0.target)] }), \(cards.map { tables.companyOfCase[Int($0.target)] }),
                \(cards.map { tables.teams[Int($0.team)] }), \(cards.map { tables.schoolOfTeam[Int($0.team)] }),
                \(cards.map(\.fit)), \(cards.map(\.skillFit)), \(cards.map(\.timeFit)), \(cards.map(\.members)),
                \(cards.map(\.commonHalfHours)), \(literals { $0.skills.map { tables.skillIDs[Int($0)] } }), \(literals(\.foundLevels)),
                \(literals(\.credits))
            ) AS d (case_id, company_id, team_id, school_id, fit, skill_fit, time_fit, members, common, skills, levels, credits)
            """)
    }
}
