/// Where a student stands on the way to a case and to being found, and the one thing to do next.
package struct StudentProgress: Codable, Sendable {
    package enum Step: String, Codable, Sendable, CaseIterable {
        /// At least one skill and one language.
        case profile
        /// A usual week.
        case availability
        /// The team's ranking of the cases of a round.
        case ranking
        /// A word on who may see the student, be it that nobody may. A yes that has lapsed is asked for again.
        case consents
        /// Reading what a published round gave.
        case outcome
    }

    package enum State: String, Codable, Sendable, CaseIterable {
        case done
        /// Can be done now.
        case open
        /// Cannot be done yet.
        case later
        /// Could have been done, and cannot any more.
        case over
    }

    package struct Stage: Codable, Sendable, Equatable {
        package var step: Step
        package var state: State

        package init(_ step: Step, _ state: State) {
            self.step = step
            self.state = state
        }
    }

    package var givenName: String
    package var hasTeam: Bool
    /// All of them, in the order in which they come: what a published round has given comes before all that may come of the next.
    package var steps: [Stage]
    /// The first that is open; absent where nothing is to be done now.
    package var next: Step?
    /// The open round in which the team can rank cases; without one the open round that it takes no part in, and why; else the newest.
    package var round: OwnRound?
    /// The newest round that is published.
    package var published: OwnRound?

    package init(givenName: String, hasTeam: Bool, steps: [Stage], next: Step?, round: OwnRound?, published: OwnRound?) {
        self.givenName = givenName
        self.hasTeam = hasTeam
        self.steps = steps
        self.next = next
        self.round = round
        self.published = published
    }
}

/// Where a company stands between its first case and its teams, and the one thing to do next.
package struct CompanyProgress: Codable, Sendable {
    package enum Step: String, Codable, Sendable, CaseIterable {
        /// A case: there is none that could find a team.
        case post
        /// An answer to teams that were shown to the company.
        case answer
        /// The teams that its cases have.
        case meet
        /// A draft that nobody else sees yet.
        case finish
        /// The schools' next round.
        case wait
    }

    package struct StateCount: Codable, Sendable, Equatable {
        package var state: BusinessCase.State
        package var cases: Int

        package init(state: BusinessCase.State, cases: Int) {
            self.state = state
            self.cases = cases
        }
    }

    package var next: Step
    /// How many of all its cases are in each state; without the states that none is in.
    package var states: [StateCount]
    /// The newest case for which teams await an answer, with the newest round in which they do.
    package var awaiting: AwaitingCards?
    /// The newest case that is a draft, or was sent back to be one.
    package var draft: CaseReference?

    package init(next: Step, states: [StateCount], awaiting: AwaitingCards?, draft: CaseReference?) {
        self.next = next
        self.states = states
        self.awaiting = awaiting
        self.draft = draft
    }

    package func count(_ some: Set<BusinessCase.State>) -> Int {
        states.reduce(0) { some.contains($1.state) ? $0 + $1.cases : $0 }
    }
}

/// A case for which teams await the company's answer.
package struct AwaitingCards: Codable, Sendable {
    package var `case`: CaseReference
    package var round: CardRound

    package init(case businessCase: CaseReference, round: CardRound) {
        self.case = businessCase
        self.round = round
    }

    /// Teams that were neither ranked nor vetoed.
    package var open: Int { round.cards - round.ranked - round.vetoed }
}

/// A case by its title.
package struct CaseReference: Codable, Sendable, Equatable {
    package var id: BusinessCase.ID
    package var title: String

    package init(id: BusinessCase.ID, title: String) {
        self.id = id
        self.title = title
    }
}
