/// The cases that a team would take in a round, best first. Whom a ranking leaves out the team would not take; an empty one stands for
/// none, and then fit orders the cases.
package struct CaseRanking: Codable, Sendable, Equatable {
    /// At most ``mostEntries`` cases in all, each once.
    package var cases: [RankedPlace]

    package static let mostEntries = 200

    package init(cases: [RankedPlace]) {
        self.cases = cases
    }
}

/// One place of a ranking: a case, or several that the team likes equally. In JSON an id or a list of ids.
package struct RankedPlace: Codable, Sendable, Equatable {
    package var cases: [BusinessCase.ID]
    /// Whether it was written as a list.
    package var isTie: Bool

    /// The form that the service writes: a list where there is more than one.
    package init(_ cases: [BusinessCase.ID]) {
        self.cases = cases
        isTie = cases.count != 1
    }

    package init(from decoder: any Decoder) throws {
        if var list = try? decoder.unkeyedContainer() {
            cases = []
            isTie = true
            while !list.isAtEnd { cases.append(try list.decode(BusinessCase.ID.self)) }
        } else {
            cases = [try decoder.singleValueContainer().decode(BusinessCase.ID.self)]
            isTie = false
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if !isTie, let only = cases.first { try container.encode(only) } else { try container.encode(cases) }
    }
}

extension RankedPlace: ShapedType {
    package static var shape: Shape { .oneOrMore(BusinessCase.ID.shape) }
    package static var example: RankedPlace { RankedPlace([]) }
}

/// What the teams of a round ask for and what there is, while the rankings come in: of the teams that the caller sees.
package struct Demand: Codable, Sendable {
    /// Teams with members.
    package var teams: Int
    /// Of these, those that gave a ranking.
    package var withRanking: Int
    package var withoutRanking: Int
    package var items: [CaseDemand]
    package var next: String?

    package init(teams: Int, withRanking: Int, page: Page<CaseDemand>) {
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
    /// Teams that rank it, and those that rank it first, tied or alone.
    package var rankedBy: Int
    package var rankedFirstBy: Int

    package init(case businessCase: BusinessCase.ID, title: String, company: String, places: Int, rankedBy: Int, rankedFirstBy: Int) {
        self.case = businessCase
        self.title = title
        self.company = company
        self.places = places
        self.rankedBy = rankedBy
        self.rankedFirstBy = rankedFirstBy
    }
}
