/// What a company sees of a team before the round is published: no name, no school, but what the team brings to one of its cases.
package struct TeamCard: Codable, Sendable {
    package typealias ID = Identifier<TeamCard>
    /// To rank or veto the team by. A team has another in each round, and none of them tells which team it is.
    package var card: ID
    /// The first letters of the id, to speak of it by.
    package var label: String
    /// 0…10000 each.
    package var fit: Int
    package var skillFit: Int
    package var timeFit: Int
    package var members: Int
    /// Half-hours that all members share in a week: in half of the weeks of the case as many or more.
    package var commonHalfHours: Int
    package var skills: [Skill]
    /// What all members speak, each at the level of the weakest, as `fr:B2`; the best first.
    package var languages: [String]
    /// Its place in the case's ranking, from 1; absent where the ranking does not name it.
    package var place: Int?
    package var vetoed: Bool
    /// Why it is vetoed, where the company said so.
    package var reason: String?

    /// One skill that the case asks for.
    package struct Skill: Codable, Sendable {
        package var skill: String
        package var importance: String
        package var neededLevel: Int
        /// 0 where nobody of the team has it or one near it.
        package var foundLevel: Int
        /// What it earns of what it could, in ten-thousandths.
        package var credit: Int

        package init(skill: String, importance: String, neededLevel: Int, foundLevel: Int, credit: Int) {
            self.skill = skill
            self.importance = importance
            self.neededLevel = neededLevel
            self.foundLevel = foundLevel
            self.credit = credit
        }
    }

    package init(
        card: ID, label: String, fit: Int, skillFit: Int, timeFit: Int, members: Int, commonHalfHours: Int, skills: [Skill],
        languages: [String] = [], place: Int?, vetoed: Bool, reason: String? = nil
    ) {
        self.card = card
        self.label = label
        self.fit = fit
        self.skillFit = skillFit
        self.timeFit = timeFit
        self.members = members
        self.commonHalfHours = commonHalfHours
        self.skills = skills
        self.languages = languages
        self.place = place
        self.vetoed = vetoed
        self.reason = reason
    }
}

/// What was shared of a round's teams.
package struct SharedCards: Codable, Sendable {
    /// Cases with a place left.
    package var cases: Int
    /// Those of them that no team could take.
    package var casesWithoutTeam: Int
    package var cards: Int

    /// Of each case the best so many.
    package static let mostOfEachCase = 50

    package init(cases: Int, casesWithoutTeam: Int, cards: Int) {
        self.cases = cases
        self.casesWithoutTeam = casesWithoutTeam
        self.cards = cards
    }
}

/// A round in which teams were shared for a case.
package struct CardRound: Codable, Sendable {
    package var round: Round.ID
    package var name: String
    /// Whether rankings still count.
    package var open: Bool
    /// `best-total`, `stable` or `fairest`. An order of the teams counts under `stable` alone, a veto under each.
    package var policy: String
    /// Whether other rounds have given teams every place of the case, so that nothing is left to decide here.
    package var filled: Bool
    package var cards: Int
    package var ranked: Int
    package var vetoed: Int

    package init(round: Round.ID, name: String, open: Bool, policy: String, filled: Bool, cards: Int, ranked: Int, vetoed: Int) {
        self.round = round
        self.name = name
        self.open = open
        self.policy = policy
        self.filled = filled
        self.cards = cards
        self.ranked = ranked
        self.vetoed = vetoed
    }
}

/// The teams that a case would rather have in a round, best first, and those that it would not have. Whom neither names stands behind
/// those ranked, by fit; all empty stands for no ranking. Rankings count under the policy `stable`, vetoes under every policy.
package struct TeamRanking: Codable, Sendable, Equatable, Versioned {
    package var cards: [RankedPlace<TeamCard>]
    package var vetoes: [TeamCard.ID]
    /// Why some of the vetoed are not wanted; the school reads it.
    package var reasons: [VetoReason]?
    /// Another one for other teams, vetoes or reasons, 0 where there is none; nothing where it is sent.
    package var version: Int

    package struct VetoReason: Codable, Sendable, Equatable {
        package var card: TeamCard.ID
        package var reason: String

        package init(card: TeamCard.ID, reason: String) {
            self.card = card
            self.reason = reason
        }
    }

    package init(cards: [RankedPlace<TeamCard>], vetoes: [TeamCard.ID] = [], reasons: [VetoReason]? = nil) {
        self.cards = cards
        self.vetoes = vetoes
        self.reasons = reasons
        version = RankingVersion.of(
            cards.map { place in place.tied.map(\.description).sorted().joined(separator: "=") }
                + vetoes.map { "veto \($0)" }.sorted() + (reasons ?? []).map { "reason \($0.card) \($0.reason)" }.sorted())
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        cards = try container.decode([RankedPlace<TeamCard>].self, forKey: .cards)
        vetoes = try container.decode([TeamCard.ID].self, forKey: .vetoes)
        reasons = try container.decodeIfPresent([VetoReason].self, forKey: .reasons)
        version = try container.decodeIfPresent(Int.self, forKey: .version) ?? 0
    }
}
