import Formats

/// The cases that a team would take in a round, best first. Whom a ranking leaves out the team would not take; an empty one stands for
/// none, and then fit orders the cases.
package struct CaseRanking: Codable, Sendable, Equatable, Versioned {
    /// At most ``mostEntries`` cases in all, each once.
    package var cases: [RankedPlace<BusinessCase>]
    /// What keeps the ranking from counting as things are, in the reader's language; nothing where it is sent.
    package var note: String?
    /// Another one for other cases in another order, 0 where there is none; nothing where it is sent.
    package var version: Int

    package static let mostEntries = 200

    package init(cases: [RankedPlace<BusinessCase>], note: String? = nil) {
        self.cases = cases
        self.note = note
        version = RankingVersion.of(cases.map { place in place.tied.map(\.description).sorted().joined(separator: "=") })
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        cases = try container.decode([RankedPlace<BusinessCase>].self, forKey: .cases)
        note = try container.decodeIfPresent(String.self, forKey: .note)
        version = try container.decodeIfPresent(Int.self, forKey: .version) ?? 0
    }
}

/// What tells one ranking from another: two people who see the same one see the same version.
enum RankingVersion {
    /// - Parameter lines: all that the ranking says, nothing where there is none.
    static func of(_ lines: [String]) -> Int {
        guard !lines.isEmpty else { return 0 }
        // Six bytes: programs that know no larger integers than 2⁵³ keep it.
        return SHA256.hash(of: lines.joined(separator: "\n").utf8).prefix(6).reduce(0) { $0 << 8 | Int($1) }
    }
}

/// One place of a ranking: a case or team, or several that are liked equally. In JSON an id or a list of ids.
package struct RankedPlace<Subject>: Codable, Sendable, Equatable {
    package var tied: [Identifier<Subject>]
    /// Whether it was written as a list.
    package var isTie: Bool

    /// The form that the service writes: a list where there is more than one.
    package init(_ tied: [Identifier<Subject>]) {
        self.tied = tied
        isTie = tied.count != 1
    }

    package init(from decoder: any Decoder) throws {
        if var list = try? decoder.unkeyedContainer() {
            tied = []
            isTie = true
            while !list.isAtEnd { tied.append(try list.decode(Identifier<Subject>.self)) }
        } else {
            tied = [try decoder.singleValueContainer().decode(Identifier<Subject>.self)]
            isTie = false
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if !isTie, let only = tied.first { try container.encode(only) } else { try container.encode(tied) }
    }
}

extension RankedPlace: ShapedType {
    package static var shape: Shape { .oneOrMore(Identifier<Subject>.shape) }
    package static var example: RankedPlace<Subject> { RankedPlace([]) }
}

/// What the teams of a round ask for and what there is, while the rankings come in: of the teams that the caller sees. Schools are told exactly how
/// many rank a case; an operator of a network, who is shown counts and no persons, to the nearest five.
package struct Demand: Codable, Sendable {
    /// Teams with members that take part.
    package var teams: Int
    /// Of these, those that gave a ranking.
    package var withRanking: Int
    package var withoutRanking: Int
    package var items: [CaseDemand]
    package var next: String?
    /// Which teams take no part because other rounds keep them busy, in the reader's language.
    package var note: String?

    package init(teams: Int, withRanking: Int, page: Page<CaseDemand>, note: String? = nil) {
        self.note = note
        self.teams = teams
        self.withRanking = withRanking
        withoutRanking = teams - withRanking
        items = page.items
        next = page.next
    }
}

/// One case on offer in a round.
package struct CaseDemand: Codable, Sendable {
    package var `case`: BusinessCase.ID
    package var title: String
    package var company: String
    /// Places that the round may give.
    package var places: Int
    /// Teams that rank it, and those that rank it first, tied or alone. For an operator of a network nil where they are fewer than ``fewest``.
    package var rankedBy: Int?
    package var rankedFirstBy: Int?

    package static let fewest = 5

    package init(case businessCase: BusinessCase.ID, title: String, company: String, places: Int, rankedBy: Int?, rankedFirstBy: Int?) {
        self.case = businessCase
        self.title = title
        self.company = company
        self.places = places
        self.rankedBy = rankedBy
        self.rankedFirstBy = rankedFirstBy
    }
}
