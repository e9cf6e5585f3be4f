/// Which cohorts, and in which order.
package struct CohortListQuery: Codable, Sendable, LimitedQuery {
    package enum Sort: String, Codable, Sendable, CaseIterable {
        case newest, name, code
        case nameDown = "-name"
        case codeDown = "-code"
    }
    /// Part of the name or of the code; accents and capitals do not matter.
    package var search: String?
    package var sort: Sort?
    package var limit: Int?
    package var cursor: String?

    package init(search: String? = nil, sort: Sort? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.search = search
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}

/// Which cohorts an export takes.
package struct CohortExportQuery: Codable, Sendable {
    /// Part of the name or of the code; accents and capitals do not matter.
    package var search: String?

    package init(search: String? = nil) {
        self.search = search
    }
}

/// Which students of a cohort, and in which order.
package struct StudentListQuery: Codable, Sendable, LimitedQuery {
    package enum Sort: String, Codable, Sendable, CaseIterable {
        case name, key
        case nameDown = "-name"
        case keyDown = "-key"
    }
    /// Part of the name, or the beginning of the key; accents and capitals do not matter. In a cohort of more than 5,000 students the
    /// first word is the beginning of a family name, of a given name or of a key.
    package var search: String?
    package var lacking: CohortReadiness.Part?
    package var sort: Sort?
    package var limit: Int?
    package var cursor: String?

    package init(
        search: String? = nil, lacking: CohortReadiness.Part? = nil, sort: Sort? = nil, limit: Int? = nil, cursor: String? = nil
    ) {
        self.search = search
        self.lacking = lacking
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}

/// How far a cohort is ready for a round: how many of its students have what a match needs.
package struct CohortReadiness: Codable, Sendable, Equatable {
    package enum Part: String, Codable, Sendable, CaseIterable {
        /// At least one skill and one language.
        case profile
        /// A usual week.
        case availability
        /// A company may find the student; no match needs it.
        case consent
        case team
    }
    package var cohort: Cohort.ID
    package var name: String
    package var students: Int
    package var profile: Int
    package var availability: Int
    package var consent: Int
    package var team: Int

    package init(cohort: Cohort.ID, name: String, students: Int, profile: Int, availability: Int, consent: Int, team: Int) {
        self.cohort = cohort
        self.name = name
        self.students = students
        self.profile = profile
        self.availability = availability
        self.consent = consent
        self.team = team
    }

    package func count(_ part: Part) -> Int {
        switch part {
        case .profile: profile
        case .availability: availability
        case .consent: consent
        case .team: team
        }
    }
}

/// Where a school stands on its way to a published round, and the one thing to do next.
package struct SchoolProgress: Codable, Sendable {
    package enum Step: String, Codable, Sendable, CaseIterable {
        /// `run`: diagnosed, which leaves no trace, and computed.
        case enrol, readiness, teams, round, run, publish
    }
    /// What has been done, in the order of ``Step``.
    package var done: [Step]
    /// Absent where the newest round is published and nothing waits.
    package var next: Step?
    /// Those of the newest open round; without one, those that no round has yet; else the newest.
    package var cohorts: [CohortReadiness]
    /// The rounds that the school holds or takes part in: the open ones first, newest first, five at most.
    package var rounds: [RoundLine]
    /// The newest run of the first of the rounds that is a draft, or its published one.
    package var run: RunLine?
    /// Whether a pair was pinned, banned or released since that run.
    package var runIsOld: Bool
    /// The network that holds the first of the rounds: its operator runs and publishes it. Absent where the school does.
    package var holder: OrganisationReference?

    package init(
        done: [Step], next: Step?, cohorts: [CohortReadiness], rounds: [RoundLine], run: RunLine?, runIsOld: Bool = false,
        holder: OrganisationReference? = nil
    ) {
        self.done = done
        self.next = next
        self.cohorts = cohorts
        self.rounds = rounds
        self.run = run
        self.runIsOld = runIsOld
        self.holder = holder
    }
}
