package import Formats

/// A course of study of a school.
package struct Programme: Codable, Sendable {
    package typealias ID = Identifier<Programme>
    package var id: ID
    package var school: Organisation.ID
    package var code: String
    package var name: String

    package init(id: ID, school: Organisation.ID, code: String, name: String) {
        self.id = id
        self.school = school
        self.code = code
        self.name = name
    }
}

package struct ProgrammeDraft: Codable, Sendable {
    /// The own school where it is not said; an operator must say it.
    package var school: Organisation.ID?
    package var code: String
    package var name: String

    package init(school: Organisation.ID? = nil, code: String, name: String) {
        self.school = school
        self.code = code
        self.name = name
    }
}

/// The students of one programme and intake.
package struct Cohort: Codable, Sendable, Versioned {
    package typealias ID = Identifier<Cohort>
    package var id: ID
    /// Its version, for `If-Match`.
    package var version: Int
    package var school: Organisation.ID
    /// For whoever sees the cohorts of several schools, which bear the same names.
    package var schoolName: String?
    package var programme: Programme.ID?
    package var code: String
    package var name: String
    package var startsOn: Day?
    package var endsOn: Day?
    package var students: Int
    package var teams: Int
    /// Exams, holidays, weeks at the employer; absent in lists.
    package var blocked: [BlockedDays]?

    package init(
        id: ID, version: Int, school: Organisation.ID, schoolName: String?, programme: Programme.ID?, code: String, name: String,
        startsOn: Day?, endsOn: Day?, students: Int, teams: Int, blocked: [BlockedDays]? = nil
    ) {
        self.id = id
        self.version = version
        self.school = school
        self.schoolName = schoolName
        self.programme = programme
        self.code = code
        self.name = name
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.students = students
        self.teams = teams
        self.blocked = blocked
    }
}

package struct CohortDraft: Codable, Sendable {
    package var school: Organisation.ID?
    package var programme: Programme.ID?
    package var code: String
    package var name: String
    package var startsOn: Day?
    package var endsOn: Day?
    /// Exams, holidays, weeks at the employer.
    package var blocked: [BlockedDays]?

    package init(
        school: Organisation.ID? = nil, programme: Programme.ID? = nil, code: String, name: String, startsOn: Day? = nil,
        endsOn: Day? = nil, blocked: [BlockedDays]? = nil
    ) {
        self.school = school
        self.programme = programme
        self.code = code
        self.name = name
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.blocked = blocked
    }
}

/// Days on which nobody of the cohort works on a case; both ends included.
package struct BlockedDays: Codable, Sendable {
    package enum Reason: String, Codable, Sendable, CaseIterable {
        case exams, holidays, alternance, other
    }
    package var reason: Reason
    package var from: Day
    package var until: Day

    package init(reason: Reason, from: Day, until: Day) {
        self.reason = reason
        self.from = from
        self.until = until
    }
}
