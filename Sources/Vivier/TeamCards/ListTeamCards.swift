package import API
import Foundation
import Postgres

/// The teams that were shared for a case in a round, best fit first.
package struct ListTeamCards: UseCase {
    package var round: Round.ID
    package var id: BusinessCase.ID
    package var query: PageQuery

    package init(round: Round.ID, case id: BusinessCase.ID, query: PageQuery) {
        self.round = round
        self.id = id
        self.query = query
    }

    package var needs: Permission { .readTeamCards }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<TeamCard> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, number: Int32.self, id: TeamCard.ID.self)
        try await work.requireCards(of: id, in: round)
        let needs = try await needs(in: work)
        let rows = try await work.execute(
            """
            SELECT n.card, upper(left(n.card::text, 5)), c.fit, c.skill_fit, c.time_fit, c.members::integer, c.common_half_hours::integer,
                c.skills, c.found_levels::integer[], c.credits, p.place::integer, p.team_id IS NOT NULL AND p.place IS NULL, p.reason, c.languages
            FROM team_card c LEFT JOIN case_preference p USING (round_id, case_id, team_id)
                CROSS JOIN LATERAL (SELECT team_card_id(c.round_id, c.team_id) AS card) n
            WHERE c.round_id = \(round) AND c.case_id = \(id)
                AND (\(last?.number)::integer IS NULL OR c.fit < \(last?.number) OR (c.fit = \(last?.number) AND n.card > \(last?.id)))
            ORDER BY c.fit DESC, n.card LIMIT \(limit + 1)
            """)
        var cards: [TeamCard] = []
        for row in rows {
            let (card, label, fit, skillFit, timeFit, members, common, skills, levels, credits, place, vetoed, reason, languages) =
                try row.decode(
                    TeamCard.ID.self, String.self, Int.self, Int.self, Int.self, Int.self, Int.self, [Int32].self, [Int32].self,
                    [Int32].self,
                    Int?.self, Bool.self, String?.self, [String].self)
            let brought = zip(skills, zip(levels, credits)).compactMap { skill, brings -> TeamCard.Skill? in
                guard let need = needs[skill] else { return nil }
                return TeamCard.Skill(
                    skill: need.label, importance: need.importance, neededLevel: need.level, foundLevel: Int(brings.0),
                    credit: Int(brings.1))
            }
            cards.append(
                TeamCard(
                    card: card, label: label, fit: fit, skillFit: skillFit, timeFit: timeFit, members: members, commonHalfHours: common,
                    skills: brought, languages: languages, place: place, vetoed: vetoed, reason: reason))
        }
        return Page(cards, limit: limit) { Cursor(String($0.fit), $0.card.description) }
    }

    private struct Need {
        var label: String
        var level: Int
        var importance: String
    }

    /// What the case asks for, in the caller's language.
    private func needs(in work: UnitOfWork) async throws -> [Int32: Need] {
        let french = work.caller.language == .french
        let rows = try await work.execute(
            """
            SELECT n.skill_id, coalesce(CASE WHEN \(french) THEN s.label_fr ELSE s.label_en END, s.label_en, s.label_fr),
                n.level::integer, n.importance
            FROM business_case_skill n JOIN skill s ON s.id = n.skill_id WHERE n.case_id = \(id)
            """
        ).decode(Int32.self, String.self, Int.self, String.self)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, Need(label: $0.1, level: $0.2, importance: $0.3)) })
    }
}

extension UnitOfWork {
    /// That the caller sees the case, and the round.
    func requireCards(of id: BusinessCase.ID, in round: Round.ID) async throws {
        _ = try await one("SELECT FROM business_case WHERE id = \(id)", orMissing: .businessCase)
        _ = try await one("SELECT FROM round WHERE id = \(round)", orMissing: .round)
    }
}
