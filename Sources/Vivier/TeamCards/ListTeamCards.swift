package import API
import Foundation
import Postgres

/// The order of the teams that were shared for a case.
enum TeamCardSort: String, ListSort {
    case bestFit = "-fit"
    case fit
    case bestSkills = "-skills"
    case skills
    case bestTime = "-time"
    case time
    case mostHours = "-hours"
    case hours

    static var usual: TeamCardSort { .bestFit }

    /// Of `team_card c`, and of `n.card`, by which companies know it.
    var order: ListOrder {
        let goesDown = rawValue.hasPrefix("-")
        let key: SQL =
            switch self {
            case .bestFit, .fit: "c.fit"
            case .bestSkills, .skills: "c.skill_fit"
            case .bestTime, .time: "c.time_fit"
            case .mostHours, .hours: "c.common_half_hours"
            }
        return ListOrder(key: key, isNumber: true, id: "n.card", goesDown: goesDown)
    }

    func cursor(after card: TeamCard) -> Cursor {
        let key =
            switch self {
            case .bestFit, .fit: card.fit
            case .bestSkills, .skills: card.skillFit
            case .bestTime, .time: card.timeFit
            case .mostHours, .hours: card.commonHalfHours
            }
        return cursor(String(key), card.card)
    }
}

/// The teams that were shared for a case in a round, best fit first where no order is asked for. They are found by their label, by a skill
/// that they bring, by the code of a language that all of them speak, and by why they were declined.
package struct ListTeamCards: UseCase {
    package var round: Round.ID
    package var id: BusinessCase.ID
    package var query: SortedQuery

    package init(round: Round.ID, case id: BusinessCase.ID, query: SortedQuery) {
        self.round = round
        self.id = id
        self.query = query
    }

    package var needs: Permission { .readTeamCards }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<TeamCard> {
        let limit = try pageRows(query.limit)
        let sort = try TeamCardSort(checking: query.sort)
        var condition = try sort.order.after(query.cursor, by: sort, TeamCard.ID.self)
        if let words = try work.searched(query.q) { condition += " AND (\(Self.bears(words)))" }
        try await work.requireCards(of: id, in: round)
        let needs = try await needs(in: work)
        let rows = try await work.execute(
            """
            SELECT n.card, upper(left(n.card::text, 5)), c.fit, c.skill_fit, c.time_fit, c.members::integer, c.common_half_hours::integer,
                c.skills, c.found_levels::integer[], c.credits, p.place::integer, p.team_id IS NOT NULL AND p.place IS NULL, p.reason, c.languages
            FROM team_card c LEFT JOIN case_preference p USING (round_id, case_id, team_id)
                CROSS JOIN LATERAL (SELECT team_card_id(c.round_id, c.team_id) AS card) n
            WHERE c.round_id = \(round) AND c.case_id = \(id) AND \(condition)
            ORDER BY \(sort.order.order) LIMIT \(limit + 1)
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
        return Page(cards, limit: limit) { sort.cursor(after: $0) }
    }

    /// The condition that a card bears words.
    private static func bears(_ words: String) -> SQL {
        """
        strpos(folded(left(n.card::text, 5) || ' ' || coalesce(p.reason, '')), folded(\(words))) > 0
        OR EXISTS (SELECT FROM unnest(c.languages) AS spoken WHERE split_part(spoken, ':', 1) = lower(\(words)))
        OR EXISTS (
            SELECT FROM unnest(c.skills, c.found_levels) AS brought (skill, level) JOIN skill s ON s.id = brought.skill
            WHERE brought.level > 0 AND strpos(folded(concat_ws(' ', s.label_en, s.label_fr)), folded(\(words))) > 0)
        """
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
